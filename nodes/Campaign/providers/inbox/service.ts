import type { Service } from '../contract/service';
import { team } from './answers';

/** The token decides the team. */
export const service: Service = {
	address: 'https://inboxapp.com',
	apiPath: '/api/v1',
	authentication: (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
	keyLocation: "your team's Settings > API",
	test: { path: ['team'], basis: 'documented', answer: team },
	// As newer pages document it. Older ones have 100 reads and 30 writes a minute.
	rates: [{ requests: 300, perMs: 60_000 }],
	rateHeader: 'x-ratelimit-limit',
};
