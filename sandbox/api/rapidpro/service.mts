import { keys } from '../keys.mts';
import { RateLimiter } from '../rate-limiter.mts';
import { html, HttpError, withHeaders } from '../responses.mts';
import type { ApiRequest, ApiResponse, Service } from '../service.mts';
import { authenticate, requirePermission, type User } from './auth.mts';
import { campaignsEndpoint } from './campaigns.mts';
import { allowedMethods, type Endpoint } from './endpoint.mts';
import { eventsEndpoint } from './events.mts';
import { fieldsEndpoint } from './fields.mts';
import { flowsEndpoint } from './flows.mts';
import { groupsEndpoint } from './groups.mts';
import { detailError, json, methodNotAllowed, notFoundPage } from './responses.mts';
import { workspace } from './seed.mts';
import { RapidProState } from './state.mts';
import { workspaceEndpoint } from './workspace.mts';

/** A request to an endpoint. */
interface Call {
	request: ApiRequest;
	name: string;
	endpoint: Endpoint;
	/** Whether the path ends with ".json". */
	hasSuffix: boolean;
}

/** Headers of every response, as the frameworks' source has them. That they are there was observed. */
const commonHeaders = { Vary: 'Accept, Cookie', 'Content-Language': 'en-us' };

function acceptedTypes(request: ApiRequest): string[] {
	return (request.headers.accept ?? '*/*').split(',').map((part) => {
		const [type = ''] = part.split(';');
		return type.trim().toLowerCase();
	});
}

/** Without ".json" an endpoint shows its documentation, and less to a JSON client (observed). */
function documentation({ request, name, endpoint }: Call, user: User): ApiResponse {
	if (acceptedTypes(request).includes('application/json')) {
		return json(200, endpoint.withoutSuffix(user !== 'anonymous'));
	}
	return html(200, `<!doctype html>\n<title>${name}</title>\n<h1>${name} Endpoint</h1>\n`);
}

/** @throws HttpError 406 unless the client accepts JSON */
function negotiate({ request, hasSuffix }: Call): void {
	const jsonTypes = ['application/json', 'application/*', '*/*'];
	if (!hasSuffix || acceptedTypes(request).some((type) => jsonTypes.includes(type))) return;
	throw new HttpError(html(406, '<!doctype html>\n<title>406</title>\n<h1>Not Acceptable</h1>\n'));
}

/** @throws HttpError 429 when the workspace has sent too many requests */
function throttle(rateLimiter: RateLimiter): void {
	const rate = rateLimiter.count();
	if (!rate || rate.allowed) return;
	const seconds = rate.retryAfterSeconds;
	// As Django REST framework answers when it cannot tell.
	if (seconds === undefined) throw detailError(429, 'Request was throttled.');
	const unit = seconds === 1 ? 'second' : 'seconds';
	const text = `Request was throttled. Expected available in ${seconds} ${unit}.`;
	throw detailError(429, text, { 'Retry-After': String(seconds) });
}

async function catchHttpError(handle: () => Promise<ApiResponse>): Promise<ApiResponse> {
	try {
		return await handle();
	} catch (error) {
		if (error instanceof HttpError) return error.response;
		throw error;
	}
}

/**
 * RapidPro / TextIt, API v2, as observed on a server of release 26.1.101 and read in RapidPro's source. The order of
 * the checks is content negotiation, credentials that are wrong, method, role, and only then the throttle: 3,600
 * requests within the last hour.
 *
 * @param key the API token to accept
 */
export function createRapidPro(key: string = keys.rapidPro): Service {
	const state = new RapidProState();
	const rateLimiter = new RateLimiter({ requests: 3600, windowMs: 3_600_000 }, 'sliding');
	const endpoints = new Map<string, Endpoint>([
		['campaigns', campaignsEndpoint(state)],
		['campaign_events', eventsEndpoint(state)],
		['fields', fieldsEndpoint(state)],
		['flows', flowsEndpoint],
		['groups', groupsEndpoint(state)],
		['workspace', workspaceEndpoint],
		['org', workspaceEndpoint],
		...state.webhooks.endpoints(),
	]);

	async function run(call: Call, user: User): Promise<ApiResponse> {
		const { request, endpoint, hasSuffix } = call;
		const handler = endpoint.methods[request.method];
		const isDocumentation = !hasSuffix && request.method === 'GET';
		if (!handler && endpoint.hasPermissionsByMethod) throw methodNotAllowed(request.method);
		if (!isDocumentation) requirePermission(user);
		if (user !== 'anonymous') throttle(rateLimiter);
		if (!handler) throw methodNotAllowed(request.method);
		return isDocumentation ? documentation(call, user) : await handler(request);
	}

	async function respond(call: Call): Promise<ApiResponse> {
		negotiate(call);
		const user = authenticate(call.request, key);
		const response = await catchHttpError(async () => await run(call, user));
		if (user === 'anonymous') return response;
		return withHeaders(response, { 'X-Temba-Workspace': workspace.uuid });
	}

	async function handle(request: ApiRequest): Promise<ApiResponse> {
		const [, name = '', suffix] = /^\/api\/v2\/([a-z_]+)(?:(\.json)\/?)?$/.exec(request.path) ?? [];
		const endpoint = endpoints.get(name);
		if (!endpoint) return withHeaders(notFoundPage, commonHeaders);
		const call = { request, name, endpoint, hasSuffix: suffix !== undefined };
		const response = await catchHttpError(async () => await respond(call));
		return withHeaders(response, { Allow: allowedMethods(endpoint), ...commonHeaders });
	}

	return {
		id: 'rapidPro',
		prefix: 'rapidpro',
		rateLimiter,
		state,
		webhooks: state.webhooks,
		handle,
	};
}
