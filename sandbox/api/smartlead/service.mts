import { keys } from '../keys.mts';
import { RateLimiter, type RateLimitStatus } from '../rate-limiter.mts';
import { json, runHandler, withHeaders } from '../responses.mts';
import { createRouter } from '../router.mts';
import type { ApiRequest, ApiResponse, Service } from '../service.mts';
import { readBody, routeNotFound } from './express.mts';
import { handlers } from './handlers.mts';
import { SmartleadState } from './state.mts';

/** The documented headers, in lower case. The reset time is in Unix seconds. */
function rateHeaders(rate: RateLimitStatus): Record<string, string> {
	if (!rate.isTold) return {};
	return {
		'x-ratelimit-limit': String(rate.limit),
		'x-ratelimit-remaining': String(rate.remaining),
		'x-ratelimit-reset': String(Math.ceil(rate.resetAt / 1000)),
	};
}

/** The documented body of a 429; none has been observed. */
function tooManyRequests(rate: RateLimitStatus): ApiResponse {
	const seconds = rate.retryAfterSeconds;
	// The page on rate limits also has advice for a 429 that does not say when to come back.
	if (seconds === undefined) {
		return json(429, { error: { code: 'RATE_LIMIT_EXCEEDED', message: 'Too many requests.' } });
	}
	const message = `Too many requests. Please retry after ${seconds} seconds.`;
	return json(
		429,
		{ error: { code: 'RATE_LIMIT_EXCEEDED', message, retry_after: seconds } },
		{ 'Retry-After': String(seconds) },
	);
}

/**
 * Smartlead: an Express app with a strict validator, and 60 requests in 60 seconds as documented at
 * api.smartlead.ai/reference/rate-limits. In this folder, "observed" means that public clients report it of the live
 * API; it takes precedence over the documentation at api.smartlead.ai.
 *
 * @param key the API key to accept
 */
export function createSmartlead(key: string = keys.smartlead): Service {
	const state = new SmartleadState();
	const rateLimiter = new RateLimiter({ requests: 60, windowMs: 60_000 });
	const findRoute = createRouter({ ...handlers(state), ...state.webhooks.handlers() }, true);

	function respond(request: ApiRequest): ApiResponse {
		readBody(request);
		const route = findRoute(request.method === 'HEAD' ? 'GET' : request.method, request.path);
		if (!route) return routeNotFound(request);
		const apiKeys = request.query.getAll('api_key');
		if (apiKeys.length !== 1 || apiKeys[0] !== key) {
			return json(401, { message: 'Invalid API Key' });
		}
		const rate = rateLimiter.count();
		if (!rate) return route.handler(request, route.id, route.innerId);
		const response = rate.allowed
			? runHandler(() => route.handler(request, route.id, route.innerId))
			: tooManyRequests(rate);
		return withHeaders(response, rateHeaders(rate));
	}

	return {
		id: 'smartlead',
		prefix: 'smartlead',
		rateLimiter,
		state,
		webhooks: state.webhooks,
		handle: (request) => runHandler(() => respond(request)),
	};
}
