import type { ApiRequest } from '../service.mts';
import { detailError } from './errors.mts';

const pageSize = 250;

/** Where a page starts, or ends when paging backwards: next to the rows at `position`. */
interface Cursor {
	reverse: boolean;
	/** How many rows with this position to skip. */
	offset: number;
	position: string | null;
}

/** @throws HttpError 404 unless the text is a cursor */
function decode(text: string): Cursor {
	const raw = Buffer.from(text, 'base64').toString('latin1');
	const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
	const fields = new URLSearchParams(raw);
	const offset = fields.get('o') ?? '0';
	const isCursor = raw === '' || fields.has('p') || fields.has('o');
	if (!isBase64 || !isCursor || !/^\d+$/.test(offset)) throw detailError(404, 'Invalid cursor');
	return { reverse: fields.get('r') === '1', offset: Number(offset), position: fields.get('p') };
}

function encode(cursor: Cursor): string {
	const fields = new URLSearchParams();
	if (cursor.offset > 0) fields.set('o', String(cursor.offset));
	if (cursor.reverse) fields.set('r', '1');
	if (cursor.position !== null) fields.set('p', cursor.position);
	return Buffer.from(fields.toString()).toString('base64');
}

function link(request: ApiRequest, cursor: Cursor): string {
	const query = new URLSearchParams(request.query);
	query.set('cursor', encode(cursor));
	query.sort();
	return `${request.base}${request.path}?${query}`;
}

/**
 * Binary search.
 *
 * @param predicate false for every row before the one searched for, true for all others
 * @returns the index of the first row for which it is true, or the number of rows
 */
function firstIndex<T>(rows: readonly T[], predicate: (row: T) => boolean): number {
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const row = rows[middle];
		if (row !== undefined && predicate(row)) high = middle;
		else low = middle + 1;
	}
	return low;
}

/**
 * Returns one page of 250 rows; clients cannot change the size. The cursor is a position, so rows created meanwhile do
 * not shift the pages. `next` and `previous` are absolute URLs on the request's Host, with its other parameters
 * (observed).
 *
 * @param rows in listing order
 * @param getPosition the value by which the rows are sorted, descending
 * @throws HttpError 404 for an invalid cursor
 */
export function page<T>(
	request: ApiRequest,
	rows: readonly T[],
	getPosition: (row: T) => string,
): { next: string | null; previous: string | null; results: T[] } {
	const text = request.query.get('cursor');
	const cursor = text === null ? null : decode(text);
	let start = 0;
	let end = Math.min(pageSize, rows.length);
	if (cursor && cursor.position !== null) {
		const { reverse, offset, position } = cursor;
		if (reverse) {
			end = Math.max(0, firstIndex(rows, (row) => getPosition(row) < position) - offset);
			start = Math.max(0, end - pageSize);
		} else {
			start = firstIndex(rows, (row) => getPosition(row) <= position) + offset;
			end = Math.min(start + pageSize, rows.length);
		}
	}
	const first = rows[start];
	const last = rows[end - 1];
	let next: string | null = null;
	let previous: string | null = null;
	if (last !== undefined && end < rows.length) {
		const position = getPosition(last);
		const offset = end - firstIndex(rows, (row) => getPosition(row) <= position);
		next = link(request, { reverse: false, offset, position });
	}
	if (first !== undefined && start > 0) {
		const position = getPosition(first);
		const offset = firstIndex(rows, (row) => getPosition(row) < position) - start;
		previous = link(request, { reverse: true, offset, position });
	}
	return { next, previous, results: rows.slice(start, end) };
}
