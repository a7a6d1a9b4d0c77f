import type { NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../campaign';
import type { ApiClient, Failed } from './client';
import { unexpectedShape } from './client';
import { pages } from './paging';

/** What looking up one campaign came to; `unreadable` is an answer with an unexpected shape. */
export type Lookup =
	| { readonly kind: 'found'; readonly campaign: RawCampaign }
	| { readonly kind: 'missing' }
	| { readonly kind: 'unreadable'; readonly error: NodeApiError }
	| { readonly kind: 'failed'; readonly failure: Failed };

/**
 * Looks up one campaign by its ID, with the provider's call for it.
 *
 * @returns undefined when the provider has no such call
 */
export async function lookUpCampaign(client: ApiClient, id: string): Promise<Lookup | undefined> {
	const { get } = client.provider.campaigns;
	if (get.by === 'list') return undefined;
	const request = get.request(id);
	const outcome = await client.attempt(request);
	if (!outcome.ok) {
		return outcome.kind === 'notFound' ? { kind: 'missing' } : { kind: 'failed', failure: outcome };
	}
	const campaign = get.parseCampaign(outcome.body);
	if (campaign === undefined) {
		return { kind: 'unreadable', error: unexpectedShape(client, request) };
	}
	return campaign === null ? { kind: 'missing' } : { kind: 'found', campaign };
}

/**
 * Reads one campaign as it is now.
 *
 * @returns the provider's object, or null when it has no campaign with this ID
 * @throws NodeApiError when the service cannot be asked or its answer cannot be read
 */
export async function readCampaign(client: ApiClient, id: string): Promise<RawCampaign | null> {
	const lookup = await lookUpCampaign(client, id);
	switch (lookup?.kind) {
		case 'found':
			return lookup.campaign;
		case 'missing':
			return null;
		case 'unreadable':
			throw lookup.error;
		case 'failed':
			if (lookup.failure.kind !== 'notOffered' || !fallsBackToList(client)) {
				throw lookup.failure.error;
			}
			return await findInList(client, id);
		case undefined:
			return await findInList(client, id);
	}
}

function fallsBackToList({ provider }: ApiClient): boolean {
	const { get } = provider.campaigns;
	return get.by === 'call' && get.fallbackToList === true;
}

/**
 * Searches the list for one campaign.
 *
 * @returns null when the whole list does not contain it
 * @throws NodeApiError when the list cannot be read completely
 */
export async function findInList(client: ApiClient, id: string): Promise<RawCampaign | null> {
	for await (const { entries } of pages(client, client.provider.campaigns.getAll)) {
		const found = entries.find((raw) => client.normalize(raw).id === id);
		if (found !== undefined) return found;
	}
	return null;
}
