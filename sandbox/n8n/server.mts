import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installCommunityPackage } from './community-package.mts';
import { n8nFolder } from './folders.mts';
import { asNumber, isObject } from './json.mts';
import { isN8nUp, N8nProcess } from './n8n-process.mts';
import { freePort, isPortFree } from './ports.mts';
import { blockedHostsLog, n8nEnvironment } from './settings.mts';

/** What a process of n8n does. In queue mode, a main process, workers and webhook processes run together. */
export type N8nRole = 'main' | 'worker' | 'webhook';

/** How each is started. The REST API of a main process responds once the nodes are loaded. */
const roles: Record<N8nRole, { command: string[]; readyPaths: string[] }> = {
	main: { command: ['start'], readyPaths: ['/healthz', '/rest/settings'] },
	worker: { command: ['worker', '--concurrency=10'], readyPaths: ['/healthz/readiness'] },
	webhook: { command: ['webhook'], readyPaths: ['/healthz/readiness'] },
};

/** How to start an n8n. */
export interface N8nOptions {
	/** What it does; default is main */
	role?: N8nRole;
	/** Path of the packed node package to install in it; null for none */
	packageTarball: string | null;
	/** Folder of its database, settings and log; created if missing */
	dataFolder: string;
	/** Port on 127.0.0.1; default is a free one */
	port?: number;
	/** Environment variables that take precedence over the sandbox's own */
	env?: Record<string, string>;
}

/** A running n8n. */
export interface N8n {
	/** Address of the editor and the REST API, without a trailing slash */
	readonly address: string;
	/** File with n8n's output */
	readonly logFile: string;
	/** The process ID; undefined while it does not run */
	readonly pid: number | undefined;
	/** Ends n8n like an operator (SIGTERM), or by force after 35 s. Resolves when it has ended. */
	stop(): Promise<void>;
	/** Ends n8n like a crash (SIGKILL). Resolves when it has ended. */
	kill(): Promise<void>;
	/** Stops n8n if it is running, and starts it on the same port and data. Resolves when it is ready. */
	restart(): Promise<void>;
	/** Stops n8n, installs another version of the package in it, and starts it. Resolves when it is ready. */
	update(packageTarball: string): Promise<void>;
}

/** The requested port is in use. The message says what to do. */
export class PortInUseError extends Error {
	constructor(port: number) {
		super(
			`Port ${port} of 127.0.0.1 is in use by another program. End that program, or choose another port with "npm start -- --port ${port + 1}".`,
		);
		this.name = 'PortInUseError';
	}
}

/** @throws Error if an n8n of an earlier start still uses this data folder: two on one SQLite file damage it */
async function requireUnusedFolder(pidFile: string): Promise<void> {
	if (!existsSync(pidFile)) return;
	let earlier: unknown;
	try {
		earlier = JSON.parse(readFileSync(pidFile, 'utf8'));
	} catch {
		return;
	}
	if (!isObject(earlier)) return;
	const port = asNumber(earlier.port);
	if (port !== undefined && (await isN8nUp(`http://127.0.0.1:${port}`))) {
		throw new Error(
			`An n8n is already running on this data folder (process ${String(earlier.pid)}, port ${port}). End it, then start again.`,
		);
	}
}

/**
 * Installs the packed package in a data folder and runs the pinned n8n there, on Node.js 24 and 127.0.0.1 only.
 *
 * @returns the n8n, once its REST API responds
 * @throws PortInUseError if the port is in use
 * @throws Error with n8n's last lines of output if it ends early or does not respond within 120 s
 */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const dataFolder = resolve(options.dataFolder);
	const pidFile = join(dataFolder, 'n8n.pid.json');
	const program = join(n8nFolder, 'node_modules', 'n8n', 'bin', 'n8n');
	if (!existsSync(program)) {
		throw new Error('n8n is not installed. Run "node sandbox/install.mjs --n8n" first.');
	}
	mkdirSync(dataFolder, { recursive: true });
	await requireUnusedFolder(pidFile);
	if (options.port !== undefined && !(await isPortFree(options.port))) {
		throw new PortInUseError(options.port);
	}
	const logFile = join(dataFolder, 'n8n.log');
	writeFileSync(logFile, '');
	writeFileSync(blockedHostsLog(dataFolder), '');
	if (options.packageTarball !== null) {
		await installCommunityPackage(resolve(options.packageTarball), dataFolder);
	}

	const port = options.port ?? (await freePort());
	const env = n8nEnvironment({ dataFolder, port, brokerPort: await freePort() }, options.env ?? {});
	const n8n = new N8nProcess({
		program,
		...roles[options.role ?? 'main'],
		dataFolder,
		port,
		env,
		logFile,
		pidFile,
	});
	await n8n.start();
	return Object.assign(n8n, {
		update: async (packageTarball: string) => {
			await n8n.stop();
			await installCommunityPackage(resolve(packageTarball), dataFolder);
			await n8n.start();
		},
	});
}
