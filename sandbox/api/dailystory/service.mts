import { answerOf } from '../responses.mts';
import { keys } from '../keys.mts';
import { Meter } from '../rate-limiter.mts';
import { finder } from '../router.mts';
import type { Answer, ApiRequest, Service } from '../service.mts';
import { failure } from './envelope.mts';
import { handlers } from './handlers.mts';
import { DailyStoryState } from './state.mts';

/** DailyStory: everything in an envelope; no rate limit is documented, none is enforced. */
export function createDailyStory(key: string = keys.dailyStory): Service {
	const basic = `Basic ${Buffer.from(`api:${key}`).toString('base64')}`;
	const state = new DailyStoryState();
	const meter = new Meter(null);
	const find = finder(handlers(state), true);

	function answer(request: ApiRequest): Answer {
		const given = request.headers.authorization ?? '';
		if (given !== `Bearer ${key}` && given !== basic) {
			return failure(401, 'Invalid or missing API token');
		}
		// only where a test sets a limit; neither body nor headers of a 429 were found
		if (meter.take()?.allowed === false) return failure(429, 'Too many requests');
		const found = find(request.method, request.path);
		return found ? found.run(request, found.id) : failure(404, 'Resource not found');
	}

	return {
		id: 'dailyStory',
		prefix: 'dailystory',
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
