import type { IDataObject } from 'n8n-workflow';
import { idText, isObject, objectArray } from '../../json';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';

/**
 * Reads one page of campaigns in any of the three styles that the API documents for lists: `{data, nextCursor: string}`,
 * `{campaigns, nextCursor: {id, timestamp}}`, or a bare array. Which of them campaigns use is not documented.
 */
export function parsePage(
	answer: unknown,
	request: ProviderRequest,
): Page<IDataObject> | undefined {
	const bare = objectArray(answer);
	if (bare !== undefined) return { entries: bare };
	if (!isObject(answer)) return undefined;
	const entries = objectArray(answer.data) ?? objectArray(answer.campaigns);
	if (entries === undefined) return undefined;
	const cursor = cursorQuery(answer.nextCursor);
	if (cursor === undefined) return undefined;
	if (cursor === null) return { entries };
	// A list that was begun at one path must not continue at the other, which lists another generation.
	const next = { ...request, query: { ...request.query, ...cursor }, fallback: undefined };
	return { entries, next };
}

/** @returns null after the last page, undefined when the cursor has an unexpected shape */
function cursorQuery(cursor: unknown): Record<string, string> | null | undefined {
	if (cursor === null || cursor === undefined) return null;
	if (typeof cursor === 'string') return { cursor };
	if (!isObject(cursor)) return undefined;
	const id = idText(cursor.id);
	const timestamp = idText(cursor.timestamp);
	return id === undefined || timestamp === undefined
		? undefined
		: { cursorId: id, cursorTimestamp: timestamp };
}
