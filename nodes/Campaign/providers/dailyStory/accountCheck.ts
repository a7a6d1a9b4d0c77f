import type { AccountCheck } from '../contract/accountCheck';
import { refusal } from './answers';

/** What Check Account needs to know of DailyStory. How a missing campaign is answered is inferred. */
export const accountCheck: AccountCheck = {
	unknownId: '999999999999999',
	unknown: { statuses: [404], answer: refusal },
	trial: {
		fields: () => ({ status: 'Paused' }),
		status: 'paused',
		change: () => ({ description: 'Changed by a check of the account' }),
		removal: { status: 'deleted' },
		left: 'The campaign is in the Trash, which DailyStory empties after at most 7 days.',
	},
};
