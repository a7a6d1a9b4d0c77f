import type { Service } from '../contract/service';
import { about } from './answers';

/** Each data center has a host of its own. No rate limit is documented. */
export const service: Service = {
	address: 'https://{dataCenter}.dailystory.com',
	apiPath: '/api/v1',
	authentication: (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
	keyLocation: 'Account Settings > Developer > API Tokens',
	test: {
		path: ['about'],
		basis: 'documented',
		answer: about,
		refusals: [{ key: 'Status', value: false, message: 'DailyStory rejected the token' }],
	},
};
