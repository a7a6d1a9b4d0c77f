import { isObject } from '../../json';
import type { FiguresCapability } from '../contract/figures';
import { count } from '../shared/figures';
import { analytics } from './answers';

/** The analytics of a campaign since its start. The counts come as texts (observed). */
export const figures: FiguresCapability = {
	by: 'call',
	reported: [
		'leads',
		'contacted',
		'sent',
		'opened',
		'clicked',
		'replied',
		'bounced',
		'unsubscribed',
	],
	request: (id) => ({
		purpose: "read the campaign's figures",
		method: 'GET',
		path: ['campaigns', id, 'analytics'],
		basis: 'observed',
		answer: analytics,
	}),
	parse(answer) {
		// The documentation also shows answers that are wrapped.
		const body = isObject(answer) && isObject(answer.data) ? answer.data : answer;
		if (!isObject(body) || body.sent_count === undefined) return undefined;
		const leads = isObject(body.campaign_lead_stats) ? body.campaign_lead_stats : {};
		return {
			leads: count(leads.total),
			contacted: count(body.unique_sent_count),
			sent: count(body.sent_count),
			opened: count(body.unique_open_count),
			clicked: count(body.unique_click_count),
			replied: count(body.reply_count),
			bounced: count(body.bounce_count),
			unsubscribed: count(body.unsubscribed_count),
		};
	},
};
