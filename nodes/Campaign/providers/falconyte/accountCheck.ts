import type { AccountCheck } from '../contract/accountCheck';
import { anything } from '../shared/shapes';
import { campaignList } from './answers';
import { events } from './fields';
import { firstPage } from './paging';

const path = ['email', 'campaigns'];

const page = (number: string, perPage: string) => {
	const request = firstPage('list the campaigns', path, campaignList);
	return { ...request, query: { page: number, per_page: perPage } };
};

/** What Check Account needs to know of Falconyte. */
export const accountCheck: AccountCheck = {
	unknownId: '00000000-0000-4000-8000-000000000000',
	pageSize: 100,
	smallPages: { first: page('1', '1'), second: () => page('2', '1') },
	pageBeyond: ({ query }) => page(String(Number(query?.page ?? '1') + 1), '100'),
	trial: {
		fields({ options }) {
			const [template] = options('falconyteTemplates');
			const [account] = options('falconyteMailAccounts');
			return template === undefined || account === undefined
				? undefined
				: { template_ids: [template], mail_account_ids: [account], events: [events[0].value] };
		},
		needs: 'a template and a mail account',
		status: 'draft',
		// Whether a draft can be stopped is not documented.
		pause: { statuses: [200, 422], answer: anything },
		left: "A draft is left: Falconyte's API cannot delete campaigns. Delete it in the web app.",
	},
};
