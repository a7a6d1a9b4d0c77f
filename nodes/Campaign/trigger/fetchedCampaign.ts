import type { RawCampaign } from '../campaign';
import type { ApiClient } from '../transport/client';
import type { FetchedCampaign } from './snapshot/scanResult';

/**
 * Reads a campaign as the service sent it.
 *
 * @throws NodeApiError when it has no ID: it could not be recognized, and would be reported again and again
 */
export function toFetched(client: ApiClient, raw: RawCampaign): FetchedCampaign {
	const campaign = client.normalize(raw);
	if (campaign.id !== '') return { campaign, raw };
	throw client.error(
		`${client.provider.displayName} lists the campaign '${campaign.name}' without a valid ID`,
		'The service may have changed. The trigger reports nothing until it can read the list again.',
	);
}
