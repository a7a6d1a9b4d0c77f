import { json } from '../responses.mts';
import type { Answer, ApiRequest } from '../service.mts';
import type { InboxCampaign } from './campaign.mts';
import { refuse } from './errors.mts';
import { oldPageQuery, pageQuery, readQuery } from './requests.mts';

function startAfter(rows: readonly InboxCampaign[], id: string | undefined): number {
	if (id === undefined) return 0;
	const index = rows.findIndex((row) => row.id === id);
	if (index < 0) throw refuse(400, 'BAD_REQUEST', 'Invalid cursor');
	return index + 1;
}

/** Newer style: `{data, nextCursor: string|null}`, asked with `cursor`. */
export function newerPage(request: ApiRequest, rows: readonly InboxCampaign[]): Answer {
	const { limit, cursor } = readQuery(pageQuery, request);
	const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
	const start = startAfter(rows, after);
	const data = rows.slice(start, start + limit);
	const last = start + limit < rows.length ? data.at(-1) : undefined;
	const nextCursor = last ? Buffer.from(last.id).toString('base64url') : null;
	return json(200, { data, nextCursor });
}

/** Older style: `{campaigns, nextCursor: {id, timestamp}|null}`, asked with cursorId + cursorTimestamp. */
export function olderPage(request: ApiRequest, rows: readonly InboxCampaign[]): Answer {
	const { limit, cursorId } = readQuery(oldPageQuery, request);
	const start = startAfter(rows, cursorId);
	const campaigns = rows.slice(start, start + limit);
	const last = start + limit < rows.length ? campaigns.at(-1) : undefined;
	const nextCursor = last ? { id: last.id, timestamp: last.createdAt } : null;
	return json(200, { campaigns, nextCursor });
}
