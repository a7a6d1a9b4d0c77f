import { keys } from '../keys.mts';
import { RateLimiter } from '../rate-limiter.mts';
import { html, json, runHandler, withHeaders } from '../responses.mts';
import type { ApiRequest, ApiResponse, Service } from '../service.mts';
import { authenticate, credentialsMissing, permissionDenied } from './auth.mts';
import { methodNotAllowed, notFoundPage } from './errors.mts';
import { type Endpoint, endpoints } from './handlers.mts';
import { workspace } from './seed.mts';
import { RapidProState } from './state.mts';

function acceptedTypes(request: ApiRequest): string[] {
	return (request.headers.accept ?? '*/*').split(',').map((part) => {
		const [type = ''] = part.split(';');
		return type.trim().toLowerCase();
	});
}

/** Without ".json" an endpoint shows its documentation, and an empty result to a JSON client (observed). */
function withoutSuffix(name: string, request: ApiRequest): ApiResponse {
	if (request.method !== 'GET') throw credentialsMissing;
	if (!acceptedTypes(request).includes('application/json')) {
		return html(200, `<!doctype html>\n<title>${name}</title>\n<h1>${name} Endpoint</h1>\n`);
	}
	if (name === 'workspace' || name === 'org') return json(200, { uuid: null, name: '' });
	return json(200, []);
}

function throttled(waitSeconds: number): ApiResponse {
	const unit = waitSeconds === 1 ? 'second' : 'seconds';
	const text = `Request was throttled. Expected available in ${waitSeconds} ${unit}.`;
	return json(429, { detail: text }, { 'Retry-After': String(waitSeconds) });
}

/**
 * RapidPro / TextIt, API v2, as observed on a server of release 26.1.101 and read in RapidPro's source. The order of
 * the checks is content negotiation, authentication, method, role, and only then the throttle: 3,600 requests within
 * the last hour.
 *
 * @param key the API token to accept
 */
export function createRapidPro(key: string = keys.rapidPro): Service {
	const state = new RapidProState();
	const rateLimiter = new RateLimiter({ requests: 3600, windowMs: 3_600_000 }, 'sliding');
	const endpointsByName = endpoints(state);

	function run(endpoint: Endpoint, request: ApiRequest, isAllowed: boolean): ApiResponse {
		const handler = endpoint.methods[request.method];
		if (!handler) throw methodNotAllowed(request.method, endpoint.allow);
		if (!isAllowed) throw permissionDenied;
		const rate = rateLimiter.count();
		if (rate && !rate.allowed) return throttled(rate.retryAfterSeconds);
		return handler(request);
	}

	function respond(request: ApiRequest): ApiResponse {
		const [, name = '', suffix = ''] =
			/^\/api\/v2\/([a-z_]+)(\.json)?\/?$/.exec(request.path) ?? [];
		const endpoint = endpointsByName.get(name);
		if (!endpoint) return notFoundPage;
		if (suffix === '') return withoutSuffix(name, request);
		const jsonTypes = ['application/json', 'application/*', '*/*'];
		if (!acceptedTypes(request).some((type) => jsonTypes.includes(type))) {
			return html(406, '<!doctype html>\n<title>406</title>\n<h1>Not Acceptable</h1>\n');
		}
		const isAllowed = authenticate(request, key);
		return withHeaders(
			runHandler(() => run(endpoint, request, isAllowed)),
			{ 'X-Temba-Workspace': workspace.uuid },
		);
	}

	return {
		id: 'rapidPro',
		prefix: 'rapidpro',
		rateLimiter,
		state,
		webhooks: state.webhooks,
		handle: (request) => runHandler(() => respond(request)),
	};
}
