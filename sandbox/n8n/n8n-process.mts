import type { ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nFolder } from './folders.mts';
import { lastLines, node24, signalGroup, startGroup } from './processes.mts';

/** How long n8n may take to start, in milliseconds. It usually takes 6 s on an empty database. */
const START_TIMEOUT_MS = 120_000;
/** How long n8n may take to stop before it is killed, in milliseconds. Its own limit is 30 s. */
const STOP_TIMEOUT_MS = 35_000;

/** What an n8n process is started with. */
export interface ProcessOptions {
	/** Path of n8n's program */
	program: string;
	/** The command with its arguments: start, worker or webhook */
	command: readonly string[];
	/** Paths that respond with JSON once it is ready, in this order */
	readyPaths: readonly string[];
	dataFolder: string;
	port: number;
	/** Its whole environment */
	env: Record<string, string>;
	/** File to which its output is appended */
	logFile: string;
	/** JSON file with its process ID and port while it runs */
	pidFile: string;
}

/** Whether a URL responds with status 200 and JSON. While it starts, n8n responds with a waiting page. */
async function respondsWithJson(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
		const isJson = (response.headers.get('content-type') ?? '').includes('json');
		await response.text();
		return response.status === 200 && isJson;
	} catch {
		return false;
	}
}

/** Whether the n8n at this address passes its health check. */
export async function isN8nUp(address: string): Promise<boolean> {
	return await respondsWithJson(`${address}/healthz`);
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

/** Waits until a process has ended, or for STOP_TIMEOUT_MS at most. */
async function waitForEnd(child: ChildProcess): Promise<void> {
	const deadline = Date.now() + STOP_TIMEOUT_MS;
	while (!hasEnded(child) && Date.now() <= deadline) await sleep(50);
}

/** The process of the pinned n8n, which can be started more than once. */
export class N8nProcess {
	readonly address: string;
	readonly logFile: string;
	readonly #options: ProcessOptions;
	#child: ChildProcess | undefined;
	readonly #killAtExit = () => this.#child && signalGroup(this.#child, 'SIGKILL');

	constructor(options: ProcessOptions) {
		this.address = `http://127.0.0.1:${options.port}`;
		this.logFile = options.logFile;
		this.#options = options;
	}

	/** @throws Error with n8n's last lines of output if it ends early or does not respond in time */
	async start(): Promise<void> {
		const { program, command, dataFolder, port, env, logFile, pidFile } = this.#options;
		const preload = join(n8nFolder, 'loopback-only.mts');
		const child = startGroup(node24(), ['--import', preload, program, ...command], {
			cwd: dataFolder,
			env,
			logFile,
		});
		this.#child = child;
		// If this process ends without stop(), n8n must end, too.
		process.once('exit', this.#killAtExit);
		writeFileSync(pidFile, JSON.stringify({ pid: child.pid, port }));
		try {
			await this.#waitUntilReady(child);
		} catch (error) {
			await this.kill();
			throw error;
		}
	}

	/** The process ID; undefined while it does not run. */
	get pid(): number | undefined {
		return this.#child === undefined || hasEnded(this.#child) ? undefined : this.#child.pid;
	}

	async stop(): Promise<void> {
		await this.#end('SIGTERM');
	}

	async kill(): Promise<void> {
		await this.#end('SIGKILL');
	}

	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		const child = this.#child;
		if (child === undefined) return;
		if (!hasEnded(child)) signalGroup(child, signal);
		await waitForEnd(child);
		// The task runner is in the same group and may outlive n8n.
		signalGroup(child, 'SIGKILL');
		await waitForEnd(child);
		this.#child = undefined;
		process.off('exit', this.#killAtExit);
		rmSync(this.#options.pidFile, { force: true });
	}

	/** Waits until all paths respond. */
	async #waitUntilReady(child: ChildProcess): Promise<void> {
		const deadline = Date.now() + START_TIMEOUT_MS;
		for (const path of this.#options.readyPaths) {
			while (!(await respondsWithJson(this.address + path))) {
				if (hasEnded(child)) {
					const how = child.signalCode ?? `code ${String(child.exitCode)}`;
					throw this.#startError(`ended while it was starting (${how})`);
				}
				if (Date.now() > deadline) {
					throw this.#startError(`did not respond to ${path} within ${START_TIMEOUT_MS / 1000} s`);
				}
				await sleep(150);
			}
		}
	}

	#startError(problem: string): Error {
		const tail = lastLines(this.logFile, 15)
			.map((line) => `  ${line}`)
			.join('\n');
		return new Error(
			`n8n ${problem}. Its last lines of output:\n${tail}\nThe full log is in ${this.logFile}.`,
		);
	}
}
