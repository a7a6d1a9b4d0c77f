import type { TrackedFields } from '../contract/events';

/** `enabled` is left out: it is the status. */
export const trackedFields: TrackedFields = {
	settings: [
		'delivery_type',
		'campaign_type',
		'draft_data.send_data.template_ids',
		'draft_data.send_data.mail_account_ids',
		'draft_data.send_data.from_name',
		'draft_data.send_data.reply_to_name',
		'draft_data.send_data.reply_to_email',
		'draft_data.send_data.segment_query',
		'draft_data.send_data.open_tracking',
		'draft_data.send_data.click_tracking',
		'draft_data.send_data.event_triggered_send.events',
		'draft_data.send_data.event_triggered_send.contact_cooldown_interval',
		'draft_data.send_data.event_triggered_send.contact_daily_email_cap',
	],
	figures: ['campaign_sends.send_progress'],
};
