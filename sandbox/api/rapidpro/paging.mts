import type { ApiRequest } from '../service.mts';
import { detail } from './errors.mts';

const pageSize = 250;

/** Where a page begins (or, going back, ends): next to the rows created at `position`. */
interface Cursor {
	back: boolean;
	/** How many of the rows at the position are already past. */
	offset: number;
	position: string | null;
}

function decode(text: string): Cursor {
	const raw = Buffer.from(text, 'base64').toString('latin1');
	const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
	const fields = new URLSearchParams(raw);
	const offset = fields.get('o') ?? '0';
	const isCursor = raw === '' || fields.has('p') || fields.has('o');
	if (!isBase64 || !isCursor || !/^\d+$/.test(offset)) throw detail(404, 'Invalid cursor');
	return { back: fields.get('r') === '1', offset: Number(offset), position: fields.get('p') };
}

function encode(cursor: Cursor): string {
	const fields = new URLSearchParams();
	if (cursor.offset > 0) fields.set('o', String(cursor.offset));
	if (cursor.back) fields.set('r', '1');
	if (cursor.position !== null) fields.set('p', cursor.position);
	return Buffer.from(fields.toString()).toString('base64');
}

function link(request: ApiRequest, cursor: Cursor): string {
	const query = new URLSearchParams(request.query);
	query.set('cursor', encode(cursor));
	query.sort();
	return `${request.base}${request.path}?${query}`;
}

/** Index of the first row for which `holds` is true; rows are partitioned by it. */
function firstIndex<T>(rows: readonly T[], holds: (row: T) => boolean): number {
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const row = rows[middle];
		if (row !== undefined && holds(row)) high = middle;
		else low = middle + 1;
	}
	return low;
}

/**
 * One page of 250 (not settable), by a cursor on the position: rows that are created meanwhile do not
 * shift pages. `next` and `previous` are absolute, on the request's own Host, and keep its other
 * parameters (the notes, section 2).
 * @param rows in listing order
 * @param positionOf what the rows are ordered by, descending
 * @throws Refusal 404 for a cursor that is none
 */
export function page<T>(
	request: ApiRequest,
	rows: readonly T[],
	positionOf: (row: T) => string,
): { next: string | null; previous: string | null; results: T[] } {
	const given = request.query.get('cursor');
	const cursor = given === null ? null : decode(given);
	let start = 0;
	let end = Math.min(pageSize, rows.length);
	if (cursor && cursor.position !== null) {
		const { back, offset, position } = cursor;
		if (back) {
			end = Math.max(0, firstIndex(rows, (row) => positionOf(row) < position) - offset);
			start = Math.max(0, end - pageSize);
		} else {
			start = firstIndex(rows, (row) => positionOf(row) <= position) + offset;
			end = Math.min(start + pageSize, rows.length);
		}
	}
	const first = rows[start];
	const last = rows[end - 1];
	let next: string | null = null;
	let previous: string | null = null;
	if (last !== undefined && end < rows.length) {
		const position = positionOf(last);
		const offset = end - firstIndex(rows, (row) => positionOf(row) <= position);
		next = link(request, { back: false, offset, position });
	}
	if (first !== undefined && start > 0) {
		const position = positionOf(first);
		const offset = firstIndex(rows, (row) => positionOf(row) < position) - start;
		previous = link(request, { back: true, offset, position });
	}
	return { next, previous, results: rows.slice(start, end) };
}
