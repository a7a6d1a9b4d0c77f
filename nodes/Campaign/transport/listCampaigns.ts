import type { RawCampaign } from '../campaign';
import { tryApi } from '../errors';
import type { ApiClient } from './client';
import { pages } from './paging';

/** The list pays if it takes at most one page for so many campaigns that would otherwise be read one by one. */
const campaignsPerPage = 3;

/**
 * Whether an entry of the list can stand for the campaign.
 *
 * @param needsWhole whether everything is needed that reading the campaign alone returns
 */
export function listServes({ provider }: ApiClient, needsWhole: boolean): boolean {
	const { get, getAll } = provider.campaigns;
	return get.by === 'list' || !needsWhole || getAll.isWhole === true;
}

/**
 * Finds campaigns in the list, as long as that takes fewer requests than reading each of them.
 *
 * @returns the campaigns that were found, by ID. A campaign that is missing here has to be read alone, unless the
 * provider has no call for that: then the whole list was read.
 * @throws NodeApiError when the list cannot be read and is the only way
 */
export async function listCampaigns(
	client: ApiClient,
	ids: ReadonlySet<string>,
): Promise<Map<string, RawCampaign>> {
	const { get, getAll } = client.provider.campaigns;
	const found = new Map<string, RawCampaign>();
	const maxPages =
		get.by === 'list' ? Number.POSITIVE_INFINITY : Math.floor(ids.size / campaignsPerPage);
	if (maxPages === 0) return found;
	const { error } = await tryApi(collect());
	if (error !== undefined && get.by === 'list') throw error;
	return found;

	async function collect(): Promise<void> {
		let count = 0;
		for await (const { entries } of pages(client, getAll)) {
			for (const raw of entries) {
				const { id, status } = client.normalize(raw);
				// An entry without a status tells less than the campaign itself.
				if (ids.has(id) && (status !== 'unknown' || get.by === 'list')) found.set(id, raw);
			}
			count++;
			if (count >= maxPages || found.size === ids.size) return;
		}
	}
}
