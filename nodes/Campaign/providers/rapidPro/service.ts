import type { Service } from '../contract/service';
import { workspace } from './answers';

/** TextIt's address; other RapidPro servers need a Base URL. The token decides the workspace. */
export const service: Service = {
	address: 'https://textit.com',
	apiPath: '/api/v2',
	authentication: (token) => ({ headers: { Authorization: `Token ${token}` } }),
	keyLocation: "your workspace's Settings > API Tokens (on older installations, your account page)",
	test: {
		path: ['workspace.json'],
		basis: 'observed',
		answer: workspace,
		refusals: [
			{ key: 'uuid', value: null, message: 'The token does not give access to a workspace' },
		],
	},
	// Shared by the whole workspace. Older installations allow 2,500 an hour.
	rates: [{ requests: 3600, perMs: 3_600_000 }],
};
