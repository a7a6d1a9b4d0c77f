import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { partialCampaign, simplify } from '../campaign';
import type { ApiClient } from '../transport/client';
import type { Change } from './snapshot/change';
import type { TriggerEvent } from './snapshot/events';

/**
 * One item for each event.
 *
 * @param isSimplified whether items carry the neutral campaign instead of the provider's own object
 */
export function toItems(
	client: ApiClient,
	events: readonly TriggerEvent[],
	isSimplified: boolean,
): INodeExecutionData[] {
	const detectedAt = new Date(client.toServiceTime(Date.now())).toISOString();
	return events.map(({ eventId, change }) => ({
		json: {
			event: change.event,
			eventId,
			detectedAt,
			campaign: toItemCampaign(client, change, isSimplified),
			...(change.previous === undefined ? {} : { previous: { ...change.previous } }),
		},
	}));
}

function toItemCampaign(
	{ provider }: ApiClient,
	{ entry, current }: Change,
	isSimplified: boolean,
): IDataObject {
	if (current === undefined) {
		return simplify(partialCampaign(provider.id, entry.id, entry.name, 'deleted'));
	}
	return isSimplified ? simplify(current.campaign) : current.raw;
}
