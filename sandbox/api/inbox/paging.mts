import { json } from '../responses.mts';
import type { ApiRequest, ApiResponse } from '../service.mts';
import type { InboxCampaign } from './campaign.mts';
import { apiError } from './errors.mts';
import { objectCursorQuery, readQuery, stringCursorQuery } from './requests.mts';

/** @returns the index of the row after the one with this ID, or 0 without an ID */
function startAfter(rows: readonly InboxCampaign[], id: string | undefined): number {
	if (id === undefined) return 0;
	const index = rows.findIndex((row) => row.id === id);
	if (index < 0) throw apiError(400, 'BAD_REQUEST', 'Invalid cursor');
	return index + 1;
}

/** A page in the newer style: `{data, nextCursor: string|null}`, requested with `cursor`. */
export function stringCursorPage<T extends InboxCampaign>(
	request: ApiRequest,
	rows: readonly T[],
	shown: (row: T) => unknown,
): ApiResponse {
	const { limit, cursor } = readQuery(stringCursorQuery, request);
	const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
	const start = startAfter(rows, after);
	const data = rows.slice(start, start + limit);
	const last = start + limit < rows.length ? data.at(-1) : undefined;
	const nextCursor = last ? Buffer.from(last.id).toString('base64url') : null;
	return json(200, { data: data.map(shown), nextCursor });
}

/**
 * A page in the older style: `{campaigns, nextCursor: {id, timestamp}|null}`, requested with `cursorId` and
 * `cursorTimestamp`.
 */
export function objectCursorPage(request: ApiRequest, rows: readonly InboxCampaign[]): ApiResponse {
	const { limit, cursorId } = readQuery(objectCursorQuery, request);
	const start = startAfter(rows, cursorId);
	const campaigns = rows.slice(start, start + limit);
	const last = start + limit < rows.length ? campaigns.at(-1) : undefined;
	const nextCursor = last ? { id: last.id, timestamp: last.createdAt } : null;
	return json(200, { campaigns, nextCursor });
}
