import {
	anything,
	boolean,
	list,
	map,
	number,
	object,
	orNull,
	text,
	time,
	words,
} from '../shared/shapes';
import { events } from './fields';

/** What a campaign sends, as its draft and each of its sends have it. */
const sendData = object({
	campaign_type: text,
	template_ids: list(text),
	mail_account_ids: list(text),
	from_name: orNull(text),
	reply_to_name: orNull(text),
	reply_to_email: orNull(text),
	broadcast_send: map(anything),
	automation_send: map(anything),
	event_triggered_send: object({
		events: list(words(...events.map(({ value }) => value))),
		contact_cooldown_interval: number,
		contact_daily_email_cap: number,
		enabled: boolean,
	}),
	segment_query: map(anything),
	open_tracking: boolean,
	click_tracking: boolean,
	verification_data: map(anything),
	contact_cache_level: text,
	user_platform_role: text,
});

const send = object({
	id: text,
	campaign_id: text,
	campaign_type: text,
	status: text,
	next_send_at: orNull(time),
	next_send_countdown: object({ total: number, remaining: number }),
	send_data: sendData,
	send_progress: object({
		total_sent: number,
		total_bounced: number,
		delivery_rate: number,
		current_iteration: number,
		reason: orNull(text),
	}),
	created_at: time,
	updated_at: time,
});

const campaign = object({
	id: text,
	team_id: text,
	name: text,
	delivery_type: text,
	campaign_type: text,
	meta: list(anything),
	created_at: time,
	updated_at: time,
	draft_data: object({ last_sent_at: orNull(time), send_data: sendData }),
	campaign_sends: list(send),
});

/** Its keys are not documented. */
const meta = map(anything);

export const pong = object({ ok: boolean });

export const done = object({ ok: boolean });

/** Whether `meta` follows is not documented. */
export const campaignList = object({ ok: boolean, campaigns: list(campaign) }, { meta });

export const created = object({ ok: boolean, campaign });

export const templateList = object(
	{
		ok: boolean,
		templates: object({ data: list(object({ id: text, name: text, subject: text })) }),
	},
	{ meta },
);

/** A secret is only in the answer to the creation of a webhook. */
export const webhookList = object(
	{
		ok: boolean,
		webhooks: list(
			object(
				{
					id: text,
					url: text,
					events: list(text),
					is_enabled: boolean,
					locked: boolean,
					source: orNull(text),
				},
				{ created_at: time },
			),
		),
	},
	{ meta },
);

export const mailAccountList = object({
	ok: boolean,
	mail_accounts: list(object({ id: text, email: text })),
});
