import type { IDataObject } from 'n8n-workflow';
import { isoTime } from '../../campaign';
import { idText, isObject, textOrNull } from '../../json';
import type { Delivery, DeliveryContent, PushedEvent, Webhooks } from '../contract/webhooks';
import { firstOf, objectOf, readContact, readMessage } from '../shared/deliveries';
import { toCampaign } from './campaign';

/** The events about campaigns of API v1. The service has many others, which are not about campaigns. */
const events: readonly PushedEvent[] = [
	{ event: 'created', words: ['campaign.created'] },
	{ event: 'messageReplied', words: ['target.replied'] },
	{ event: 'messageSent', words: ['target.contacted', 'target.followUpSent'] },
	{
		event: 'statusChanged',
		words: ['campaign.started', 'campaign.paused', 'campaign.completed'],
	},
];

/** What Inbox pushes, API v1. Users register the hook in its app: no call for that is documented. */
export const webhooks: Webhooks = {
	events,
	// A resume sends campaign.started as well.
	ignored: ['campaign.resumed'],
	namesCampaign: true,
	verification: { by: 'signature', header: 'x-inbox-signature', secret: 'pasted' },
	hint: 'Copy the Webhook URL above. In Inbox, open <b>Settings > Webhooks</b>, add a webhook with this URL and select the events that you select here. Copy its signing secret into <b>Webhook Secret</b> of the credential, then publish the workflow. The test URL and the production URL each need a webhook of their own.',
	wordOf: ({ body }) => (body.version === '1.0' ? (textOrNull(body.type) ?? undefined) : undefined),
	read: readDelivery,
};

/** `{id, seq, teamId, type, timestamp, version, data}`. The data of target events is not documented. */
function readDelivery({ body }: Delivery): DeliveryContent {
	const data = objectOf(body.data);
	const deliveryId = idText(body.id);
	const target = firstObject(data, 'target', 'prospect', 'contact');
	const message = firstObject(data, 'message');
	return {
		identity:
			typeof body.seq === 'number'
				? { logSequence: body.seq }
				: deliveryId === undefined
					? undefined
					: { deliveryId },
		occurredAt: isoTime(body.timestamp),
		campaign: readCampaign(data),
		contact: readContact({
			id: firstOf(target, 'id', 'targetId', 'platformId'),
			email: target.email,
			name: firstOf(target, 'name', 'username'),
		}),
		message: readMessage({ id: message.id, text: firstOf(message, 'text', 'content') }),
	};
}

function readCampaign(data: IDataObject): DeliveryContent['campaign'] {
	if (isObject(data.campaign) && idText(data.campaign.id) !== undefined) {
		const { id, name, status, ...details } = toCampaign(data.campaign);
		const isStatusTold = status !== 'unknown' || details.providerStatus !== null;
		return {
			id,
			name: name === '' ? null : name,
			status: isStatusTold ? status : null,
			...details,
		};
	}
	const id = idText(data.campaignId);
	return id === undefined ? undefined : { id };
}

function firstObject(data: IDataObject, ...keys: readonly string[]): IDataObject {
	return keys.map((key) => data[key]).find(isObject) ?? {};
}
