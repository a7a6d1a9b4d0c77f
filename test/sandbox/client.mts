import axios from 'axios';
import { isObject, type JsonObject } from '../../sandbox/api/json.mts';
import { keys } from '../../sandbox/api/keys.mts';
import type { ProviderId } from '../../sandbox/api/service.mts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/api/server.mts';

export interface Reply {
	status: number;
	data: unknown;
	headers: Record<string, unknown>;
}

export interface Extra {
	body?: unknown;
	headers?: Record<string, string>;
	timeout?: number;
}

const access: Record<
	ProviderId,
	{ prefix: string; headers: Record<string, string>; query: string }
> = {
	dailyStory: {
		prefix: '/dailystory/api/v1',
		headers: { Authorization: `Bearer ${keys.dailyStory}` },
		query: '',
	},
	falconyte: {
		prefix: '/falconyte/public/v1',
		headers: { 'x-api-key': keys.falconyte },
		query: '',
	},
	inbox: { prefix: '/inbox/api/v1', headers: { Authorization: `Bearer ${keys.inbox}` }, query: '' },
	rapidPro: {
		prefix: '/rapidpro/api/v2',
		headers: { Authorization: `Token ${keys.rapidPro}` },
		query: '',
	},
	smartlead: { prefix: '/smartlead/api/v1', headers: {}, query: `api_key=${keys.smartlead}` },
};

/** A sandbox of a test's own, and ways to speak to it. Every status is an answer, none throws. */
export class Client {
	readonly #sandbox: Sandbox;

	private constructor(sandbox: Sandbox) {
		this.#sandbox = sandbox;
	}

	static async start(options: SandboxOptions = { limits: false }): Promise<Client> {
		return new Client(await startSandbox(options));
	}

	get address(): string {
		return this.#sandbox.address;
	}

	async close(): Promise<void> {
		await this.#sandbox.close();
	}

	/** @param path from the root, with its query */
	async raw(method: string, path: string, extra: Extra = {}): Promise<Reply> {
		const { body } = extra;
		const type: Record<string, string> =
			body === undefined ? {} : { 'Content-Type': 'application/json' };
		const { status, data, headers } = await axios.request<unknown>({
			method,
			url: `${this.#sandbox.address}${path}`,
			data: typeof body === 'string' ? body : JSON.stringify(body),
			headers: { ...type, ...extra.headers },
			// axios would make JSON of a text that is broken on purpose
			transformRequest: [(data: unknown) => data],
			timeout: extra.timeout ?? 0,
			validateStatus: () => true,
		});
		return { status, data, headers: { ...headers } };
	}

	/** With the right key. @param path within the API's version, with its query */
	async call(
		provider: ProviderId,
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Reply> {
		const { prefix, headers: own, query } = access[provider];
		const mark = query === '' ? '' : path.includes('?') ? '&' : '?';
		return await this.raw(method, `${prefix}${path}${mark}${query}`, {
			body,
			headers: { ...own, ...headers },
		});
	}

	async control(method: string, path: string, body?: unknown): Promise<Reply> {
		return await this.raw(method, `/control${path}`, { body });
	}

	async reset(): Promise<void> {
		await this.control('POST', '/reset');
	}
}

/** @throws where the value is no object */
export function object(value: unknown): JsonObject {
	if (!isObject(value)) throw new Error(`not an object: ${JSON.stringify(value)}`);
	return value;
}

/** @throws where the value is no array of objects */
export function rows(value: unknown): JsonObject[] {
	if (!Array.isArray(value)) throw new Error(`not an array: ${JSON.stringify(value)}`);
	return value.map(object);
}
