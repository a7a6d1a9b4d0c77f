import type { TrackedFields } from '../contract/events';

/** The API reports no figures with a campaign. */
export const trackedFields: TrackedFields = {
	settings: [
		'track_settings',
		'scheduler_cron_value',
		'min_time_btwn_emails',
		'max_leads_per_day',
		'stop_lead_settings',
		'schedule_start_time',
		'enable_ai_esp_matching',
		'send_as_plain_text',
		'follow_up_percentage',
		'unsubscribe_text',
		'parent_campaign_id',
		'client_id',
	],
};
