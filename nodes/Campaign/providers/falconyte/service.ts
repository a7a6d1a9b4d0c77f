import type { Service } from '../contract/service';
import { pong } from './answers';

/** One key opens one team. The service answers 429 with Retry-After; its limits are not documented. */
export const service: Service = {
	address: 'https://api.falconyte.com',
	apiPath: '/public/v1',
	authentication: (key) => ({ headers: { 'x-api-key': key } }),
	keyLocation: 'the API keys of your team (shown once, when you create one; keys can expire)',
	test: {
		path: ['ping'],
		basis: 'documented',
		answer: pong,
		refusals: [{ key: 'ok', value: false, message: 'Falconyte rejected the key' }],
	},
};
