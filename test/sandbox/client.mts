import axios from 'axios';
import { isObject, type JsonObject } from '../../sandbox/api/json.mts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/api/server.mts';
import type { ProviderId } from '../../sandbox/api/service.mts';
import { facts } from '../providers/facts.mts';

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

/** Starts a sandbox and sends requests to it. It resolves with every response, whatever its status. */
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

	/** @param path from the sandbox's root, with its query */
	async raw(method: string, path: string, extra: Extra = {}): Promise<Reply> {
		const { body } = extra;
		const type: Record<string, string> =
			body === undefined ? {} : { 'Content-Type': 'application/json' };
		const { status, data, headers } = await axios.request<unknown>({
			method,
			url: `${this.#sandbox.address}${path}`,
			data: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
			headers: { ...type, ...extra.headers },
			// axios would turn deliberately invalid JSON into a JSON string.
			transformRequest: [(data: unknown) => data],
			timeout: extra.timeout ?? 0,
			validateStatus: () => true,
		});
		return { status, data, headers: { ...headers } };
	}

	/** Sends a request with the right key. @param path below the API's path, with its query */
	async call(
		provider: ProviderId,
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Reply> {
		const { basePath, apiPath, authentication } = facts[provider].api;
		const key = new URLSearchParams(authentication.query).toString();
		const separator = key === '' ? '' : path.includes('?') ? '&' : '?';
		return await this.raw(method, `${basePath}${apiPath}${path}${separator}${key}`, {
			body,
			headers: { ...authentication.headers, ...headers },
		});
	}

	async control(method: string, path: string, body?: unknown): Promise<Reply> {
		return await this.raw(method, `/control${path}`, { body });
	}

	async reset(): Promise<void> {
		await this.control('POST', '/reset');
	}
}

/** @throws if the value is not an object */
export function object(value: unknown): JsonObject {
	if (!isObject(value)) throw new Error(`not an object: ${JSON.stringify(value)}`);
	return value;
}

/** @throws if the value is not an array of objects */
export function rows(value: unknown): JsonObject[] {
	if (!Array.isArray(value)) throw new Error(`not an array: ${JSON.stringify(value)}`);
	return value.map(object);
}
