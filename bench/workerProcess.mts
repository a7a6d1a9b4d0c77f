import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { node24, cleanEnvironment } from '../sandbox/n8n/processes.mts';
import type { SubjectName } from './subjects/index.mts';
import type { Done, Task } from './subjects/subject.mts';

/** What a run came to, and how much memory its process took at its peak beyond that of its loaded modules. */
export type Measured = Done & { peakBytes: number };

const folder = import.meta.dirname;

/** A process of its own for one subject: nothing that another one did is in its memory or in its compiled code. */
export class Worker {
	readonly #child: ChildProcess;
	readonly #name: SubjectName;
	#errors = '';

	private constructor(name: SubjectName, task: Task) {
		this.#name = name;
		this.#child = fork(join(folder, 'worker.mts'), [name, JSON.stringify(task)], {
			execPath: node24(),
			execArgv: ['--expose-gc', '--import', join(folder, 'commonjs.mts')],
			env: cleanEnvironment({ N8N_LOG_LEVEL: 'silent' }),
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		});
		this.#child.stderr?.on('data', (text) => (this.#errors += String(text)));
	}

	/**
	 * Starts it and lets it prepare.
	 *
	 * @throws Error with what it printed when it ends before it is ready
	 */
	static async start(name: SubjectName, task: Task): Promise<Worker> {
		const worker = new Worker(name, task);
		await worker.#answer();
		return worker;
	}

	/**
	 * Does the work once.
	 *
	 * @throws Error with what it printed when it ends instead
	 */
	async run(): Promise<Measured> {
		this.#child.send('run');
		return (await this.#answer()) as Measured;
	}

	async stop(): Promise<void> {
		if (this.#child.exitCode !== null) return;
		const gone = new Promise((resolve) => this.#child.once('exit', resolve));
		this.#child.disconnect();
		await gone;
	}

	async #answer(): Promise<unknown> {
		return await new Promise((resolve, reject) => {
			const ended = () => reject(new Error(`${this.#name} ended:\n${this.#errors.slice(-2_000)}`));
			this.#child.once('close', ended);
			this.#child.once('message', (message) => {
				this.#child.off('close', ended);
				resolve(message);
			});
		});
	}
}
