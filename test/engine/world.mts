import axios from 'axios';
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { type Sandbox, startSandbox } from '../../sandbox/api/server.mts';
import { facts } from '../providers/facts.mts';
import { type Run, runCampaign, type RunResult } from './engine.mts';

export type ProviderId = keyof typeof keys;

/** Every provider, by the value of the Provider parameter. */
export const providerIds: readonly ProviderId[] = Object.keys(facts) as ProviderId[];

/** A request as the sandbox received it, without what every client adds. */
export interface ReceivedRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	body: unknown;
}

interface LoggedRequest extends ReceivedRequest {
	provider: ProviderId;
	/** Path and query, exactly as the request line had them. */
	rawUrl: string;
	headers: Record<string, string>;
	status: number;
	/** When it arrived, in ms since 1970. */
	at: number;
}

/** The sandbox of one test file: its services, the requests that they received and the campaigns that they store. */
export interface World {
	/**
	 * Runs the Campaign node with the provider's credential.
	 *
	 * @param more the items, settings of the node, and the fields of the credential that differ
	 */
	run(
		provider: ProviderId,
		parameters: INodeParameters,
		more?: Partial<Omit<Run, 'parameters'>>,
	): Promise<RunResult>;
	/** The credential for a service of the sandbox, with `changes`. */
	credential(
		provider: ProviderId,
		changes?: ICredentialDataDecryptedObject,
	): ICredentialDataDecryptedObject;
	/** The address of a service: what the credential holds as Base URL. */
	address(provider: ProviderId): string;
	/** Every request since the last reset, in order of arrival. */
	log(provider?: ProviderId): Promise<LoggedRequest[]>;
	/** The same requests, reduced to what the node chose: no headers, no key. */
	received(provider: ProviderId): Promise<ReceivedRequest[]>;
	/** Every campaign that the service stores, in its own form. */
	stored(provider: ProviderId): Promise<IDataObject[]>;
	/** Those of exactly this name. */
	storedByName(provider: ProviderId, name: string): Promise<IDataObject[]>;
	/** The leads of a campaign as the service stores them. */
	leads(provider: ProviderId, campaign: string): Promise<IDataObject[]>;
	/** Makes the service answer the next request that fits in this way. */
	fault(fault: { provider: ProviderId } & IDataObject): Promise<void>;
	control(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** Starts a sandbox for the tests of a file, and resets it to its seed before each test. */
export function useSandbox(): World {
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
		sandbox = await startSandbox({ limits: false });
	});
	beforeEach(async () => {
		await control('POST', '/reset');
	});
	afterAll(async () => {
		await sandbox.close();
	});
	const address = (provider: ProviderId) => sandbox.address + facts[provider].api.basePath;
	const log = async (provider?: ProviderId) =>
		(await control(
			'GET',
			`/requests${provider === undefined ? '' : `?provider=${provider}`}`,
		)) as LoggedRequest[];
	const credential: World['credential'] = (provider, changes = {}) => ({
		provider,
		apiKey: keys[provider],
		baseUrl: address(provider),
		...changes,
	});
	const stored = async (provider: ProviderId) =>
		(await control('GET', `/campaigns?provider=${provider}`)) as IDataObject[];
	return {
		control,
		address,
		log,
		credential,
		stored,
		storedByName: async (provider, name) =>
			(await stored(provider)).filter((campaign) => campaign.name === name),
		run: async (provider, parameters, more = {}) =>
			await runCampaign({
				...more,
				credential: credential(provider, more.credential),
				parameters: { provider, ...parameters },
			}),
		received: async (provider) =>
			(await log(provider)).map(({ method, path, query, body }) => {
				const isKey = (name: string) => name in facts[provider].api.authentication.query;
				const others = Object.entries(query).filter(([name]) => !isKey(name));
				return { method, path, query: Object.fromEntries(others), body };
			}),
		leads: async (provider, campaign) =>
			(await control('GET', `/leads?provider=${provider}&campaign=${campaign}`)) as IDataObject[],
		fault: async (fault) => {
			await control('POST', '/faults', fault);
		},
	};
}

/** A resource locator in the form that the editor stores for an ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });
