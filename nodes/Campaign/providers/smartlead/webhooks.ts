import type { IDataObject } from 'n8n-workflow';
import { isoTime } from '../../campaign';
import { idText, isObject, textOrNull } from '../../json';
import type {
	Delivery,
	DeliveryContent,
	Hook,
	Identity,
	PushedEvent,
	Registration,
	WantedHook,
	Webhooks,
} from '../contract/webhooks';
import { firstOf, fullName, objectOf, readContact, readMessage } from '../shared/deliveries';
import { toCampaign } from './campaign';

/**
 * The words of the events page, which public clients confirm. FIRST_EMAIL_SENT is left out: the same message comes as
 * EMAIL_SENT, too.
 */
const events: readonly PushedEvent[] = [
	{ event: 'leadCategoryChanged', words: ['LEAD_CATEGORY_UPDATED'] },
	{ event: 'linkClicked', words: ['EMAIL_LINK_CLICK'] },
	{ event: 'manualStepReached', words: ['MANUAL_STEP_REACHED'] },
	{ event: 'messageBounced', words: ['EMAIL_BOUNCE'] },
	{ event: 'messageOpened', words: ['EMAIL_OPEN'] },
	{ event: 'messageReplied', words: ['EMAIL_REPLY', 'UNTRACKED_REPLIES'] },
	{ event: 'messageSent', words: ['EMAIL_SENT'] },
	{ event: 'statusChanged', words: ['CAMPAIGN_STATUS_CHANGED'] },
	{ event: 'unsubscribed', words: ['LEAD_UNSUBSCRIBED'] },
];

/** The newer calls: those of a campaign accept neither CAMPAIGN_STATUS_CHANGED nor MANUAL_STEP_REACHED. */
const registration: Registration = {
	find: {
		by: 'id',
		request: (id) => ({
			purpose: 'read the webhook',
			basis: 'documented',
			method: 'GET',
			path: ['webhook', id],
			emptyMeansNotFound: true,
		}),
		parse: (answer) => {
			if (answer === undefined) return null;
			const raw = isObject(answer) && isObject(answer.data) ? answer.data : answer;
			if (!isObject(raw)) return undefined;
			const id = idText(raw.id);
			return id === undefined ? null : toHook(id, raw);
		},
	},
	target: 'campaignOrAccount',
	create: (wanted) => ({
		purpose: 'register the webhook',
		basis: 'documented',
		method: 'POST',
		path: ['webhook', 'create'],
		body: {
			name: wanted.name,
			webhook_url: wanted.url,
			...association(wanted),
			event_type_map: eventTypeMap(wanted),
		},
	}),
	parseCreated: (answer) => {
		const id = isObject(answer) ? idText(answer.id) : undefined;
		return id === undefined ? undefined : { id };
	},
	// Both forms are documented, on different pages.
	remove: (id) => ({
		...removal,
		path: ['webhook', 'delete'],
		body: { id: Number(id) },
		fallback: { ...removal, path: ['webhook', 'delete', id] },
	}),
	isCurrent: (raw, wanted) => {
		const { event_type_map: map, email_campaign_id: campaignId } = raw;
		const isSameCampaign =
			wanted.campaignId === undefined
				? idText(campaignId) === undefined
				: idText(campaignId) === wanted.campaignId;
		return (
			raw.is_active !== false &&
			isSameCampaign &&
			isObject(map) &&
			isSameMap(map, eventTypeMap(wanted))
		);
	},
};

const removal = {
	purpose: 'remove the webhook',
	basis: 'documented',
	method: 'DELETE',
	idempotent: true,
	allowEmptyBody: true,
} as const;

/** What Smartlead pushes. Its deliveries are not signed: public clients observed that. */
export const webhooks: Webhooks = {
	events,
	namesCampaign: true,
	verification: { by: 'mark' },
	registration,
	// The second one holds the mark.
	secretKeys: ['secret_key', 'webhook_url'],
	wordOf: ({ body }) => textOrNull(body.event_type) ?? undefined,
	read: readDelivery,
};

