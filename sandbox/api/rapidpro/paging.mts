import type { ApiRequest } from '../service.mts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.mts';
import { serverError } from './responses.mts';
import { cursorTime, parseCursorTime, sortableTime } from './time.mts';

const pageSize = 250;

const firstPage: Cursor = { reverse: false, offset: 0, position: null };

/** @throws HttpError 404 for an invalid cursor, 500 if its position is no time */
function readCursor(request: ApiRequest): Cursor {
	const text = request.query.get('cursor');
	if (text === null) return firstPage;
	const cursor = decodeCursor(text);
	if (cursor.position === null) return cursor;
	const position = parseCursorTime(cursor.position);
	if (position === null) throw serverError();
	return { ...cursor, position };
}

function link(request: ApiRequest, cursor: Cursor): string {
	const position = cursor.position === null ? null : cursorTime(cursor.position);
	const query = new URLSearchParams(request.query);
	query.set('cursor', encodeCursor({ ...cursor, position }));
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

/** One end of a page: whether rows follow, and the position there, if one is known. */
interface End {
	hasMore: boolean;
	position: string | null;
}

/**
 * Finds the cursor of the page that follows at one end, as the framework does: the position of the outermost row whose
 * time differs from that of the row behind it, and as offset the rows between them.
 *
 * @param times the times of this page's rows, from this end inwards
 * @param cursor the cursor of this page, which was reached in the same direction or in the other one
 */
function follow(
	times: readonly string[],
	end: End,
	otherEnd: End,
	cursor: Cursor,
	isSameDirection: boolean,
): Omit<Cursor, 'reverse'> {
	const [outermost] = times;
	if (outermost === undefined) return { offset: 0, position: end.position };
	const behind = !isSameDirection && cursor.offset !== 0 ? outermost : end.position;
	const offset = times.findIndex((time) => time !== behind);
	const position = times[offset];
	if (position !== undefined) return { offset, position };
	// All rows of the page have the time of the row behind it.
	if (!otherEnd.hasMore) return { offset: pageSize, position: null };
	const skipped = isSameDirection ? cursor.offset + pageSize : 0;
	return { offset: skipped, position: otherEnd.position };
}

/**
 * Returns one page of 250 rows; clients cannot change the size. The cursor is a time, so rows created meanwhile do not
 * shift the pages. `next` and `previous` are absolute URLs on the request's Host, with its other parameters (observed).
 *
 * @param rows newest first
 * @param getTime the row's time of creation
 * @throws HttpError 404 for an invalid cursor, 500 if its position is no time
 */
export function page<T>(
	request: ApiRequest,
	rows: readonly T[],
	getTime: (row: T) => string,
): { next: string | null; previous: string | null; results: T[] } {
	const time = (row: T) => sortableTime(getTime(row));
	const timeAt = (index: number) => rows.slice(index, index + 1).map(time)[0] ?? null;
	const cursor = readCursor(request);
	const { reverse, offset, position } = cursor;

	let start: number;
	let end: number;
	if (reverse) {
		const behind =
			position === null ? rows.length : firstIndex(rows, (row) => time(row) <= position);
		end = Math.max(0, behind - offset);
		start = Math.max(0, end - pageSize);
	} else {
		const from = position === null ? 0 : firstIndex(rows, (row) => time(row) < position);
		start = Math.min(rows.length, from + offset);
		end = Math.min(rows.length, start + pageSize);
	}
	const results = rows.slice(start, end);

	const origin: End = { hasMore: position !== null || offset > 0, position };
	const later: End = reverse ? origin : { hasMore: end < rows.length, position: timeAt(end) };
	const earlier: End = reverse ? { hasMore: start > 0, position: timeAt(start - 1) } : origin;
	const times = results.map(time);
	const next = follow(times.toReversed(), later, earlier, cursor, !reverse);
	const previous = follow(times, earlier, later, cursor, reverse);
	return {
		next: later.hasMore ? link(request, { reverse: false, ...next }) : null,
		previous: earlier.hasMore ? link(request, { reverse: true, ...previous }) : null,
		results,
	};
}
