import { answerOf, html, json, withHeaders } from '../responses.mts';
import { keys } from '../keys.mts';
import { Meter } from '../rate-limiter.mts';
import type { Answer, ApiRequest, Service } from '../service.mts';
import { authenticate, notProvided, permissionDenied } from './auth.mts';
import { endpoints, type Endpoint } from './handlers.mts';
import { methodNotAllowed, noPage } from './errors.mts';
import { workspace } from './seed.mts';
import { RapidProState } from './state.mts';

function accepts(request: ApiRequest): string[] {
	return (request.headers.accept ?? '*/*').split(',').map((part) => {
		const [type = ''] = part.split(';');
		return type.trim().toLowerCase();
	});
}

/** Without ".json" the endpoint shows its documentation, and to a JSON client nothing at all [O]. */
function withoutSuffix(name: string, request: ApiRequest): Answer {
	if (request.method !== 'GET') throw notProvided;
	if (!accepts(request).includes('application/json')) {
		return html(200, `<!doctype html>\n<title>${name}</title>\n<h1>${name} Endpoint</h1>\n`);
	}
	if (name === 'workspace' || name === 'org') return json(200, { uuid: null, name: '' });
	return json(200, []);
}

function throttled(waitSeconds: number): Answer {
	const unit = waitSeconds === 1 ? 'second' : 'seconds';
	const text = `Request was throttled. Expected available in ${waitSeconds} ${unit}.`;
	return json(429, { detail: text }, { 'Retry-After': String(waitSeconds) });
}

/**
 * RapidPro / TextIt, as observed on a running server: content negotiation, authentication, role and
 * method first (none of them counted), then the throttle of 3600 requests in the last hour.
 */
export function createRapidPro(key: string = keys.rapidPro): Service {
	const state = new RapidProState();
	const meter = new Meter({ requests: 3600, windowMs: 3_600_000 }, 'sliding');
	const known = endpoints(state);

	function run(endpoint: Endpoint, request: ApiRequest, isAllowed: boolean): Answer {
		const handler = endpoint.methods[request.method];
		if (!handler) throw methodNotAllowed(request.method, endpoint.allow);
		if (!isAllowed) throw permissionDenied;
		const reading = meter.take();
		if (reading && !reading.allowed) return throttled(reading.waitSeconds);
		return handler(request);
	}

	function answer(request: ApiRequest): Answer {
		const [, name = '', suffix = ''] =
			/^\/api\/v2\/([a-z_]+)(\.json)?\/?$/.exec(request.path) ?? [];
		const endpoint = known.get(name);
		if (!endpoint) return noPage;
		if (suffix === '') return withoutSuffix(name, request);
		const readable = ['application/json', 'application/*', '*/*'];
		if (!accepts(request).some((type) => readable.includes(type))) {
			return html(406, '<!doctype html>\n<title>406</title>\n<h1>Not Acceptable</h1>\n');
		}
		const isAllowed = authenticate(request, key);
		return withHeaders(
			answerOf(() => run(endpoint, request, isAllowed)),
			{ 'X-Temba-Workspace': workspace.uuid },
		);
	}

	return {
		id: 'rapidPro',
		prefix: 'rapidpro',
		meter,
		handle: (request) => answerOf(() => answer(request)),
		reset: () => state.reset(),
		saved: () => JSON.stringify(state.saved()),
		restore: (saved) => state.restore(JSON.parse(saved)),
		add: (count, prefix) => state.add(count, prefix),
		campaigns: () => state.campaigns.all().map((campaign) => ({ ...campaign })),
		change: (uuid, fields) => state.campaigns.change(uuid, fields) !== null,
		remove: (uuid) => state.campaigns.remove(uuid),
	};
}
