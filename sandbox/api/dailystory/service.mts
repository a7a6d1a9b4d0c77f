import { keys } from '../keys.mts';
import { RateLimiter } from '../rate-limiter.mts';
import { runHandler } from '../responses.mts';
import { createRouter } from '../router.mts';
import type { ApiRequest, ApiResponse, Service } from '../service.mts';
import { failure } from './envelope.mts';
import { handlers } from './handlers.mts';
import { DailyStoryState } from './state.mts';

/**
 * DailyStory, as documented at dev.dailystory.com (Create or Update a Campaign, API Conventions). No rate limit is
 * documented, so none is enforced unless a test sets one.
 *
 * @param key the API token to accept
 */
export function createDailyStory(key: string = keys.dailyStory): Service {
	const basic = `Basic ${Buffer.from(`api:${key}`).toString('base64')}`;
	const state = new DailyStoryState();
	const rateLimiter = new RateLimiter(null);
	const findRoute = createRouter(handlers(state), true);

	function respond(request: ApiRequest): ApiResponse {
		const authorization = request.headers.authorization ?? '';
		if (authorization !== `Bearer ${key}` && authorization !== basic) {
			return failure(401, 'Invalid or missing API token');
		}
		// Neither the body nor the headers of a 429 are documented.
		if (rateLimiter.count()?.allowed === false) return failure(429, 'Too many requests');
		const route = findRoute(request.method, request.path);
		return route
			? route.handler(request, route.id, route.innerId)
			: failure(404, 'Resource not found');
	}

	return {
		id: 'dailyStory',
		prefix: 'dailystory',
		rateLimiter,
		state,
		handle: (request) => runHandler(() => respond(request)),
	};
}
