import type { CampaignDetails, RawCampaign } from '../../campaign';
import { isoTime } from '../../campaign';
import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';
import type { Account } from '../contract/service';

/** The path of the campaigns endpoint; `.json` is mandatory, without it the service answers 200 `[]` to anyone. */
export const campaignsPath = ['campaigns.json'] as const;

/** The neutral campaign of a RapidPro campaign. The API lists no archived ones, so a listed one is live. */
export function toCampaign(raw: RawCampaign, account: Account): CampaignDetails {
	const id = idText(raw.uuid) ?? '';
	return {
		id,
		name: textOrNull(raw.name) ?? '',
		status: raw.archived === true ? 'archived' : raw.archived === false ? 'active' : 'unknown',
		providerStatus: null,
		createdAt: isoTime(raw.created_on),
		updatedAt: null,
		url: id === '' ? null : `${account.address}/campaign/read/${encodeURIComponent(id)}/`,
	};
}

/**
 * Reads one page. Only the cursor of `next` is taken, never its address: behind a proxy that names
 * an inner host or http, and the token must not go there.
 */
export function readPage(answer: unknown, asked: ProviderRequest): Page<RawCampaign> | undefined {
	if (!isObject(answer)) return undefined;
	const entries = objectArray(answer.results);
	if (entries === undefined) return undefined;
	if (answer.next === null || answer.next === undefined) return { entries };
	const cursor = cursorOf(answer.next);
	if (cursor === undefined) return undefined;
	return { entries, next: { ...asked, query: { ...asked.query, cursor } } };
}

function cursorOf(next: unknown): string | undefined {
	if (typeof next !== 'string') return undefined;
	const query = next.indexOf('?');
	if (query === -1) return undefined;
	return new URLSearchParams(next.slice(query + 1)).get('cursor') ?? undefined;
}
