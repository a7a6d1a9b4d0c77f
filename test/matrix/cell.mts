import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { type Sandbox, startSandbox } from '../../sandbox/api/server.mts';
import { type RunResult, runCampaign } from '../engine/engine.mts';
import type { ProviderId } from '../engine/world.mts';
import type { Role, Trouble } from './faults.mts';
import { type Gate, openGate } from './proxy.mts';
import type { Scenario } from './scenarios.mts';

/** How long the node waits, in seconds: short, so that cells meet its bounds; but a busy machine must not look like a slow service. */
const patience = { timeout: 20, maxWait: 30 };
const patienceForEver = { timeout: 20, maxWait: 4 };
const patienceWithSlow = { timeout: 3, maxWait: 10 };

/** Until the door is opened again. */
const foreverMs = 600_000;

interface Arrived extends IDataObject {
	method: string;
	path: string;
}

/** What the requests from number `at` (from 0) on meet, `times` of them. */
export interface Met {
	readonly trouble: Trouble;
	readonly handled?: boolean;
	/** Whether the answer is later than the node waits. */
	readonly isSlow?: boolean;
	readonly at: number;
	readonly times: number;
}

/** A run of a scenario and what it left behind. */
export interface Outcome extends RunResult {
	readonly key: string;
	/** What arrived at the service, in order. */
	readonly arrived: readonly Arrived[];
	/** Everything that the service holds, without what differs from run to run. */
	readonly state: string;
	/** Ids of its campaigns of the name that the scenario makes. */
	readonly made: readonly string[];
}

/** A sandbox behind a door, for one cell at a time. */
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
	 * @param met what goes wrong; nothing when left out
	 */
	async run(provider: ProviderId, scenario: Scenario, met?: Met): Promise<Outcome> {
		await this.#control('POST', '/reset');
		if (met !== undefined) await this.#prepare(provider, met);
		const ran = await runCampaign({
			credential: this.#credential(provider),
			parameters: {
				provider,
				...scenario.parameters,
				options: {
					...patienceFor(met),
					requestsPerMinute: 1_000_000,
				},
			},
		});
		await this.#gate.open();
		const stored = await this.stored(provider);
		return {
			...ran,
			key: keys[provider],
			arrived: (await this.#control('GET', `/requests?provider=${provider}`)) as Arrived[],
			state: comparable(stored),
			made: stored.filter(({ name }) => name === scenario.makes).map(idOf),
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

	async #prepare(provider: ProviderId, { trouble, handled, at, times }: Met): Promise<void> {
		if (trouble === 'refused') {
			// The door counts connections; the control API has its own way in.
			this.#gate.shutAfter(at, times === 1 ? 600 : foreverMs);
			return;
		}
		if (at > 0) await this.#control('POST', '/faults', { provider, delayMs: 0, times: at });
		await this.#control('POST', '/faults', { provider, ...trouble, handled, times });
	}

	#credential(provider: ProviderId) {
		const baseUrl = `${this.#gate.address}/${provider.toLowerCase()}`;
		return { provider, apiKey: keys[provider], baseUrl };
	}

	async #control(method: string, path: string, data?: IDataObject): Promise<unknown> {
		const url = `${this.#sandbox.address}/control${path}`;
		return (await axios.request<unknown>({ method, url, data })).data;
	}
}

/** What each request of a scenario is to the service. */
export function rolesOf({ arrived }: Outcome, { makes }: Scenario): Role[] {
	const firstWrite = arrived.findIndex(({ method }) => method !== 'GET');
	return arrived.map(({ method }, index) => {
		if (method === 'GET') return 'read';
		return makes !== undefined && index === firstWrite ? 'creation' : 'repeatable';
	});
}

function patienceFor(met: Met | undefined) {
	if (met?.isSlow === true) return patienceWithSlow;
	return met !== undefined && met.times > 1 ? patienceForEver : patience;
}

function idOf(campaign: IDataObject): string {
	return String(campaign.campaignId ?? campaign.id ?? campaign.uuid);
}

/** The ids that a new campaign gets, its times and the times of changes differ; all else must not. */
function comparable(stored: IDataObject[]): string {
	const ids = stored.filter(({ name }) => String(name).startsWith('Made by')).map(idOf);
	const text = JSON.stringify(stored).replace(
		/"\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-]\d\d:\d\d)?"/g,
		'"time"',
	);
	return ids.reduce((clean, id) => clean.replaceAll(id, 'new'), text);
}
