import type { Service } from '../contract/service';
import { analyticsList } from './answers';

const refused = 'Smartlead rejected the key';

/** The service takes the key only in the address. */
export const service: Service = {
	address: 'https://server.smartlead.ai',
	apiPath: '/api/v1',
	authentication: (key) => ({ query: { api_key: key } }),
	keyLocation: 'Settings > Smartlead API Key (requires the Pro plan or higher)',
	test: {
		path: ['analytics', 'campaign', 'list'],
		basis: 'observed',
		answer: analyticsList,
		refusals: [
			{ key: 'ok', value: false, message: refused },
			{ key: 'success', value: false, message: refused },
		],
	},
	// The documentation has several limits, by page and by plan. Both of these are among them.
	rates: [
		{ requests: 10, perMs: 2_000 },
		{ requests: 60, perMs: 60_000 },
	],
	rateHeader: 'x-ratelimit-limit',
};
