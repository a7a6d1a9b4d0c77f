import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import axios from 'axios';
import type { ProviderId } from '../sandbox/api/service.mts';
import { rootFolder } from '../sandbox/n8n/folders.mts';
import { node24, cleanEnvironment } from '../sandbox/n8n/processes.mts';
import { openSlowLine } from './latencyProxy.mts';
import type { SubjectName } from './subjects/index.mts';
import type { Task } from './subjects/subject.mts';
import { type Measured, Worker } from './workerProcess.mts';

/** How large the cases are, and how often each is run. */
export interface Scale {
	runs: number;
	/** The services whose lists are read: one that sends pages, one that sends everything at once. */
	listed: ReadonlyArray<'rapidPro' | 'smartlead'>;
	/** Sizes of lists, ascending. */
	sizes: readonly number[];
	/** The size of a large account. */
	usual: number;
	/** The largest size: more than any account has. */
	large: number;
	changes: number;
	/** Changes worked on side by side. */
	atOnce: readonly number[];
	writes: number;
	latencyMs: number;
}

/** The samples of every subject of a race, one per round. */
export type Samples<Name extends string> = Record<Name, Measured[]>;

/** Where subjects run against each other: a sandbox in a process of its own, in front of it a slow line. */
export class Bench {
	readonly scale: Scale;
	readonly #address: string;
	readonly #slowAddress: string;
	readonly #end: () => Promise<void>;
	/** Does a long step and shows that it moves. */
	readonly step: <T>(text: string, work: () => Promise<T>) => Promise<T>;

	private constructor(
		scale: Scale,
		step: Bench['step'],
		address: string,
		slowAddress: string,
		end: () => Promise<void>,
	) {
		this.scale = scale;
		this.step = step;
		this.#address = address;
		this.#slowAddress = slowAddress;
		this.#end = end;
	}

	static async open(scale: Scale, step: Bench['step']): Promise<Bench> {
		const program = join(rootFolder, 'sandbox', 'main.mts');
		const sandbox = spawn(node24(), [program, '--no-limits'], {
			env: cleanEnvironment(),
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const killed = () => sandbox.kill();
		process.once('exit', killed);
		const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
		const { address } = JSON.parse(line.toString()) as { address: string };
		const slowLine = await openSlowLine(address, scale.latencyMs);
		return new Bench(scale, step, address, slowLine.address, async () => {
			await slowLine.close();
			const gone = once(sandbox, 'exit');
			sandbox.kill();
			await gone;
			process.off('exit', killed);
		});
	}

	async close(): Promise<void> {
		await this.#end();
	}

	/** Asks the sandbox's control API. */
	async control<T>(method: string, path: string, data?: unknown): Promise<T> {
		const url = `${this.#address}/control${path}`;
		return (await axios.request<T>({ method, url, data })).data;
	}

	/** Makes an account of exactly so many campaigns. */
	async seed(provider: ProviderId, count: number): Promise<void> {
		await this.control('POST', '/reset');
		for (const { id, uuid, campaignId } of await this.stored(provider)) {
			await this.control('DELETE', `/campaigns/${provider}/${String(id ?? uuid ?? campaignId)}`);
		}
		await this.control('POST', '/seed', { provider, count });
	}

	/** What a provider's account holds. */
	async stored(provider: ProviderId): Promise<Array<Record<string, unknown>>> {
		return await this.control('GET', `/campaigns?provider=${provider}`);
	}

	/** The task of a subject. */
	task(provider: ProviderId, line: 'loopback' | 'slow', more: Partial<Task> = {}): Task {
		const address = line === 'slow' ? this.#slowAddress : this.#address;
		return { provider, address: `${address}/${provider.toLowerCase()}`, ...more };
	}

	/**
	 * Runs subjects in turn, round after round, each in a process of its own that goes on.
	 *
	 * @param expected what each must come to, so that no figure is of less work
	 * @param before done before every run, outside of its time
	 * @param after the same after it, while the sandbox still knows its requests
	 */
	async race<Name extends SubjectName>(
		tasks: Record<Name, Task>,
		expected: (name: Name) => number,
		before: () => Promise<void> = async () => {},
		after: () => Promise<void> = async () => {},
	): Promise<Samples<Name>> {
		const names = Object.keys(tasks) as Name[];
		const samples = emptySamples(names);
		const starting = names.map(async (name) => ({
			name,
			worker: await Worker.start(name, tasks[name]),
		}));
		const started = await Promise.all(starting);
		try {
			// The first round is not counted: n8n is a process that runs for long, with its code compiled.
			for (let round = 0; round <= this.scale.runs; round++) {
				for (const { name, worker } of started) {
					await before();
					const measured = await worker.run();
					check(name, measured, expected(name));
					if (round > 0) samples[name].push(measured);
					await after();
					await this.control('DELETE', '/requests');
				}
			}
		} finally {
			for (const { worker } of started) await worker.stop();
		}
		return samples;
	}

	/** The same with a fresh process for every run, for what its memory tells. */
	async raceFresh<Name extends SubjectName>(
		tasks: Record<Name, Task>,
		expected: (name: Name) => number,
	): Promise<Samples<Name>> {
		const names = Object.keys(tasks) as Name[];
		const samples = emptySamples(names);
		for (let round = 0; round < this.scale.runs; round++) {
			for (const name of names) {
				const worker = await Worker.start(name, tasks[name]);
				try {
					const measured = await worker.run();
					check(name, measured, expected(name));
					samples[name].push(measured);
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

function check(name: string, { count }: Measured, expected: number): void {
	if (count !== expected) throw new Error(`${name} came to ${count} instead of ${expected}.`);
}
