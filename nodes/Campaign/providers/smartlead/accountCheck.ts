import type { AccountCheck } from '../contract/accountCheck';
import { missingCampaign, refusal } from './answers';

/** What Check Account needs to know of Smartlead. */
export const accountCheck: AccountCheck = {
	unknownId: '999999999999999',
	unknown: { statuses: [200], answer: missingCampaign },
	trial: {
		fields: () => ({}),
		status: 'draft',
		// Without a sequence, an email account and leads, the schedule sends nothing.
		change: () => ({
			follow_up_percentage: 50,
			timezone: 'Etc/UTC',
			days_of_the_week: [1, 2, 3, 4, 5],
			start_hour: '09:00',
			end_hour: '17:00',
			min_time_btw_emails: 20,
			max_new_leads_per_day: 1,
		}),
		removal: 'delete',
		repeatedRemoval: { statuses: [404], answer: refusal },
		left: 'Nothing is left: the campaign was deleted.',
	},
};
