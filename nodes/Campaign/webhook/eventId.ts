import type { IDataObject } from 'n8n-workflow';
import type { DeliveryContent, WebhookEventName } from '../providers/contract/webhooks';
import { fingerprint } from '../trigger/snapshot/fingerprint';

const length = 22;

/**
 * The ID of an event, the same each time it is delivered. Where the delivery has a number in the service's log, it is
 * the ID that the polling trigger gives to the same entry of the log.
 */
export function eventIdOf(
	provider: string,
	event: WebhookEventName,
	{ identity, campaign }: DeliveryContent,
	body: IDataObject,
): string {
	if (identity === undefined) return fingerprint([provider, event, 'body', body], length);
	if ('deliveryId' in identity) return identity.deliveryId;
	if ('values' in identity) {
		return fingerprint([provider, event, 'values', ...identity.values], length);
	}
	return fingerprint([provider, campaign?.id ?? '', event, 'log', identity.logSequence], length);
}
