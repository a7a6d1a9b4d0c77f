import type { AccountCheck } from '../contract/accountCheck';
import { refusal } from './answers';
import { operations } from './operations';
import { parsePage } from './paging';

const list = operations.getAll.firstPage({});
const small = { ...list, query: { ...list.query, limit: '1' }, fallback: undefined };

/** What Check Account needs to know of Inbox. */
export const accountCheck: AccountCheck = {
	unknownId: 'nosuchcampaign0000000000',
	unknown: { statuses: [404], answer: refusal },
	pageSize: 100,
	smallPages: { first: small, second: (answer) => parsePage(answer, small)?.next },
	trial: {
		fields({ options }) {
			const [account] = options('inboxAccountLinks');
			return account === undefined ? undefined : { accountLinkIds: [account] };
		},
		needs: 'a linked account',
		status: 'draft',
		change: () => ({ excludeContacted: true, excludeMutuals: true }),
		left: "A paused campaign without leads is left: Inbox's API documents no call to delete it. Delete it in the web app.",
	},
};
