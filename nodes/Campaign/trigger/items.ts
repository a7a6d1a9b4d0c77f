import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { partialCampaign, simplify } from '../campaign';
import type { ApiClient } from '../transport/client';
import type { Change } from './snapshot/change';
import type { ChangeEvent, MessageEvent, TriggerEvent } from './snapshot/events';

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
	return events.map((event) => ({
		json:
			'message' in event
				? messageItem(client, event, detectedAt, isSimplified)
				: changeItem(client, event, detectedAt, isSimplified),
	}));
}

function changeItem(
	client: ApiClient,
	{ eventId, change }: ChangeEvent,
	detectedAt: string,
	isSimplified: boolean,
): IDataObject {
	return {
		event: change.event,
		eventId,
		detectedAt,
		campaign: toItemCampaign(client, change, isSimplified),
		...(change.previous === undefined ? {} : { previous: { ...change.previous } }),
	};
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

/** The same item as that of a delivery by webhook. */
function messageItem(
	{ provider }: ApiClient,
	{ eventId, message: logged }: MessageEvent,
	detectedAt: string,
	isSimplified: boolean,
): IDataObject {
	const { event, occurredAt, providerEvent, campaign, contact, message, raw } = logged;
	const head = { event, eventId, occurredAt, detectedAt, provider: provider.id, providerEvent };
	if (!isSimplified) return { ...head, data: raw };
	const isKnown = campaign.id !== '';
	const unknown = { ...partialCampaign(provider.id, '', null, 'unknown'), status: null };
	return {
		...head,
		campaign: {
			...unknown,
			...campaign,
			...{ id: isKnown ? campaign.id : null, provider: isKnown ? provider.id : null },
		},
		...(contact === undefined ? {} : { contact: { ...contact } }),
		...(message === undefined ? {} : { message: { ...message } }),
	};
}
