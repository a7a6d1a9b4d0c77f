import type { IDataObject, NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { simplify } from '../../campaign';
import type { ApiClient } from '../../transport/client';
import { allEntries } from '../../transport/paging';
import { readCampaign } from '../../transport/readCampaign';
import { nameKey } from './names';

/** What an item carries: the neutral campaign or, with Simplify off, the provider's object unchanged. */
export function toItemJson(
	client: ApiClient,
	raw: RawCampaign,
	isSimplified: boolean,
): IDataObject {
	return isSimplified ? simplify(client.normalize(raw)) : raw;
}

/**
 * Reads a campaign that must exist.
 *
 * @throws NodeApiError with HTTP code 404 when it does not, whatever the service answered
 */
export async function requireCampaign(client: ApiClient, id: string): Promise<RawCampaign> {
	const campaign = await readCampaign(client, id);
	if (campaign === null) throw notFoundError(client, id);
	return campaign;
}

/** The error for a campaign that does not exist. */
export function notFoundError(client: ApiClient, id: string): NodeApiError {
	return client.error(
		`${client.provider.displayName} has no campaign with the ID '${id}'`,
		'It may have been deleted or archived, or it belongs to another account than the credential. Choose it from the list to be sure.',
		'404',
	);
}

/**
 * The campaigns with this name, as the provider compares names; deleted ones excluded.
 *
 * @throws NodeApiError when the list cannot be read completely
 */
export async function findByName(client: ApiClient, name: string): Promise<RawCampaign[]> {
	const all = await allEntries(client, client.provider.campaigns.getAll);
	return all.filter((raw) => isNamed(client, raw, name));
}

/** Whether a campaign has this name, as the provider compares names, and is not deleted. */
export function isNamed(client: ApiClient, raw: RawCampaign, name: string): boolean {
	const campaign = client.normalize(raw);
	const key = nameKey(client.provider, campaign.name);
	return key === nameKey(client.provider, name) && campaign.status !== 'deleted';
}

/** Campaigns as a message lists them. */
export function describeCampaigns(client: ApiClient, campaigns: readonly RawCampaign[]): string {
	return campaigns
		.map((raw) => client.normalize(raw))
		.map(({ id, status, createdAt }) => [`ID ${id}`, status, createdAt].filter(Boolean).join(', '))
		.join('; ');
}

/**
 * The ID of a campaign from a list.
 *
 * @throws NodeApiError when it has no ID of the provider's format: an update with an empty ID would create
 */
export function requireId(client: ApiClient, raw: RawCampaign): string {
	const { displayName, campaignId } = client.provider;
	const { id, name } = client.normalize(raw);
	if (campaignId.pattern.test(id)) return id;
	throw client.error(
		`${displayName} lists the campaign '${name}' without a valid ID`,
		'The service may have changed. This item changed nothing.',
	);
}
