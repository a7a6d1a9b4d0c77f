import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { PartialCampaign } from '../campaign';
import type { DeliveryContent, WebhookEventName } from '../providers/contract/webhooks';

/** An event as it is reported. */
export interface DeliveredEvent {
	readonly event: WebhookEventName;
	readonly eventId: string;
	/** The ID of the provider. */
	readonly provider: string;
	/** The service's own word. */
	readonly providerEvent: string;
	readonly content: DeliveryContent;
	/** The body of the delivery, without secrets. */
	readonly body: IDataObject;
}

/**
 * The item of an event.
 *
 * @param isSimplified whether it carries the neutral fields instead of the service's own body
 * @param now in ms since 1970
 */
export function toItem(
	{ event, eventId, provider, providerEvent, content, body }: DeliveredEvent,
	isSimplified: boolean,
	now: number,
): INodeExecutionData {
	const { occurredAt, previous, contact, message, data } = content;
	const detectedAt = new Date(now).toISOString();
	const head = { event, eventId, occurredAt, detectedAt, provider, providerEvent };
	if (!isSimplified) return { json: { ...head, data: body } };
	return {
		json: {
			...head,
			campaign: { ...toCampaign(provider, content) },
			...(previous === undefined ? {} : { previous: { ...previous } }),
			...(contact === undefined ? {} : { contact: { ...contact } }),
			...(message === undefined ? {} : { message: { ...message } }),
			...(data === undefined ? {} : { data }),
		},
	};
}

/** The neutral campaign, with null for what the delivery does not tell. */
function toCampaign(provider: string, { campaign }: DeliveryContent): PartialCampaign {
	return {
		id: null,
		name: null,
		status: null,
		providerStatus: null,
		provider: campaign === undefined ? null : provider,
		createdAt: null,
		updatedAt: null,
		url: null,
		...campaign,
	};
}
