import type { IDataObject } from 'n8n-workflow';
import { isoTime } from '../../campaign';
import { idText, textOrNull } from '../../json';
import type {
	Delivery,
	DeliveryContent,
	Hook,
	PushedEvent,
	Registration,
	Webhooks,
} from '../contract/webhooks';
import { firstOf, fullName, objectOf, readContact, readMessage } from '../shared/deliveries';
import { webhookList } from './answers';
import { firstPage, parsePage } from './paging';

/** The documented events. There is none for a campaign's status. */
const events: readonly PushedEvent[] = [
	{ event: 'contactSaved', words: ['email.contact.saved'] },
	{ event: 'leadCreated', words: ['email.lead.created'] },
	{ event: 'linkClicked', words: ['email.clicked'], botWords: ['email.bot.clicked'] },
	{ event: 'messageBounced', words: ['email.bounced.soft', 'email.bounced.hard'] },
	{ event: 'messageDeferred', words: ['email.deferred'] },
	{ event: 'messageDelivered', words: ['email.delivered'] },
	{ event: 'messageOpened', words: ['email.opened'], botWords: ['email.bot.opened'] },
	{ event: 'messageReplied', words: ['email.replied'] },
	{ event: 'messageSent', words: ['email.sent'] },
	{ event: 'saleCreated', words: ['email.sale.created'] },
	{ event: 'unsubscribed', words: ['email.contact.unsubscribed'] },
];

const registration: Registration = {
	find: {
		by: 'list',
		list: {
			firstPage: () => firstPage('list the webhooks', ['webhooks'], webhookList),
			parsePage: (answer, request) => {
				const page = parsePage(answer, request, 'webhooks');
				return page === undefined ? undefined : { ...page, entries: page.entries.flatMap(toHook) };
			},
			entryId: ({ id }) => id,
		},
	},
	maxHooks: 10,
	create: ({ url, words }) => ({
		purpose: 'register the webhook',
		basis: 'documented',
		method: 'POST',
		path: ['webhooks'],
		// A source other than null would lock the hook in the service's app.
		body: { url, events: words, is_enabled: true, source: null },
	}),
	parseCreated: (answer) => {
		const hook = objectOf(objectOf(answer).webhook);
		const id = idText(hook.id);
		return id === undefined ? undefined : { id, secret: textOrNull(hook.secret) ?? undefined };
	},
	remove: (id) => ({
		purpose: 'remove the webhook',
		basis: 'documented',
		method: 'DELETE',
		path: ['webhooks', id],
		idempotent: true,
		allowEmptyBody: true,
	}),
	isCurrent: (raw, { words }) =>
		raw.is_enabled === true &&
		(raw.source === null || raw.source === undefined) &&
		Array.isArray(raw.events) &&
		isSameSet(raw.events, words),
};

/** What Falconyte pushes, as documented at docs.falconyte.dev/backend/webhooks. */
export const webhooks: Webhooks = {
	events,
	namesCampaign: true,
	verification: { by: 'signature', header: 'x-fy-signature', secret: 'issued' },
	registration,
	hint: 'The webhook is registered and removed for you. Falconyte allows 10 enabled webhooks for a team. Only Message Sent, Lead Created and Sale Created name their campaign.',
	wordOf: ({ body }) => textOrNull(body.event) ?? undefined,
	read: readDelivery,
};

/** `{id, event, team_id, timestamp, payload}`. */
function readDelivery({ body }: Delivery): DeliveryContent {
	const payload = objectOf(body.payload);
	const deliveryId = idText(body.id);
	const campaignId = idText(payload.campaign_id);
	return {
		identity: deliveryId === undefined ? undefined : { deliveryId },
		occurredAt: isoTime(body.timestamp) ?? isoTime(firstOf(payload, ...times)),
		campaign: campaignId === undefined ? undefined : { id: campaignId },
		contact: readContact({
			id: payload.contact_id,
			email: payload.email,
			name: fullName(payload),
		}),
		message: readMessage({
			id: firstOf(payload, 'email_send_log_id', 'message_id'),
			subject: payload.subject,
			url: payload.url,
			reason: firstOf(payload, 'bounce_reason', 'defer_reason', 'unsubscribe_reason'),
			text: payload.content,
		}),
	};
}

/** The times in the payloads, by event. */
const times = [
	'sent_at',
	'delivered_at',
	'bounced_at',
	'deferred_at',
	'opened_at',
	'clicked_at',
	'replied_at',
	'unsubscribed_at',
	'updated_at',
	'created_at',
];

function toHook(raw: IDataObject): Hook[] {
	const id = idText(raw.id);
	if (id === undefined) return [];
	return [{ id, url: textOrNull(raw.url) ?? '', isEnabled: raw.is_enabled === true, raw }];
}

function isSameSet(some: readonly unknown[], others: readonly unknown[]): boolean {
	return some.length === others.length && others.every((other) => some.includes(other));
}
