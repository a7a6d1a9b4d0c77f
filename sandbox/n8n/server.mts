import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installCommunityPackage } from './community-package.mts';
import { n8nFolder } from './folders.mts';
import { isObject, numberOr } from './json.mts';
import { freePort, portIsFree } from './ports.mts';
import { lastLines, node24, signalGroup, startGroup } from './processes.mts';
import { n8nEnvironment, outsideLog, type Place } from './settings.mts';

/** How long n8n may take to answer, in milliseconds: 6 s is usual on an empty database. */
const START_LIMIT_MS = 120_000;
/** How long n8n may take to end after SIGTERM before it is killed, in milliseconds; its own limit is 30 s. */
const STOP_LIMIT_MS = 35_000;

/** What an n8n is started from. */
export interface N8nOptions {
	/** Path of the packed node package to install in it */
	packageTarball: string;
	/** Folder of its database, settings and log; made when missing, re-used when there */
	dataFolder: string;
	/** Port of 127.0.0.1 to listen on; a free one when not given */
	port?: number;
	/** Environment variables on top of the sandbox's own */
	env?: Record<string, string>;
}

/** A running n8n. */
export interface N8n {
	/** Address of the editor and the REST API, without a slash at the end */
	readonly address: string;
	/** File that n8n's own output goes to */
	readonly logFile: string;
	/** Process id of the running n8n */
	readonly pid: number;
	/** Hosts outside this machine that n8n tried to reach, and was refused, since startN8n */
	triedOutside(): string[];
	/** Ends n8n as an operator does (SIGTERM), by force after 35 s. Resolves when it is gone. */
	stop(): Promise<void>;
	/** Ends n8n as a crash does (SIGKILL). Resolves when it is gone. */
	kill(): Promise<void>;
	/** Stops n8n if it runs and starts it again on the same port and data. Resolves when it answers. */
	restart(): Promise<void>;
}

/** The port that was asked for belongs to another program. The message is a sentence with what to do. */
export class PortTakenError extends Error {
	constructor(port: number) {
		super(
			`Port ${port} of 127.0.0.1 is in use by another program: end that program, or choose another port with "npm start -- --port ${port + 1}".`,
		);
		this.name = 'PortTakenError';
	}
}

/** Whether `url` answers with status 200 and JSON; n8n answers with a waiting page while it starts. */
async function answersJson(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
		const isJson = (response.headers.get('content-type') ?? '').includes('json');
		await response.text();
		return response.status === 200 && isJson;
	} catch {
		return false;
	}
}

/** Refuses a data folder whose n8n of an earlier start still answers: two on one SQLite file damage it. */
async function refuseSecondN8n(pidFile: string): Promise<void> {
	if (!existsSync(pidFile)) return;
	let earlier: unknown;
	try {
		earlier = JSON.parse(readFileSync(pidFile, 'utf8'));
	} catch {
		return;
	}
	if (!isObject(earlier)) return;
	const port = numberOr(earlier.port);
	if (port !== undefined && (await answersJson(`http://127.0.0.1:${port}/healthz`))) {
		throw new Error(
			`An n8n of an earlier start still runs in this data folder (process ${String(earlier.pid)}, port ${port}): end it, then start again.`,
		);
	}
}

function sayWhy(logFile: string, what: string): Error {
	const tail = lastLines(logFile, 15)
		.map((line) => `  ${line}`)
		.join('\n');
	return new Error(`n8n ${what}. Its last lines were:\n${tail}\nThe full log is in ${logFile}.`);
}

/** Waits until n8n's health check and REST API answer (nodes are loaded before that); throws when it ends or takes too long. */
async function waitUntilReady(child: ChildProcess, address: string, logFile: string) {
	const deadline = Date.now() + START_LIMIT_MS;
	for (const path of ['/healthz', '/rest/settings']) {
		while (!(await answersJson(address + path))) {
			if (child.exitCode !== null || child.signalCode !== null) {
				const how = child.signalCode ?? `code ${String(child.exitCode)}`;
				throw sayWhy(logFile, `ended while it was starting (${how})`);
			}
			if (Date.now() > deadline) {
				throw sayWhy(logFile, `did not answer ${path} within ${START_LIMIT_MS / 1000} s`);
			}
			await sleep(150);
		}
	}
}

/** Resolves with true when `child` has ended, with false when it has not after `limitMs`. */
async function hasEnded(child: ChildProcess, limitMs: number): Promise<boolean> {
	const deadline = Date.now() + limitMs;
	while (child.exitCode === null && child.signalCode === null) {
		if (Date.now() > deadline) return false;
		await sleep(50);
	}
	return true;
}

/**
 * Installs the packed package into a data folder and runs the pinned n8n on it, on Node.js 24 and 127.0.0.1 only.
 *
 * @returns the n8n, when its REST API answers
 * @throws PortTakenError when `port` is in use
 * @throws Error with n8n's last log lines when it ends early or does not answer within 120 s
 */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const dataFolder = resolve(options.dataFolder);
	const logFile = join(dataFolder, 'n8n.log');
	const pidFile = join(dataFolder, 'n8n.pid.json');
	const program = join(n8nFolder, 'node_modules', 'n8n', 'bin', 'n8n');
	if (!existsSync(program)) {
		throw new Error('n8n is not installed yet: run "node sandbox/install.mjs --n8n" first.');
	}
	mkdirSync(dataFolder, { recursive: true });
	await refuseSecondN8n(pidFile);
	if (options.port !== undefined && !(await portIsFree(options.port))) {
		throw new PortTakenError(options.port);
	}
	writeFileSync(logFile, '');
	writeFileSync(outsideLog(dataFolder), '');
	await installCommunityPackage(resolve(options.packageTarball), dataFolder);

	const place: Place = {
		dataFolder,
		port: options.port ?? (await freePort()),
		brokerPort: await freePort(),
	};
	const address = `http://127.0.0.1:${place.port}`;
	let child: ChildProcess | undefined;
	const killAtExit = () => child && signalGroup(child, 'SIGKILL');

	async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		if (child === undefined) return;
		const ending = child;
		if (ending.exitCode === null && ending.signalCode === null) signalGroup(ending, signal);
		await hasEnded(ending, STOP_LIMIT_MS);
		// The task runner is in the same group, and may outlive its n8n.
		signalGroup(ending, 'SIGKILL');
		await hasEnded(ending, STOP_LIMIT_MS);
		child = undefined;
		process.off('exit', killAtExit);
		rmSync(pidFile, { force: true });
	}

	async function begin(): Promise<void> {
		const preload = join(n8nFolder, 'loopback-only.mts');
		child = startGroup(node24(), ['--import', preload, program, 'start'], {
			cwd: dataFolder,
			env: n8nEnvironment(place, options.env ?? {}),
			logFile,
		});
		// A caller that ends without stop() must not leave n8n behind.
		process.once('exit', killAtExit);
		writeFileSync(pidFile, JSON.stringify({ pid: child.pid, port: place.port }));
		try {
			await waitUntilReady(child, address, logFile);
		} catch (error) {
			await end('SIGKILL');
			throw error;
		}
	}

	await begin();
	return {
		address,
		logFile,
		get pid() {
			if (child?.pid === undefined) throw new Error('n8n is not running.');
			return child.pid;
		},
		triedOutside: () => [...new Set(lastLines(outsideLog(dataFolder), 10_000))].filter(Boolean),
		stop: async () => await end('SIGTERM'),
		kill: async () => await end('SIGKILL'),
		restart: async () => {
			await end('SIGTERM');
			await begin();
		},
	};
}
