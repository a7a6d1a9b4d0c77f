/** What the server trims (observed): white space as Python has it, with some control characters and without a BOM. */
const space =
	'[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const outerSpace = new RegExp(`^${space}|${space}$`, 'g');

/**
 * The form in which the server compares names, as observed on its own database: without outer spaces, and in upper case
 * letter by letter. A letter without a single capital, such as ß, stays as it is. A server with another collation may
 * compare rare letters in another way.
 */
export function nameKey(name: string): string {
	return Array.from(name.replace(outerSpace, ''), (letter) => {
		const capital = letter.toUpperCase();
		return [...capital].length === 1 ? capital : letter;
	}).join('');
}
