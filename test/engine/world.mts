import { createRequire } from 'node:module';
import axios from 'axios';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { type Sandbox, startSandbox } from '../../sandbox/api/server.mts';

export type ProviderId = keyof typeof keys;

const { providers }: { providers: ReadonlyArray<{ id: string }> } = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/providers/registry',
);

/** The providers of the built package that the sandbox has a service for. */
export const providerIds: readonly ProviderId[] = (Object.keys(keys) as ProviderId[]).filter((id) =>
	providers.some((provider) => provider.id === id),
);

/** A request as the sandbox received it, without what every client adds. */
export interface Received {
	method: string;
	path: string;
	query: Record<string, string>;
	body: unknown;
}

interface Logged extends Received {
	provider: ProviderId;
	/** Path and query as they stood in the request line. */
	rawUrl: string;
	headers: Record<string, string>;
	status: number;
	at: number;
}

/** The sandbox of one test file: its services, what arrived there, what is stored there. */
export interface World {
	/** The credential that a user would have for a service of the sandbox. */
	credential(
		provider: ProviderId,
		more?: ICredentialDataDecryptedObject,
	): ICredentialDataDecryptedObject;
	address(provider: ProviderId): string;
	/** Every request since the last reset, in order of arrival. */
	log(provider?: ProviderId): Promise<Logged[]>;
	/** The same, reduced to what our code decided. */
	received(provider: ProviderId): Promise<Received[]>;
	stored(provider: ProviderId): Promise<IDataObject[]>;
	fault(fault: { provider: ProviderId } & IDataObject): Promise<void>;
	control(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** Starts a sandbox for the tests of a file and puts it back to its seed before each of them. */
export function useSandbox({ limits = false }: { limits?: boolean } = {}): World {
	let sandbox: Sandbox;
	const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
		const answer = await axios.request<unknown>({
			method,
			url: `${sandbox.address}/control${path}`,
			data: body,
		});
		return answer.data;
	};
	beforeAll(async () => {
		sandbox = await startSandbox({ limits });
	});
	beforeEach(async () => {
		await control('POST', '/reset');
	});
	afterAll(async () => {
		await sandbox.close();
	});
	const address = (provider: ProviderId) => `${sandbox.address}/${provider.toLowerCase()}`;
	const log = async (provider?: ProviderId) =>
		(await control(
			'GET',
			`/requests${provider === undefined ? '' : `?provider=${provider}`}`,
		)) as Logged[];
	return {
		control,
		address,
		log,
		credential: (provider, more = {}) => ({
			provider,
			apiKey: keys[provider],
			baseUrl: address(provider),
			...more,
		}),
		received: async (provider) =>
			(await log(provider)).map(({ method, path, query, body }) => {
				const { api_key: _key, ...rest } = query;
				return { method, path, query: rest, body };
			}),
		stored: async (provider) =>
			(await control('GET', `/campaigns?provider=${provider}`)) as IDataObject[],
		fault: async (fault) => {
			await control('POST', '/faults', fault);
		},
	};
}

/** A resource locator as the editor stores one that was filled by ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });
