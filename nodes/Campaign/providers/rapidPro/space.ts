/** White space as Python has it (observed): with some control characters, and without a BOM. */
const space =
	'[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const outerSpace = new RegExp(`^${space}|${space}$`, 'g');

/** A text without outer spaces, as the server trims names and messages. */
export function trim(text: string): string {
	return text.replace(outerSpace, '');
}
