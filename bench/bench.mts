import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import axios from 'axios';
import type { ProviderId } from '../sandbox/api/service.mts';
import { rootFolder } from '../sandbox/n8n/folders.mts';
import { cleanEnvironment, node24 } from '../sandbox/n8n/processes.mts';
import type { withProgress } from '../sandbox/n8n/progress.mts';
import { startLatencyProxy } from './latencyProxy.mts';
import type { SubjectName } from './subjects/index.mts';
import type { Task } from './subjects/subject.mts';
import { type MeasuredRun, WorkerProcess } from './workerProcess.mts';

/** The sizes of the cases, and how often each is run. */
export interface Scale {
	runs: number;
	/** The services whose lists are measured: one with pages, and one with a single response. */
	listProviders: ReadonlyArray<'rapidPro' | 'smartlead'>;
	/** The services whose polls are compared with Get Many. */
	pollProviders: readonly ProviderId[];
	/** Numbers of campaigns in a list, ascending. */
	sizes: readonly number[];
	/** The size of a large account. */
	typicalSize: number;
	/** The largest size, larger than any account. */
	largestSize: number;
	statusChanges: number;
	/** How many status changes to make at once, in turn. */
	concurrencies: readonly number[];
	creations: number;
	/** How many leads to add in the smaller of two runs. */
	leads: number;
	latencyMs: number;
}

/** The samples of each subject, one per round. */
export type Samples<Name extends string> = Record<Name, MeasuredRun[]>;

/** Runs a long step and shows its progress. */
export type Step = typeof withProgress;

/** Runs subjects against a sandbox in another process, directly or through a proxy that adds latency. */
export class Bench {
	readonly scale: Scale;
	readonly step: Step;
	readonly #address: string;
	readonly #slowAddress: string;
	readonly #close: () => Promise<void>;

	private constructor(
		scale: Scale,
		step: Step,
		address: string,
		slowAddress: string,
		close: () => Promise<void>,
	) {
		this.scale = scale;
		this.step = step;
		this.#address = address;
		this.#slowAddress = slowAddress;
		this.#close = close;
	}

	static async open(scale: Scale, step: Step): Promise<Bench> {
		const program = join(rootFolder, 'sandbox', 'main.mts');
		const sandbox = spawn(node24(), [program, '--no-limits'], {
			env: cleanEnvironment(),
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const killAtExit = () => sandbox.kill();
		process.once('exit', killAtExit);
		const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
		const { address } = JSON.parse(line.toString()) as { address: string };
		const proxy = await startLatencyProxy(address, scale.latencyMs);
		return new Bench(scale, step, address, proxy.address, async () => {
			await proxy.close();
			const exit = once(sandbox, 'exit');
			sandbox.kill();
			await exit;
			process.off('exit', killAtExit);
		});
	}

	async close(): Promise<void> {
		await this.#close();
	}

	/** Calls the sandbox's control API. */
	async control<T>(method: string, path: string, data?: unknown): Promise<T> {
		const url = `${this.#address}/control${path}`;
		return (await axios.request<T>({ method, url, data })).data;
	}

	/** Gives a provider's account exactly `count` campaigns. */
	async seed(provider: ProviderId, count: number): Promise<void> {
		await this.control('POST', '/reset');
		for (const { id, uuid, campaignId } of await this.storedCampaigns(provider)) {
			await this.control('DELETE', `/campaigns/${provider}/${String(id ?? uuid ?? campaignId)}`);
		}
		await this.control('POST', '/seed', { provider, count });
	}

	/** Reads the stored campaigns of a provider's account. */
	async storedCampaigns(provider: ProviderId): Promise<Array<Record<string, unknown>>> {
		return await this.control('GET', `/campaigns?provider=${provider}`);
	}

	/** Finds a stored campaign to rename. @returns a function that gives it another name each time */
	async renaming(provider: ProviderId): Promise<() => Promise<void>> {
		const campaign = (await this.storedCampaigns(provider)).at(-1);
		const id = campaign?.id ?? campaign?.uuid ?? campaign?.campaignId;
		const path = `/campaigns/${provider}/${String(id)}`;
		let renames = 0;
		return async () => await this.control<void>('PUT', path, { name: `Renamed ${++renames}` });
	}

	/** A task on a provider's service. */
	task(provider: ProviderId, network: 'loopback' | 'slow', fields: Partial<Task> = {}): Task {
		const address = network === 'slow' ? this.#slowAddress : this.#address;
		return { provider, address: `${address}/${provider.toLowerCase()}`, ...fields };
	}

	/**
	 * Runs subjects in turn, round after round, each in a process of its own that keeps running.
	 *
	 * @param expectedCount the number of campaigns each must return, so that no figure is of less work
	 * @param hooks.before called before every run, not measured
	 * @param hooks.after called after every run, while the sandbox's log still has its requests
	 */
	async compare<Name extends SubjectName>(
		tasks: Record<Name, Task>,
		expectedCount: (name: Name) => number,
		hooks: { before?: () => Promise<void>; after?: () => Promise<void> } = {},
	): Promise<Samples<Name>> {
		const names = Object.keys(tasks) as Name[];
		const samples = emptySamples(names);
		const workers = await Promise.all(
			names.map(async (name) => ({ name, worker: await WorkerProcess.start(name, tasks[name]) })),
		);
		try {
			// The first round does not count: n8n runs for a long time, with its code compiled.
			for (let round = 0; round <= this.scale.runs; round++) {
				for (const { name, worker } of workers) {
					await hooks.before?.();
					const result = await worker.run();
					requireCount(name, result, expectedCount(name));
					if (round > 0) samples[name].push(result);
					await hooks.after?.();
					await this.control('DELETE', '/requests');
				}
			}
		} finally {
			for (const { worker } of workers) await worker.stop();
		}
		return samples;
	}

	/** Like compare(), but with a new process for every run, to measure its memory. */
	async compareInNewProcesses<Name extends SubjectName>(
		tasks: Record<Name, Task>,
		expectedCount: (name: Name) => number,
	): Promise<Samples<Name>> {
		const names = Object.keys(tasks) as Name[];
		const samples = emptySamples(names);
		for (let round = 0; round < this.scale.runs; round++) {
			for (const name of names) {
				const worker = await WorkerProcess.start(name, tasks[name]);
				try {
					const result = await worker.run();
					requireCount(name, result, expectedCount(name));
					samples[name].push(result);
				} finally {
					await worker.stop();
				}
				await this.control('DELETE', '/requests');
			}
		}
		return samples;
	}
}

function emptySamples<Name extends string>(names: readonly Name[]): Samples<Name> {
	return Object.fromEntries(names.map((name) => [name, []])) as unknown as Samples<Name>;
}

function requireCount(name: string, { count }: MeasuredRun, expected: number): void {
	if (count !== expected) throw new Error(`${name} returned ${count} instead of ${expected}.`);
}
