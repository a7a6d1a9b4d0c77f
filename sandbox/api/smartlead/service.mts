import { answerOf, json, withHeaders } from '../responses.mts';
import { keys } from '../keys.mts';
import { Meter, type Reading } from '../rate-limiter.mts';
import { finder } from '../router.mts';
import type { Answer, ApiRequest, Service } from '../service.mts';
import { noRoute, readBody } from './express.mts';
import { handlers } from './handlers.mts';
import { SmartleadState } from './state.mts';

/** Headers as documented: lower-case on the wire, the end of the window in Unix seconds. */
function rateHeaders(reading: Reading): Record<string, string> {
	return {
		'x-ratelimit-limit': String(reading.limit),
		'x-ratelimit-remaining': String(reading.remaining),
		'x-ratelimit-reset': String(Math.ceil(reading.resetAt / 1000)),
	};
}

/** The documented body; a captured live one was not found. */
function tooMany(reading: Reading): Answer {
	const seconds = reading.waitSeconds;
	const message = `Too many requests. Please retry after ${seconds} seconds.`;
	return json(
		429,
		{ error: { code: 'RATE_LIMIT_EXCEEDED', message, retry_after: seconds } },
		{ 'Retry-After': String(seconds) },
	);
}

/** Smartlead: an Express app with a strict validator, 60 requests in 60 seconds (DOC2). */
export function createSmartlead(key: string = keys.smartlead): Service {
	const state = new SmartleadState();
	const meter = new Meter({ requests: 60, windowMs: 60_000 });
	const find = finder(handlers(state), true);

	function answer(request: ApiRequest): Answer {
		readBody(request);
		const found = find(request.method === 'HEAD' ? 'GET' : request.method, request.path);
		if (!found) return noRoute(request);
		const given = request.query.getAll('api_key');
		if (given.length !== 1 || given[0] !== key) {
			return json(401, { message: 'Invalid API Key' });
		}
		const reading = meter.take();
		const allowed = reading?.allowed ?? true;
		const result =
			reading && !allowed ? tooMany(reading) : answerOf(() => found.run(request, found.id));
		return reading ? withHeaders(result, rateHeaders(reading)) : result;
	}

	return {
		id: 'smartlead',
		prefix: 'smartlead',
		meter,
		handle: (request) => answerOf(() => answer(request)),
		reset: () => state.reset(),
		saved: () => JSON.stringify(state.saved()),
		restore: (saved) => state.restore(JSON.parse(saved)),
		add: (count, prefix) => state.add(count, prefix),
		campaigns: () => state.stored(),
		change: (id, fields) => state.campaigns.change(id, fields) !== null,
		remove: (id) => state.remove(id),
	};
}
