import { keys } from '../keys.mts';
import { RateLimiter } from '../rate-limiter.mts';
import { runHandler, withHeaders } from '../responses.mts';
import { createRouter } from '../router.mts';
import type { ApiRequest, ApiResponse, Service } from '../service.mts';
import { apiError } from './errors.mts';
import { handlers } from './handlers.mts';
import { FalconyteState } from './state.mts';

/**
 * Falconyte, as documented at docs.falconyte.dev. The figures of its rate limit are not documented, so none is enforced
 * unless a test sets one.
 *
 * @param key the team key to accept
 */
export function createFalconyte(key: string = keys.falconyte): Service {
	const state = new FalconyteState();
	const rateLimiter = new RateLimiter(null);
	const findRoute = createRouter({ ...handlers(state), ...state.webhooks.handlers() }, true);

	function respond(request: ApiRequest): ApiResponse {
		if (request.headers['x-api-key'] !== key) {
			throw apiError(401, 'UNAUTHENTICATED', 'Unauthenticated.');
		}
		const rate = rateLimiter.count();
		if (rate && !rate.allowed) {
			const { response } = apiError(429, 'TOO_MANY_REQUESTS', 'Too many requests.');
			const seconds = rate.retryAfterSeconds;
			return seconds === undefined
				? response
				: withHeaders(response, { 'Retry-After': String(seconds) });
		}
		const route = findRoute(request.method, request.path);
		if (!route) throw apiError(404, 'NOT_FOUND', 'Resource not found.');
		return route.handler(request, route.id, route.innerId);
	}

	return {
		id: 'falconyte',
		prefix: 'falconyte',
		rateLimiter,
		state,
		webhooks: state.webhooks,
		handle: (request) => runHandler(() => respond(request)),
	};
}
