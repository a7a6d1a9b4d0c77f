import { decodeBase64 } from './python/base64.mts';
import { ParseError } from './python/parse-error.mts';
import { detailError } from './responses.mts';

/** Where a page starts, or ends when paging backwards: next to the rows at `position`. */
export interface Cursor {
	reverse: boolean;
	/** How many rows to skip from there. */
	offset: number;
	/** A time, or null for the start of the list. */
	position: string | null;
}

/** Python's `int()`. */
function integer(text: string): number {
	const digits = /^\s*([-+]?\d+(?:_\d+)*)\s*$/.exec(text)?.[1];
	if (digits === undefined) throw new ParseError();
	return Number(digits.replaceAll('_', ''));
}

function parse(text: string): Cursor {
	const bytes = decodeBase64(text);
	if (/[^\0-\x7F]/.test(text) || bytes.some((byte) => byte > 0x7f)) throw new ParseError();
	const fields = new URLSearchParams(bytes.toString('latin1'));
	const offset = integer(fields.get('o') ?? '0');
	if (offset < 0) throw new ParseError();
	return { reverse: integer(fields.get('r') ?? '0') !== 0, offset, position: fields.get('p') };
}

/**
 * Reads the `cursor` parameter. Base64 of anything else than a cursor is the cursor of page one (observed).
 *
 * @throws HttpError 404 if it is not base64 of ASCII, or its offset is not a number
 */
export function decodeCursor(text: string): Cursor {
	try {
		return parse(text);
	} catch (error) {
		if (error instanceof ParseError) throw detailError(404, 'Invalid cursor');
		throw error;
	}
}

/** Writes a cursor as the `cursor` parameter. */
export function encodeCursor(cursor: Cursor): string {
	const fields = new URLSearchParams();
	if (cursor.offset > 0) fields.set('o', String(cursor.offset));
	if (cursor.reverse) fields.set('r', '1');
	if (cursor.position !== null) fields.set('p', cursor.position);
	return Buffer.from(fields.toString()).toString('base64');
}
