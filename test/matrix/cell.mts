import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { type Sandbox, startSandbox } from '../../sandbox/api/server.mts';
import { type RunResult, runCampaign } from '../engine/engine.mts';
import type { ProviderId } from '../engine/world.mts';
import { facts, storedId } from '../providers/facts.mts';
import type { Role, Trouble } from './faults.mts';
import { type Gate, openGate } from './proxy.mts';
import type { Scenario } from './scenarios.mts';

/** The node's options, in seconds: short, so that cells reach them, but with room for a busy machine. */
const standard = { timeout: 20, maxWait: 30 };
const shortRetries = { timeout: 20, maxWait: 4 };
const shortTimeout = { timeout: 3, maxWait: 10 };

/** In ms: longer than any cell, until the proxy is opened again. */
const foreverMs = 600_000;

interface Arrived extends IDataObject {
	method: string;
	path: string;
}

/** What goes wrong for `times` requests, from number `at` (from 0) on. */
export interface Incident {
	readonly trouble: Trouble;
	readonly handled?: boolean;
	/** Whether the response arrives after the node's timeout. */
	readonly isSlow?: boolean;
	readonly at: number;
	readonly times: number;
}

/** A run of a scenario and what it left behind. */
export interface Outcome extends RunResult {
	readonly key: string;
	/** The requests that the service received, in order. */
	readonly arrived: readonly Arrived[];
	/** Everything that the service stores, without what differs from run to run. */
	readonly state: string;
	/** The IDs of its campaigns with the name that the scenario creates. */
	readonly made: readonly string[];
	/** The events of these campaigns, where the service keeps them apart. */
	readonly events: readonly IDataObject[];
}

/** A sandbox behind a proxy that can refuse connections; runs one cell at a time. */
export class Place {
	readonly #sandbox: Sandbox;
	readonly #gate: Gate;

	private constructor(sandbox: Sandbox, gate: Gate) {
		this.#sandbox = sandbox;
		this.#gate = gate;
	}

	static async open(): Promise<Place> {
		const sandbox = await startSandbox({ limits: false });
		return new Place(sandbox, await openGate(sandbox.address));
	}

	async close(): Promise<void> {
		await this.#gate.close();
		await this.#sandbox.close();
	}

	/**
	 * Runs a scenario on a service in its seed state.
	 *
	 * @param incident what goes wrong; nothing when left out
	 */
	async run(provider: ProviderId, scenario: Scenario, incident?: Incident): Promise<Outcome> {
		await this.#control('POST', '/reset');
		return await this.#runOn(provider, scenario, incident);
	}

	/** Runs a scenario on what an earlier run left behind. Nothing goes wrong. */
	async runAgain(provider: ProviderId, scenario: Scenario): Promise<Outcome> {
		await this.#control('DELETE', '/faults');
		await this.#control('DELETE', '/requests');
		return await this.#runOn(provider, scenario);
	}

	async #runOn(provider: ProviderId, scenario: Scenario, incident?: Incident): Promise<Outcome> {
		if (incident !== undefined) await this.#prepare(provider, incident);
		const result = await runCampaign({
			credential: this.#credential(provider),
			parameters: {
				provider,
				...scenario.parameters,
				options: {
					...(scenario.parameters.options as IDataObject | undefined),
					...retryOptions(incident),
					requestsPerMinute: 1_000_000,
				},
			},
			...(scenario.items === undefined
				? {}
				: { items: scenario.items, node: { onError: 'continueRegularOutput' as const } }),
		});
		await this.#gate.open();
		const stored = await this.stored(provider);
		const made = stored
			.filter(({ name }) => name === scenario.makes)
			.map((campaign) => storedId(provider, campaign));
		const events = provider === 'rapidPro' ? await this.#events(made) : [];
		return {
			...result,
			key: keys[provider],
			arrived: (await this.#control('GET', `/requests?provider=${provider}`)) as Arrived[],
			state: comparable(provider, stored),
			made,
			events,
		};
	}

	/** The campaign as the node reads it when nothing is wrong. */
	async read(provider: ProviderId, id: string): Promise<IDataObject | undefined> {
		await this.#control('DELETE', '/faults');
		const { items } = await runCampaign({
			credential: this.#credential(provider),
			parameters: {
				provider,
				operation: 'get',
				campaign: { __rl: true, mode: 'id', value: id },
				options: { requestsPerMinute: 1_000_000 },
			},
		});
		return items?.[0];
	}

	async stored(provider: ProviderId): Promise<IDataObject[]> {
		return (await this.#control('GET', `/campaigns?provider=${provider}`)) as IDataObject[];
	}

	async leads(provider: ProviderId, campaign: string): Promise<IDataObject[]> {
		const path = `/leads?provider=${provider}&campaign=${campaign}`;
		return (await this.#control('GET', path)) as IDataObject[];
	}

	async #events(campaigns: readonly string[]): Promise<IDataObject[]> {
		const lists = campaigns.map(
			async (id) =>
				(await this.#control('GET', `/events?provider=rapidPro&campaign=${id}`)) as IDataObject[],
		);
		return (await Promise.all(lists)).flat();
	}

	async #prepare(provider: ProviderId, { trouble, handled, at, times }: Incident): Promise<void> {
		if (trouble === 'refused') {
			// The proxy counts connections; the control API does not go through it.
			this.#gate.shutAfter(at, times === 1 ? 600 : foreverMs);
			return;
		}
		if (at > 0) await this.#control('POST', '/faults', { provider, delayMs: 0, times: at });
		await this.#control('POST', '/faults', { provider, ...trouble, handled, times });
	}

	#credential(provider: ProviderId) {
		const baseUrl = this.#gate.address + facts[provider].api.basePath;
		return { provider, apiKey: keys[provider], baseUrl };
	}

	async #control(method: string, path: string, data?: IDataObject): Promise<unknown> {
		const url = `${this.#sandbox.address}/control${path}`;
		return (await axios.request<unknown>({ method, url, data })).data;
	}
}

/** The role of each request of a scenario. */
export function rolesOf({ arrived }: Outcome, { makes }: Scenario): Role[] {
	const firstWrite = arrived.findIndex(({ method }) => method !== 'GET');
	return arrived.map(({ method }, index) => {
		if (method === 'GET') return 'read';
		return makes !== undefined && index === firstWrite ? 'creation' : 'idempotent';
	});
}

function retryOptions(incident: Incident | undefined) {
	if (incident?.isSlow === true) return shortTimeout;
	return incident !== undefined && incident.times > 1 ? shortRetries : standard;
}

/** The state as text, without what differs from run to run: the IDs of new campaigns, and times. */
function comparable(provider: ProviderId, stored: IDataObject[]): string {
	const ids = stored
		.filter(({ name }) => String(name).startsWith('Made by'))
		.map((campaign) => storedId(provider, campaign));
	const text = JSON.stringify(stored).replace(
		/"\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-]\d\d:\d\d)?"/g,
		'"time"',
	);
	return ids.reduce((clean, id) => clean.replaceAll(id, 'new'), text);
}
