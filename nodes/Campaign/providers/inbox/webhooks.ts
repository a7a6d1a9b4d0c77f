import { isoTime } from '../../campaign';
import { idText, textOrNull } from '../../json';
import type { Delivery, DeliveryContent, PushedEvent, Webhooks } from '../contract/webhooks';
import { readContent } from './content';
import { readSequence } from './events';

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

/** `{id, seq, teamId, type, timestamp, version, data}` */
function readDelivery({ body }: Delivery): DeliveryContent {
	const logSequence = readSequence(body.seq);
	const deliveryId = idText(body.id);
	return {
		identity:
			logSequence !== undefined
				? { logSequence }
				: deliveryId === undefined
					? undefined
					: { deliveryId },
		occurredAt: isoTime(body.timestamp),
		...readContent(body.data),
	};
}
