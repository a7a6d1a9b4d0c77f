import { randomUUID } from 'node:crypto';
import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { asObject, asString, type JsonObject } from './json.mts';

/** An error status from n8n's REST API. */
export class N8nRequestError extends Error {
	/** The HTTP status */
	readonly status: number;

	constructor(request: string, status: number, message: string) {
		super(`n8n refused ${request} (${status}): ${message}`);
		this.name = 'N8nRequestError';
		this.status = status;
	}
}

/** A browser session with n8n's internal REST API: keeps its cookie. */
export class Session {
	readonly #http: AxiosInstance;
	#cookie = '';

	/** @param address n8n's address, without a trailing slash */
	constructor(address: string) {
		this.#http = axios.create({
			baseURL: address,
			timeout: 60_000,
			// n8n ties a session to the browser that opened it and checks this header on every later request.
			headers: { 'browser-id': randomUUID() },
			proxy: false,
			validateStatus: () => true,
		});
	}

	/** Sends a request. @throws Error if there is no response; an error status does not throw */
	async send(config: AxiosRequestConfig): Promise<AxiosResponse<unknown>> {
		const headers = { ...config.headers, cookie: this.#cookie };
		const response = await this.#http
			.request<unknown>({ ...config, headers })
			// Not axios's own error: it refers to sockets, which Jest cannot serialize into a test report.
			.catch((error: unknown) => {
				const reason = error instanceof Error ? error.message : String(error);
				throw new Error(`n8n did not respond to ${config.method} ${config.url}: ${reason}`);
			});
		const setCookie: unknown = response.headers['set-cookie'];
		for (const line of Array.isArray(setCookie) ? setCookie : []) {
			const pair = String(line).split(';')[0] ?? '';
			if (pair.startsWith('n8n-auth=')) this.#cookie = pair;
		}
		return response;
	}

	/**
	 * Sends a request.
	 *
	 * @returns the response body
	 * @throws N8nRequestError for an error status
	 */
	async request(config: AxiosRequestConfig): Promise<unknown> {
		const { status, data } = await this.send(config);
		if (status < 400) return data;
		const message = asString(asObject(data).message) ?? 'no message';
		throw new N8nRequestError(`${config.method} ${config.url}`, status, message);
	}

	/**
	 * Calls the REST API.
	 *
	 * @returns the `data` of n8n's response envelope
	 * @throws N8nRequestError for an error status
	 */
	async rest(
		method: string,
		path: string,
		data?: JsonObject,
		params?: Record<string, string>,
	): Promise<unknown> {
		return asObject(await this.request({ method, url: `/rest${path}`, data, params })).data;
	}
}
