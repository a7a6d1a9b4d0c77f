import Joi from 'joi';

/** A query schema. Every query holds the key; parameters that are not listed are refused. */
function query<T extends object>(more: Joi.SchemaMap<T> = {}) {
	return Joi.object<T & { api_key: string }>({ api_key: Joi.string().required(), ...more });
}

export const plainQuery = query();
export const listQuery = query<{ client_id?: number; include_tags: boolean }>({
	client_id: Joi.number(),
	include_tags: Joi.boolean().default(false),
});
export const tagsQuery = query<{ include_tags: boolean }>({
	include_tags: Joi.boolean().default(false),
});
/** Pages of at most 100 (documented). */
export const mailboxQuery = query<{ offset: number; limit: number }>({
	offset: Joi.number().integer().min(0).default(0),
	limit: Joi.number().integer().min(1).max(100).default(100),
});
export const analyticsQuery = query<{ client_ids?: string }>({
	client_ids: Joi.string().pattern(/^\d+(,\d+)*$/),
});

export const params = Joi.object<{ campaign_id: number }>({
	campaign_id: Joi.number().integer().required(),
});

export const createBody = Joi.object<{ name: string; client_id: number | null }>({
	name: Joi.string().default('Untitled Campaign'),
	client_id: Joi.number().integer().allow(null).default(null),
});

export interface Settings {
	name?: string;
	track_settings?: string[];
	stop_lead_settings?: string;
	unsubscribe_text?: string;
	send_as_plain_text?: boolean;
	follow_up_percentage?: number;
	client_id?: number | null;
	enable_ai_esp_matching?: boolean;
	[writeOnly: string]: unknown;
}

export const settingsBody = Joi.object<Settings>({
	name: Joi.string(),
	track_settings: Joi.array().items(Joi.string()),
	stop_lead_settings: Joi.string(),
	unsubscribe_text: Joi.string().allow(''),
	send_as_plain_text: Joi.boolean(),
	force_plain_text: Joi.boolean(),
	follow_up_percentage: Joi.number().integer().min(0).max(100),
	client_id: Joi.number().integer().allow(null),
	enable_ai_esp_matching: Joi.boolean(),
	auto_pause_domain_leads_on_reply: Joi.boolean(),
	ignore_ss_mailbox_sending_limit: Joi.boolean(),
	bounce_autopause_threshold: Joi.string(),
	domain_level_rate_limit: Joi.boolean(),
	add_unsubscribe_tag: Joi.boolean(),
	out_of_office_detection_settings: Joi.object({
		ignoreOOOasReply: Joi.boolean(),
		autoReactivateOOO: Joi.boolean(),
		reactivateOOOwithDelay: Joi.number().integer().allow(null),
		autoCategorizeOOO: Joi.boolean(),
	}),
	ai_categorisation_options: Joi.array().items(Joi.number().integer()),
});

export interface ScheduleBody {
	timezone: string;
	days_of_the_week: number[];
	start_hour: string;
	end_hour: string;
	min_time_btw_emails: number;
	max_new_leads_per_day: number;
	schedule_start_time?: string;
}

export const scheduleBody = Joi.object<ScheduleBody>({
	timezone: Joi.string().required(),
	// Sources disagree whether Sunday is 0 or 7. Most, and those that used the live API, say 0, so 7 is refused.
	days_of_the_week: Joi.array().items(Joi.number().integer().min(0).max(6)).required(),
	start_hour: Joi.string().required(),
	end_hour: Joi.string().required(),
	min_time_btw_emails: Joi.number().integer().min(3).required(),
	max_new_leads_per_day: Joi.number().integer().min(1).required(),
	schedule_start_time: Joi.string().isoDate(),
});

export interface StepBody {
	id: number | null;
	seq_number: number;
	seq_delay_details: { delay_in_days: number };
	subject: string;
	email_body: string;
	seq_variants?: VariantBody[];
}

export interface VariantBody {
	id?: number | null;
	subject: string;
	email_body: string;
	variant_label?: string;
	variant_distribution_percentage?: number;
}

export const sequencesBody = Joi.object<{ sequences: StepBody[] }>({
	sequences: Joi.array()
		.items(
			Joi.object({
				// Some accounts refuse a missing ID (observed): all do here.
				id: Joi.number().integer().allow(null).required(),
				seq_number: Joi.number().integer().min(1).required(),
				seq_delay_details: Joi.object({
					delay_in_days: Joi.number().integer().min(0).max(365).required(),
				}).required(),
				subject: Joi.string().allow('').default(''),
				email_body: Joi.string().allow('').default(''),
				seq_type: Joi.string().valid('EMAIL', 'MANUAL'),
				variant_distribution_type: Joi.string().valid(
					'MANUAL_EQUAL',
					'MANUAL_PERCENTAGE',
					'AI_EQUAL',
				),
				winning_metric_property: Joi.string().valid(
					'OPEN_RATE',
					'CLICK_RATE',
					'REPLY_RATE',
					'POSITIVE_REPLY_RATE',
				),
				lead_distribution_percentage: Joi.number().min(20).max(100),
				seq_variants: Joi.array().items(
					Joi.object({
						id: Joi.number().integer().allow(null),
						subject: Joi.string().allow('').required(),
						email_body: Joi.string().allow('').required(),
						variant_label: Joi.string(),
						variant_distribution_percentage: Joi.number().min(0).max(100),
					}),
				),
			}),
		)
		.required(),
});

export const statusBody = Joi.object<{ status: string }>({ status: Joi.string().required() });

export const accountsBody = Joi.object<{ email_account_ids: number[] }>({
	email_account_ids: Joi.array().items(Joi.number().integer()).min(1).required(),
});

export const duplicateBody = Joi.object<{
	duplicate_sub_sequence: boolean;
	duplicate_client_label: boolean;
}>({
	duplicate_sub_sequence: Joi.boolean().default(false),
	duplicate_client_label: Joi.boolean().default(false),
});
