import type { AccountCheck } from '../contract/accountCheck';
import { emptyPage } from './answers';

/** What Check Account needs to know of RapidPro and TextIt. */
export const accountCheck: AccountCheck = {
	unknownId: '00000000-0000-4000-8000-000000000000',
	unknown: { statuses: [200], answer: emptyPage },
	pageSize: 250,
	trial: {
		fields({ options }) {
			const [group] = options('rapidProGroups');
			return group === undefined ? undefined : { group };
		},
		needs: 'a group',
		// Every campaign is active. A new one has no events, so it reaches nobody.
		status: 'active',
		change: (name) => ({ name: `${name} 2` }),
		left: 'A campaign without events is left: the API cannot archive or delete it. Archive it in the web app.',
	},
};
