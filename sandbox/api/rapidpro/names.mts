/**
 * The form in which the database compares names regardless of case, character by character: those that have no single
 * upper-case letter, such as "ß", stay as they are (collation C.UTF-8, as observed).
 */
export function upperCase(text: string): string {
	return Array.from(text, (char) => {
		const upper = char.toUpperCase();
		return [...upper].length === 1 ? upper : char;
	}).join('');
}
