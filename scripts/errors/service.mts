import { asObject, asString, type JsonObject } from '../../sandbox/n8n/json.mts';
import type { Provider, World } from '../../test/e2e/helpers/world.mts';
import type { ErrorCase } from './cases.mts';

/** A service's response. */
export interface ServiceResponse {
	readonly status: number;
	readonly body: string;
}

/** A request in the sandbox's log. */
export interface LoggedRequest {
	readonly method: string;
	readonly path: string;
	readonly rawUrl: string;
	readonly query: JsonObject;
	readonly headers: JsonObject;
	readonly body: unknown;
	readonly status: unknown;
}

const onePerHour = { requests: 1, windowMs: 3_600_000 };

/** One of the sandbox's services, made to respond with errors. */
export class FailingService {
	readonly #world: World;
	readonly #provider: Provider;

	constructor(world: World, provider: Provider) {
		this.#world = world;
		this.#provider = provider;
	}

	/** Makes the service respond as the case requires, once. */
	async prepare({ injected, rateLimited }: ErrorCase): Promise<void> {
		if (injected !== undefined) {
			const { method, status, body } = injected;
			const headers = typeof body === 'string' ? { 'content-type': 'text/html' } : {};
			const fault = { provider: this.#provider, method, status, headers, body };
			await this.#world.control('POST', '/faults', fault);
		}
		const limit = rateLimited === true ? onePerHour : null;
		await this.#world.control('PUT', '/limits', { [this.#provider]: limit });
	}

	/** @returns the requests that the service has received */
	async requests(): Promise<LoggedRequest[]> {
		return (await this.#world.requests(this.#provider)).map(readRequest);
	}

	/** Sends a logged request again. */
	async repeat({ method, rawUrl, headers, body }: LoggedRequest): Promise<ServiceResponse> {
		const names = ['accept', 'authorization', 'content-type', 'x-api-key'];
		const response = await fetch(this.#world.sandbox.address + rawUrl, {
			method,
			headers: names.flatMap((name): Array<[string, string]> => {
				const value = asString(headers[name]);
				return value === undefined ? [] : [[name, value]];
			}),
			body: body === null ? undefined : JSON.stringify(body),
		});
		return { status: response.status, body: await response.text() };
	}
}

function readRequest(entry: JsonObject): LoggedRequest {
	return {
		method: String(entry.method),
		path: String(entry.path),
		rawUrl: String(entry.rawUrl),
		query: asObject(entry.query),
		headers: asObject(entry.headers),
		body: entry.body,
		status: entry.status,
	};
}