/** The documented payloads differ by event and by page, so each value is looked for under all its names. */
function readDelivery({ body }: Delivery): DeliveryContent {
	const occurredAt = isoTime(firstOf(body, ...times));
	const metadata = objectOf(body.metadata);
	const sent = objectOf(body.sent_message);
	const reply = objectOf(body.reply_message);
	const lead = objectOf(body.lead_data);
	const category = objectOf(body.lead_category);
	const email = firstOf(body, 'sl_lead_email', 'to_email', 'lead_email') ?? lead.email;
	const previous = textOrNull(body.previous_status);
	return {
		identity: identityOf(body, occurredAt, email),
		occurredAt: occurredAt ?? isoTime(metadata.webhook_created_at),
		campaign: readCampaign(body),
		previous: previous === null ? undefined : { status: statusOf(previous) },
		contact: readContact({
			id: firstOf(body, 'sl_email_lead_id', 'lead_id'),
			email,
			name: firstOf(body, 'to_name', 'lead_name') ?? fullName(lead),
		}),
		message: readMessage({
			id: firstOf(body, 'message_id') ?? reply.message_id ?? sent.message_id,
			subject: firstOf(body, 'subject', 'custom_subject'),
			url: Array.isArray(body.link_clicked) ? body.link_clicked[0] : body.link_clicked,
			reason: firstOf(body, 'bounce_reason', 'reason', 'category') ?? category.new_name,
			text: firstOf(body, 'preview_text', 'reply_body') ?? reply.text,
		}),
	};
}

/** The times in the payloads, by event. */
const times = [
	'event_timestamp',
	'time_replied',
	'time_sent',
	'time_opened',
	'time_clicked',
	'time_bounced',
];

/**
 * There is no ID of a delivery: X-Request-Id is documented, but was not observed, and a proxy may add its own to every
 * attempt. So the values that name the event have to do. Without a time, two events could have the same ones.
 */
function identityOf(body: IDataObject, occurredAt: string | null, email: unknown): Identity {
	const { event_type: type, campaign_id: campaign, sequence_number: step } = body;
	if (type === 'CAMPAIGN_STATUS_CHANGED') {
		const { webhook_id: hook, previous_status: previous, current_status: current } = body;
		const createdAt = objectOf(body.metadata).webhook_created_at;
		return { values: [type, hook, campaign, previous, current, createdAt] };
	}
	if (occurredAt === null) return undefined;
	const { stats_id: stats, link_clicked: link, lead_category: category } = body;
	return {
		values: [type, campaign, email, occurredAt, step, stats, link, category ?? body.category],
	};
}

function readCampaign(body: IDataObject): DeliveryContent['campaign'] {
	const id = idText(body.campaign_id);
	if (id === undefined) return undefined;
	const providerStatus = textOrNull(firstOf(body, 'current_status', 'campaign_status'));
	return {
		id,
		name: textOrNull(body.campaign_name),
		...(providerStatus === null ? {} : { status: statusOf(providerStatus), providerStatus }),
	};
}

function statusOf(word: string) {
	return toCampaign({ status: word }).status;
}

function association({ campaignId }: WantedHook): IDataObject {
	return campaignId === undefined
		? { association_type: 'user' }
		: { association_type: 'campaign', email_campaign_id: Number(campaignId) };
}

function eventTypeMap({ words }: WantedHook): IDataObject {
	return Object.fromEntries(words.map((word) => [word, true]));
}

function isSameMap(some: IDataObject, others: IDataObject): boolean {
	const set = (map: IDataObject) => Object.keys(map).filter((key) => map[key] === true);
	return set(some).sort().join() === set(others).sort().join();
}

/** Whether it can be switched off is not documented: a disabled hook is said to be possible. */
function toHook(id: string, raw: IDataObject): Hook {
	return { id, url: textOrNull(raw.webhook_url) ?? '', isEnabled: raw.is_active !== false, raw };
}
