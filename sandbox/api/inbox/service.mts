import { answerOf, json, withHeaders } from '../responses.mts';
import { keys } from '../keys.mts';
import { Meter, type Reading } from '../rate-limiter.mts';
import { finder } from '../router.mts';
import type { Answer, ApiRequest, Service } from '../service.mts';
import { handlers } from './handlers.mts';
import { notFound, refuse } from './errors.mts';
import { InboxState } from './state.mts';

function rateHeaders(reading: Reading): Record<string, string> {
	return {
		'X-RateLimit-Limit': String(reading.limit),
		'X-RateLimit-Remaining': String(reading.remaining),
		'X-RateLimit-Reset': String(Math.ceil(reading.resetAt / 1000)),
	};
}

/**
 * Inbox, API v1: 300 requests a minute (the newer pages; their hourly and daily limits are left out),
 * rate headers on every answer.
 */
export function createInbox(key: string = keys.inbox): Service {
	const state = new InboxState();
	const meter = new Meter({ requests: 300, windowMs: 60_000 });
	const find = finder(handlers(state), false);

	function answer(request: ApiRequest, reading: Reading | null): Answer {
		if (request.headers.authorization !== `Bearer ${key}`) {
			const message = 'Invalid or missing authentication token';
			return json(401, { error: 'Unauthorized', message });
		}
		if (reading && !reading.allowed) {
			return withHeaders(refuse(429, 'RATE_LIMITED', 'Too many requests').answer, {
				'Retry-After': String(reading.waitSeconds),
			});
		}
		const found = find(request.method, request.path);
		return found ? found.run(request, found.id) : notFound().answer;
	}

	return {
		id: 'inbox',
		prefix: 'inbox',
		meter,
		handle(request) {
			const reading = meter.take();
			const result = answerOf(() => answer(request, reading));
			return reading ? withHeaders(result, rateHeaders(reading)) : result;
		},
		reset: () => state.reset(),
		saved: () => JSON.stringify(state.saved()),
		restore: (saved) => state.restore(JSON.parse(saved)),
		add: (count, prefix) => state.add(count, prefix),
		campaigns: () => state.campaigns.all().map((campaign) => ({ ...campaign })),
		change: (id, fields) => state.change(id, fields),
		remove: (id) => state.campaigns.remove(id),
	};
}
