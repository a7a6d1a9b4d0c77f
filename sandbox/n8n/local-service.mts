import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const startLimitMs = 30_000;

/** A server program of this machine that runs for the sandbox alone, with data of its own. */
export interface LocalService {
	/** The variables with which n8n uses it. */
	readonly env: Record<string, string>;
	/** The process ID of the server; undefined while it is stopped. */
	readonly pid: number | undefined;
	/** Ends the server; its data stays. */
	pause(): Promise<void>;
	/** Starts the server again, on the same port and data. */
	resume(): Promise<void>;
	/** Ends the server and removes its data. */
	stop(): Promise<void>;
}

/** How to run a server. */
export interface ServiceOptions {
	/** What it is called in messages. */
	title: string;
	program: string;
	args: string[];
	/** The folder of its data. */
	folder: string;
	/** Further options of the process, such as its user. */
	process?: SpawnOptions;
	/** Asks the server to end in an orderly way. */
	stopSignal: NodeJS.Signals;
	isReady(): boolean | Promise<boolean>;
	env: Record<string, string>;
}

/**
 * Starts a server.
 *
 * @throws Error when it does not start within 30 s
 */
export async function startLocalService(options: ServiceOptions): Promise<LocalService> {
	const { title, program, args, folder, stopSignal, isReady, env } = options;
	let server: ChildProcess | undefined;
	// If this process ends without stop(), the server must end, too.
	const killAtExit = () => server?.kill('SIGKILL');
	process.once('exit', killAtExit);

	async function resume(): Promise<void> {
		const started = spawn(program, args, { ...options.process, cwd: folder, stdio: 'ignore' });
		// That it did not start shows below.
		started.on('error', () => {});
		server = started;
		for (const since = Date.now(); !(await isReady()); await sleep(100)) {
			if (started.exitCode !== null || Date.now() - since > startLimitMs) {
				throw new Error(`${title} does not start.`);
			}
		}
	}

	async function pause(): Promise<void> {
		const ending = server;
		server = undefined;
		if (ending === undefined || ending.exitCode !== null) return;
		const ended = once(ending, 'exit');
		ending.kill(stopSignal);
		await ended;
	}

	async function stop(): Promise<void> {
		await pause();
		process.off('exit', killAtExit);
		rmSync(folder, { recursive: true, force: true });
	}

	try {
		await resume();
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		env,
		get pid() {
			return server?.pid;
		},
		pause,
		resume,
		stop,
	};
}
