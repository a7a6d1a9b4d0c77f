import { facts } from '../../providers/facts.mts';
import { Client, type Extra, object, type Reply, rows } from '../client.mts';

/** The campaigns' path. */
export const list = '/campaigns.json';

/** The campaign that was created first. */
export const first = 'f14e4ff0-724d-43fe-a953-1d16aefd1c00';

/** A campaign that is archived. */
export const archived = '8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0003';

/** A UUID that nothing has. */
export const missing = '00000000-0000-4000-8000-000000000000';

export const reporters = { uuid: '0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0002', name: 'Reporters' };

export const workspace = 'b1d0f2a4-6c1f-4d5e-9a3b-7c8d9e0f1a2b';

/** @returns the entries of a page */
export const results = (data: unknown) => rows(object(data).results);

/** Starts a sandbox for the test file, reset before each test. */
export function useRapidPro() {
	let client: Client;
	beforeAll(async () => {
		client = await Client.start();
	});
	beforeEach(() => client.reset());
	afterAll(() => client.close());
	return {
		/** Sends a request with the right token. @param path below the API's path, with its query */
		call: async (
			method: string,
			path: string,
			body?: unknown,
			headers?: Record<string, string>,
		): Promise<Reply> => await client.call('rapidPro', method, path, body, headers),
		/** Sends a request without a token. @param path below the API's path, with its query */
		anonymous: async (method: string, path: string, extra?: Extra): Promise<Reply> =>
			await client.raw(method, `/rapidpro/api/v2${path}`, extra),
		/** Posts a body with the right token and exactly this Content-Type; an empty one is not sent. */
		post: async (path: string, type: string, body: string | Buffer): Promise<Reply> => {
			const { headers } = facts.rapidPro.api.authentication;
			const response = await fetch(`${client.address}/rapidpro/api/v2${path}`, {
				method: 'POST',
				headers: { ...headers, ...(type === '' ? {} : { 'Content-Type': type }) },
				body: Buffer.from(body),
			});
			const data: unknown = await response.json();
			return { status: response.status, data, headers: Object.fromEntries(response.headers) };
		},
		/** Calls the sandbox's control API. */
		control: async (method: string, path: string, body?: unknown): Promise<Reply> =>
			await client.control(method, path, body),
	};
}
