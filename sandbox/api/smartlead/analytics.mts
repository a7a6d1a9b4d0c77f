import { json } from '../responses.mts';
import type { ApiResponse } from '../service.mts';
import { noCounts, type SmartleadCampaign } from './campaign.mts';
import { clients } from './seed.mts';
import type { SmartleadState } from './state.mts';

/**
 * GET /campaigns/{id}/analytics, as observed: the counts are texts. The sandbox sends no emails, so a test sets what was
 * counted.
 */
export function analyticsOf(state: SmartleadState, campaign: SmartleadCampaign): ApiResponse {
	const { counts, sequences } = state.extras(campaign.id);
	const texts = Object.entries({ ...noCounts, ...counts }).map(([name, count]) => [
		name,
		String(count),
	]);
	const leads = state.leads.of(campaign.id);
	const leadsWith = (...statuses: string[]) =>
		String(leads.filter(({ status }) => statuses.includes(status)).length);
	const client = clients.find(({ id }) => id === campaign.client_id);
	return json(200, {
		id: campaign.id,
		user_id: campaign.user_id,
		name: campaign.name,
		status: campaign.status,
		created_at: campaign.created_at,
		...Object.fromEntries(texts),
		total_count: String(leads.length),
		drafted_count: '0',
		sequence_count: String(sequences.length),
		campaign_lead_stats: {
			total: String(leads.length),
			notStarted: leadsWith('STARTED'),
			inprogress: leadsWith('INPROGRESS'),
			completed: leadsWith('COMPLETED'),
			paused: leadsWith('PAUSED'),
			stopped: leadsWith('STOPPED'),
			blocked: leadsWith('BLOCKED'),
			interested: '0',
			revenue: '0',
		},
		client_id: campaign.client_id,
		client_name: client?.name ?? null,
		client_email: client?.email ?? null,
		client_company_name: null,
		parent_campaign_id: campaign.parent_campaign_id,
		send_as_plain_text: campaign.send_as_plain_text,
	});
}
