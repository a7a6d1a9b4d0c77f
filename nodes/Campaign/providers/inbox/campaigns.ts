import type { IDataObject } from 'n8n-workflow';
import type { CampaignDetails, CampaignFigures, CampaignStatus, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';

const statuses: readonly CampaignStatus[] = ['draft', 'active', 'paused', 'completed'];

/** The neutral campaign, of either shape of answer. */
export function toCampaign(raw: RawCampaign): CampaignDetails {
	const providerStatus = textOrNull(raw.status);
	return {
		id: idText(raw.id) ?? '',
		name: textOrNull(raw.name) ?? '',
		status:
			providerStatus === null
				? derivedStatus(raw)
				: (statuses.find((status) => status === providerStatus) ?? 'unknown'),
		providerStatus,
		createdAt: isoTime(raw.createdAt),
		updatedAt: isoTime(raw.updatedAt),
		url: null,
		...figures(raw),
	};
}

/** The answer of enable carries no status. */
function derivedStatus(raw: RawCampaign): CampaignStatus {
	if (typeof raw.completedAt === 'string') return 'completed';
	if (raw.enabled === true) return 'active';
	if (typeof raw.pausedAt === 'string' || typeof raw.lastStartedAt === 'string') return 'paused';
	return raw.enabled === false ? 'draft' : 'unknown';
}

function figures(raw: RawCampaign): CampaignFigures {
	const figure = (value: unknown) => (typeof value === 'number' ? value : undefined);
	const read = {
		leads: figure(raw.targetsCount),
		contacted: figure(raw.contactedCount),
		replied: figure(raw.repliesCount),
	};
	return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/**
 * One page in any of the three styles that the API documents for lists: `{data, nextCursor: text}`,
 * `{campaigns, nextCursor: {id, timestamp}}`, or a bare array. Which one campaigns use is inferred.
 */
export function readPage(answer: unknown, asked: ProviderRequest): Page<IDataObject> | undefined {
	const bare = objectArray(answer);
	if (bare !== undefined) return { entries: bare };
	if (!isObject(answer)) return undefined;
	const entries = objectArray(answer.data) ?? objectArray(answer.campaigns);
	if (entries === undefined) return undefined;
	const cursor = cursorQuery(answer.nextCursor);
	if (cursor === undefined) return undefined;
	if (cursor === null) return { entries };
	// The other list belongs to another generation: what goes on here must not end there.
	const next = { ...asked, query: { ...asked.query, ...cursor }, fallback: undefined };
	return { entries, next };
}

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
