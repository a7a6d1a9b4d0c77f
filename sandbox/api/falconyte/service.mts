import { answerOf, withHeaders } from '../responses.mts';
import { keys } from '../keys.mts';
import { Meter } from '../rate-limiter.mts';
import { finder } from '../router.mts';
import type { Answer, ApiRequest, Service } from '../service.mts';
import { handlers } from './handlers.mts';
import { refuse } from './errors.mts';
import { FalconyteState } from './state.mts';

/** Falconyte: the numbers of its rate limit were not found, so none is enforced unless a test sets one. */
export function createFalconyte(key: string = keys.falconyte): Service {
	const state = new FalconyteState();
	const meter = new Meter(null);
	const find = finder(handlers(state), true);

	function answer(request: ApiRequest): Answer {
		if (request.headers['x-api-key'] !== key) {
			throw refuse(401, 'UNAUTHENTICATED', 'Unauthenticated.');
		}
		const reading = meter.take();
		if (reading && !reading.allowed) {
			const refusal = refuse(429, 'TOO_MANY_REQUESTS', 'Too many requests.');
			return withHeaders(refusal.answer, { 'Retry-After': String(reading.waitSeconds) });
		}
		const found = find(request.method, request.path);
		if (!found) throw refuse(404, 'NOT_FOUND', 'Resource not found.');
		return found.run(request, found.id);
	}

	return {
		id: 'falconyte',
		prefix: 'falconyte',
		meter,
		handle: (request) => answerOf(() => answer(request)),
		reset: () => state.reset(),
		saved: () => JSON.stringify(state.saved()),
		restore: (saved) => state.restore(JSON.parse(saved)),
		add: (count, prefix) => state.add(count, prefix),
		campaigns: () => state.campaigns.all().map((campaign) => ({ ...campaign })),
		change: (id, fields) => state.campaigns.change(id, fields) !== null,
		remove: (id) => state.campaigns.remove(id),
	};
}
