/** A campaign as the service returns it (observed). */
export interface SmartleadCampaign {
	id: number;
	user_id: number;
	created_at: string;
	updated_at: string;
	status: string;
	name: string;
	/** The values differ from those of a write: DONT_EMAIL_OPEN, DONT_LINK_CLICK, DONT_REPLY_TO_AN_EMAIL. */
	track_settings: string[];
	scheduler_cron_value: Schedule | null;
	/** Minutes. */
	min_time_btwn_emails: number;
	max_leads_per_day: number;
	stop_lead_settings: string;
	schedule_start_time: string | null;
	enable_ai_esp_matching: boolean;
	send_as_plain_text: boolean;
	/** 0 to 100. */
	follow_up_percentage: number;
	unsubscribe_text: string | null;
	parent_campaign_id: number | null;
	client_id: number | null;
}

export interface Schedule {
	tz: string;
	days: number[];
	startHour: string;
	endHour: string;
}

export interface Step {
	id: number;
	created_at: string;
	updated_at: string;
	email_campaign_id: number;
	seq_number: number;
	seq_delay_details: { delayInDays: number };
	subject: string;
	email_body: string;
	sequence_variants: StepVariant[];
}

export interface StepVariant {
	id: number;
	created_at: string;
	updated_at: string;
	/** A deleted variant stays in the list (observed). */
	is_deleted: boolean;
	subject: string;
	email_body: string;
	email_campaign_seq_id: number;
	variant_label: string;
	/** A number, or the text "None" where no share was set (observed). */
	variant_distribution_percentage: number | string;
}

export interface Tag {
	tag_id: number;
	tag_name: string;
	tag_color: string;
}

/** What the service has counted for a campaign since its start. */
export interface Counts {
	sent_count: number;
	unique_sent_count: number;
	open_count: number;
	unique_open_count: number;
	click_count: number;
	unique_click_count: number;
	reply_count: number;
	bounce_count: number;
	block_count: number;
	unsubscribed_count: number;
}

export const noCounts: Readonly<Counts> = {
	sent_count: 0,
	unique_sent_count: 0,
	open_count: 0,
	unique_open_count: 0,
	click_count: 0,
	unique_click_count: 0,
	reply_count: 0,
	bounce_count: 0,
	block_count: 0,
	unsubscribed_count: 0,
};

/** What belongs to a campaign but is not among the fields that a read returns. */
export interface Extras {
	/** Settings that can be written but not read. */
	writeOnly: Record<string, unknown>;
	sequences: Step[];
	emailAccountIds: number[];
	tags: Tag[];
	counts: Counts;
}

export const userId = 90210;

/**
 * A campaign right after its creation, with the observed defaults.
 *
 * @param at creation time, ISO 8601
 */
export function newCampaign(id: number, name: string, at: string): SmartleadCampaign {
	return {
		id,
		user_id: userId,
		created_at: at,
		updated_at: at,
		status: 'DRAFTED',
		name,
		track_settings: [],
		scheduler_cron_value: null,
		min_time_btwn_emails: 20,
		max_leads_per_day: 100,
		stop_lead_settings: 'REPLY_TO_AN_EMAIL',
		schedule_start_time: null,
		enable_ai_esp_matching: false,
		send_as_plain_text: false,
		follow_up_percentage: 100,
		unsubscribe_text: null,
		parent_campaign_id: null,
		client_id: null,
	};
}
