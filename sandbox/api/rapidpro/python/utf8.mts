import { ParseError } from './parse-error.mts';

/** The bytes that may follow a first byte: how many there are, and the range of the first of them. */
function continuation(first: number): { count: number; from: number; to: number } | null {
	if (first >= 0xc2 && first <= 0xdf) return { count: 1, from: 0x80, to: 0xbf };
	if (first === 0xe0) return { count: 2, from: 0xa0, to: 0xbf };
	if (first === 0xed) return { count: 2, from: 0x80, to: 0x9f };
	if (first >= 0xe1 && first <= 0xef) return { count: 2, from: 0x80, to: 0xbf };
	if (first === 0xf0) return { count: 3, from: 0x90, to: 0xbf };
	if (first === 0xf4) return { count: 3, from: 0x80, to: 0x8f };
	if (first >= 0xf1 && first <= 0xf3) return { count: 3, from: 0x80, to: 0xbf };
	return null;
}

/**
 * Decodes UTF-8 as Python's stream reader does, which leaves out an incomplete character at the end.
 *
 * @throws ParseError with Python's message, for example "'utf-8' codec can't decode byte 0xff in position 9: invalid
 * start byte"
 */
export function decodeUtf8(bytes: Buffer): string {
	let at = 0;
	while (at < bytes.length) {
		const first = bytes[at] ?? 0;
		if (first < 0x80) {
			at++;
			continue;
		}
		const rest = continuation(first);
		if (!rest) throw undecodable(bytes, at, 1, 'invalid start byte');
		for (let index = 1; index <= rest.count; index++) {
			const byte = bytes[at + index];
			if (byte === undefined) return bytes.toString('utf8', 0, at);
			const [from, to] = index === 1 ? [rest.from, rest.to] : [0x80, 0xbf];
			if (byte < from || byte > to) {
				throw undecodable(bytes, at, index, 'invalid continuation byte');
			}
		}
		at += rest.count + 1;
	}
	return bytes.toString('utf8');
}

function undecodable(bytes: Buffer, at: number, length: number, reason: string): ParseError {
	const hex = (bytes[at] ?? 0).toString(16).padStart(2, '0');
	const where =
		length === 1 ? `byte 0x${hex} in position ${at}` : `bytes in position ${at}-${at + length - 1}`;
	return new ParseError(`'utf-8' codec can't decode ${where}: ${reason}`);
}
