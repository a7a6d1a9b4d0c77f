export interface SendData {
	campaign_type: string;
	template_ids: string[];
	mail_account_ids: string[];
	from_name: string | null;
	reply_to_name: string | null;
	reply_to_email: string | null;
	event_triggered_send: {
		events: string[];
		/** Seconds. */
		contact_cooldown_interval: number;
		contact_daily_email_cap: number;
		enabled: boolean;
	};
	broadcast_send: object;
	automation_send: object;
	segment_query: object;
	verification_data: object;
	open_tracking: boolean;
	click_tracking: boolean;
	contact_cache_level: string;
	user_platform_role: string;
}

export interface CampaignSend {
	id: string;
	campaign_id: string;
	campaign_type: string;
	status: string;
	next_send_at: string | null;
	next_send_countdown: { total: number; remaining: number };
	send_data: SendData;
	send_progress: {
		total_sent: number;
		total_bounced: number;
		delivery_rate: number;
		current_iteration: number;
		reason: string | null;
	};
	created_at: string;
	updated_at: string;
}

/** A campaign has no status field: its newest send shows whether it is running. */
export interface FalconyteCampaign {
	id: string;
	team_id: string;
	name: string;
	delivery_type: string;
	campaign_type: string;
	meta: unknown[];
	created_at: string;
	updated_at: string;
	draft_data: { last_sent_at: string | null; send_data: SendData };
	campaign_sends: CampaignSend[];
}

export const teamId = '5e0c1f50-7ea4-4000-8000-00000000f4c0';

const campaignType = 'event_triggered';

export interface CampaignFields {
	name: string;
	template_ids: string[];
	mail_account_ids: string[];
	events: string[];
}

/** Fields that an event-triggered campaign has but does not use, with the values of the documented example. */
const unusedSendData = {
	broadcast_send: { send_amount: 0, scheduled_send_time: null },
	automation_send: {
		send_amount: 0,
		iteration_send_amount: 200,
		min_delivery_rate: 92,
		send_interval: 10,
		scheduled_send_time: null,
		is_incremental_send: true,
		max_iterations: 0,
		max_iteration_send_amount: 1000,
	},
	segment_query: { condition: 'AND', type: 'builder', rules: [] },
	verification_data: {
		acceptable_statuses: ['valid'],
		active: false,
		max_budget: 1,
		age_threshold: 2,
	},
};

/** A draft: it has no sends, so nothing is enabled. `at` is its creation time. */
export function newCampaign(id: string, fields: CampaignFields, at: string): FalconyteCampaign {
	const { name, template_ids, mail_account_ids, events } = fields;
	return {
		id,
		team_id: teamId,
		name,
		delivery_type: 'email',
		campaign_type: campaignType,
		meta: [],
		created_at: at,
		updated_at: at,
		draft_data: {
			last_sent_at: null,
			send_data: {
				campaign_type: campaignType,
				template_ids,
				mail_account_ids,
				from_name: null,
				reply_to_name: null,
				reply_to_email: null,
				event_triggered_send: {
					events,
					contact_cooldown_interval: 3600,
					contact_daily_email_cap: 3,
					enabled: false,
				},
				...unusedSendData,
				open_tracking: true,
				click_tracking: true,
				contact_cache_level: 'campaign',
				user_platform_role: 'member',
			},
		},
		campaign_sends: [],
	};
}

/** The values of a send's `status` are not documented: these two are invented. */
function setEnabled(send: CampaignSend, enabled: boolean, at: string): void {
	send.send_data.event_triggered_send.enabled = enabled;
	send.status = enabled ? 'running' : 'stopped';
	send.updated_at = at;
}

/** Chosen by date, because the order of a campaign's sends is not documented. */
function newestSend(campaign: FalconyteCampaign): CampaignSend | undefined {
	return campaign.campaign_sends.toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1))[0];
}

/** Starts or resumes a campaign: enables its newest send, after adding the first one to a draft. */
export function start(campaign: FalconyteCampaign, sendId: string, at: string): void {
	let send = newestSend(campaign);
	if (!send) {
		send = {
			id: sendId,
			campaign_id: campaign.id,
			campaign_type: campaignType,
			status: 'running',
			next_send_at: null,
			next_send_countdown: { total: 0, remaining: 0 },
			send_data: structuredClone(campaign.draft_data.send_data),
			send_progress: {
				total_sent: 0,
				total_bounced: 0,
				delivery_rate: 0,
				current_iteration: 0,
				reason: null,
			},
			created_at: at,
			updated_at: at,
		};
		campaign.campaign_sends.push(send);
	}
	setEnabled(send, true, at);
	campaign.updated_at = at;
}

/** Disables a campaign's newest send. @returns false if it has no send */
export function stop(campaign: FalconyteCampaign, at: string): boolean {
	const send = newestSend(campaign);
	if (!send) return false;
	setEnabled(send, false, at);
	campaign.updated_at = at;
	return true;
}
