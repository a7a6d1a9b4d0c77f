import { keys } from '../keys.mts';
import { RateLimiter, type RateLimitStatus } from '../rate-limiter.mts';
import { json, runHandler, withHeaders } from '../responses.mts';
import { createRouter } from '../router.mts';
import type { ApiRequest, ApiResponse, Service } from '../service.mts';
import { apiError, notFound } from './errors.mts';
import { handlers } from './handlers.mts';
import { InboxState } from './state.mts';

function rateHeaders(rate: RateLimitStatus): Record<string, string> {
	if (!rate.isTold) return {};
	return {
		'X-RateLimit-Limit': String(rate.limit),
		'X-RateLimit-Remaining': String(rate.remaining),
		'X-RateLimit-Reset': String(Math.ceil(rate.resetAt / 1000)),
	};
}

/**
 * Inbox, API v1, as documented at docs.inboxapp.com: 300 requests a minute, with rate limit headers on every response.
 * The documented hourly and daily limits are not enforced.
 *
 * @param key the API token to accept
 */
export function createInbox(key: string = keys.inbox): Service {
	const state = new InboxState();
	const rateLimiter = new RateLimiter({ requests: 300, windowMs: 60_000 });
	const findRoute = createRouter(handlers(state), false);

	function respond(request: ApiRequest, rate: RateLimitStatus | null): ApiResponse {
		if (request.headers.authorization !== `Bearer ${key}`) {
			const message = 'Invalid or missing authentication token';
			return json(401, { error: 'Unauthorized', message });
		}
		if (rate && !rate.allowed) {
			const { response } = apiError(429, 'RATE_LIMITED', 'Too many requests');
			const seconds = rate.retryAfterSeconds;
			return seconds === undefined
				? response
				: withHeaders(response, { 'Retry-After': String(seconds) });
		}
		const route = findRoute(request.method, request.path);
		return route ? route.handler(request, route.id, route.innerId) : notFound().response;
	}

	return {
		id: 'inbox',
		prefix: 'inbox',
		rateLimiter,
		state,
		webhooks: state.webhooks,
		handle(request) {
			const rate = rateLimiter.count();
			const response = runHandler(() => respond(request, rate));
			return rate ? withHeaders(response, rateHeaders(rate)) : response;
		},
	};
}
