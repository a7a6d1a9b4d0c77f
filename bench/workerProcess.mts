import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { cleanEnvironment, node24 } from '../sandbox/n8n/processes.mts';
import type { SubjectName } from './subjects/index.mts';
import type { RunResult, Task } from './subjects/subject.mts';

/** A result with the peak memory of its process, in bytes on top of the loaded modules. */
export type MeasuredRun = RunResult & { peakBytes: number };

const folder = import.meta.dirname;

/** A process for one subject, so that no other subject affects its memory or its compiled code. */
export class WorkerProcess {
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
	 * Starts a process and waits until its subject is ready.
	 *
	 * @throws Error with its error output if the process ends first
	 */
	static async start(name: SubjectName, task: Task): Promise<WorkerProcess> {
		const worker = new WorkerProcess(name, task);
		await worker.#nextMessage();
		return worker;
	}

	/**
	 * Runs the subject once.
	 *
	 * @throws Error with its error output if the process ends
	 */
	async run(): Promise<MeasuredRun> {
		this.#child.send('run');
		return (await this.#nextMessage()) as MeasuredRun;
	}

	async stop(): Promise<void> {
		if (this.#child.exitCode !== null) return;
		const exit = new Promise((resolve) => this.#child.once('exit', resolve));
		this.#child.disconnect();
		await exit;
	}

	async #nextMessage(): Promise<unknown> {
		return await new Promise((resolve, reject) => {
			const onClose = () =>
				reject(new Error(`${this.#name} ended:\n${this.#errors.slice(-2_000)}`));
			this.#child.once('close', onClose);
			this.#child.once('message', (message) => {
				this.#child.off('close', onClose);
				resolve(message);
			});
		});
	}
}
