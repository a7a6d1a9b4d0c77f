import { isObject } from '../../json';
import {
	anything,
	boolean,
	either,
	list,
	map,
	nothing,
	number,
	object,
	orNull,
	text,
	time,
	words,
} from '../shared/shapes';

/** A campaign as clients observed it: 18 fields. Tags come only if they are asked for. */
export const campaign = object({
	id: number,
	user_id: number,
	created_at: time,
	updated_at: time,
	status: words('DRAFTED', 'ACTIVE', 'PAUSED', 'STOPPED', 'COMPLETED'),
	name: text,
	track_settings: list(words('DONT_EMAIL_OPEN', 'DONT_LINK_CLICK', 'DONT_REPLY_TO_AN_EMAIL')),
	scheduler_cron_value: orNull(
		object({ tz: text, days: list(number), startHour: text, endHour: text }),
	),
	min_time_btwn_emails: number,
	max_leads_per_day: number,
	stop_lead_settings: words('REPLY_TO_AN_EMAIL', 'CLICK_ON_A_LINK', 'OPEN_AN_EMAIL'),
	schedule_start_time: orNull(time),
	enable_ai_esp_matching: boolean,
	send_as_plain_text: boolean,
	follow_up_percentage: number,
	unsubscribe_text: orNull(text),
	parent_campaign_id: orNull(number),
	client_id: orNull(number),
});

/** Observed as a bare array, documented as a wrapped one. */
export const campaignList = list(campaign);

/** How an ID that no campaign has is answered. */
export const missingCampaign = either(object({}), nothing);

/** The person of an entry has what was imported: besides the address, nothing is required. */
export const leadPage = object({
	total_leads: text,
	offset: number,
	limit: number,
	data: list(
		object({
			campaign_lead_map_id: number,
			lead_category_id: orNull(number),
			status: words('STARTED', 'INPROGRESS', 'COMPLETED', 'PAUSED', 'STOPPED', 'BLOCKED'),
			created_at: time,
			lead: object(
				{ id: number, email: text },
				{
					first_name: orNull(text),
					last_name: orNull(text),
					phone_number: orNull(either(text, number)),
					company_name: orNull(text),
					website: orNull(text),
					location: orNull(text),
					custom_fields: map(anything),
					linkedin_profile: orNull(text),
					company_url: orNull(text),
				},
			),
		}),
	),
});

export const created = object({ ok: boolean, id: number, name: text, created_at: time });

export const duplicated = object({ ok: boolean, newCampaignId: number });

export const done = object({ ok: boolean });

/** Whether an answer says that it was done. What else it holds differs from page to page. */
export function isDone(answer: unknown): boolean {
	return isObject(answer) && (answer.ok === true || answer.success === true);
}

export const refusal = object({ error: text });

/** Observed. The documentation has `{ok, data}`. */
export const analyticsList = object({
	success: boolean,
	message: text,
	data: object({ campaign_list: list(object({ id: number, name: text })) }),
});

/** Observed: nearly all counts are texts. */
const countText = either(text, number);

/** The analytics of a campaign since its start, as clients observed them. */
export const analytics = object({
	id: number,
	user_id: number,
	name: text,
	status: words('DRAFTED', 'ACTIVE', 'PAUSED', 'STOPPED', 'COMPLETED'),
	created_at: time,
	sent_count: countText,
	unique_sent_count: countText,
	open_count: countText,
	unique_open_count: countText,
	click_count: countText,
	unique_click_count: countText,
	reply_count: countText,
	bounce_count: countText,
	block_count: countText,
	unsubscribed_count: countText,
	total_count: countText,
	drafted_count: countText,
	sequence_count: countText,
	campaign_lead_stats: object({
		total: countText,
		notStarted: countText,
		inprogress: countText,
		completed: countText,
		paused: countText,
		stopped: countText,
		blocked: countText,
		interested: countText,
		revenue: countText,
	}),
	client_id: orNull(number),
	client_name: orNull(text),
	client_email: orNull(text),
	client_company_name: orNull(text),
	parent_campaign_id: orNull(number),
	send_as_plain_text: boolean,
});

/** What else a client has is not known. */
export const clientList = list(
	object(
		{ id: number, name: text, email: text },
		{ logo: orNull(text), uuid: text, created_at: time },
	),
);

/** A sequence as clients observed it. The documentation wraps it. Delays may come as texts. */
export const sequenceList = list(
	object({
		id: number,
		created_at: time,
		updated_at: time,
		email_campaign_id: number,
		seq_number: number,
		seq_delay_details: object({ delayInDays: number }),
		subject: text,
		email_body: text,
		sequence_variants: orNull(list(anything)),
	}),
);

/** Mailboxes, without what nobody may see. What else they have is not compared. */
export const mailboxList = list(anything);

export const mailboxesRemoved = object({ ok: boolean, result: number });
