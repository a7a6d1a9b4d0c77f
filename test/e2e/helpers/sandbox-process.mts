import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../../sandbox/api/server.mts';
import { rootFolder } from '../../../sandbox/n8n/folders.mts';
import { freePort } from '../../../sandbox/n8n/ports.mts';
import {
	lastLines,
	node24,
	cleanEnvironment,
	signalGroup,
	startGroup,
} from '../../../sandbox/n8n/processes.mts';

const START_LIMIT_MS = 20_000;

/** A sandbox in a process of its own, whose campaigns outlive it. */
export interface SandboxProcess extends Sandbox {
	/** File that its stdout and stderr go to, of all its starts */
	readonly logFile: string;
	/** Ends it as a crash does (SIGKILL), whatever it is doing. Resolves when it is gone. */
	kill(): Promise<void>;
	/** Starts it again after kill(): same port, same campaigns. Resolves when it answers. */
	start(): Promise<void>;
}

/**
 * Starts the sandbox as `npm run sandbox` does, without rate limits.
 *
 * @param folder where its state and its log stand
 * @param more further options of that program, such as `--verbose`
 */
export async function startSandboxProcess(
	folder: string,
	more: string[] = [],
): Promise<SandboxProcess> {
	const port = await freePort();
	const address = `http://127.0.0.1:${port}`;
	const logFile = join(folder, 'sandbox.log');
	const program = join(rootFolder, 'sandbox', 'main.mts');
	const options = [
		'--port',
		String(port),
		'--no-limits',
		'--state',
		join(folder, 'sandbox.json'),
		...more,
	];
	let child: ChildProcess | undefined;

	async function start(): Promise<void> {
		child = startGroup(node24(), [program, ...options], {
			cwd: folder,
			env: cleanEnvironment(),
			logFile,
		});
		const deadline = Date.now() + START_LIMIT_MS;
		while (!(await answers(address))) {
			if (child.exitCode !== null || Date.now() > deadline) {
				throw new Error(`The sandbox did not start:\n${lastLines(logFile, 10).join('\n')}`);
			}
			await sleep(50);
		}
	}

	async function kill(): Promise<void> {
		const ending = child;
		child = undefined;
		if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
		const gone = once(ending, 'exit');
		signalGroup(ending, 'SIGKILL');
		await gone;
	}

	// A test run that is cut short must not leave it behind.
	process.once('exit', () => child && signalGroup(child, 'SIGKILL'));
	await start();
	return { address, logFile, kill, start, close: kill };
}

async function answers(address: string): Promise<boolean> {
	try {
		return (await fetch(`${address}/control/requests?provider=inbox`)).ok;
	} catch {
		return false;
	}
}
