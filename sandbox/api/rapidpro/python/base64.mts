import { ParseError } from './parse-error.mts';

/**
 * Python's `base64.b64decode()`: it skips characters that are not of the alphabet, and stops at the padding.
 *
 * @throws ParseError if the last group is incomplete
 */
export function decodeBase64(text: string): Buffer {
	let digits = '';
	let pads = 0;
	for (const char of text) {
		const position = digits.length % 4;
		if (char === '=') {
			if (position >= 2 && position + ++pads >= 4) return Buffer.from(digits, 'base64');
		} else if (/[A-Za-z0-9+/]/.test(char)) {
			digits += char;
			pads = 0;
		}
	}
	if (digits.length % 4 !== 0) throw new ParseError('Incorrect padding');
	return Buffer.from(digits, 'base64');
}
