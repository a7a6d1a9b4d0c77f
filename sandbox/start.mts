/**
 * `npm start`: runs the five APIs and a real n8n on this machine, imports the examples, runs the tours and shows their
 * results. With --queue, the n8n runs in queue mode, and its workers run the tours. See USAGE. Exit code 0; 1 if
 * something failed (with --once: also if a row did not pass); 2 for invalid options.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Sandbox, startSandbox } from './api/server.mts';
import { type Login, N8nClient } from './n8n/client.mts';
import { importExamples, readExamples, TOUR_PREFIX } from './n8n/examples.mts';
import { sandboxFolder } from './n8n/folders.mts';
import { packPackage } from './n8n/package.mts';
import { isPortFree } from './n8n/ports.mts';
import { withProgress } from './n8n/progress.mts';
import { startQueue } from './n8n/queue.mts';
import { CREDENTIAL_TYPE, saveSandboxCredentials } from './n8n/sandbox-credentials.mts';
import { type N8n, PortInUseError, startN8n } from './n8n/server.mts';
import { installHint, missingServices } from './n8n/services.mts';
import { formatMembers, formatTable } from './n8n/table.mts';
import { type ResultRow, tourRows } from './n8n/tour.mts';

const USAGE = `Usage: npm start -- [options]

  --port N   port of n8n's editor (default 5678)
  --once     exit after the table; exit code 0 only if every row passed
  --queue    run n8n in queue mode: PostgreSQL, Redis, a main process, two workers and a webhook process.
             It starts empty each time.
  --help     show this text`;

/** The editor's login. It is only used in this sandbox. */
const OWNER: Login = { email: 'owner@sandbox.example', password: 'Sandbox-2026' };
const EDITOR_PORT = 5678;

interface Options {
	/** Undefined for a free port */
	port?: number;
	once: boolean;
	queue: boolean;
}

/** What is running and must be stopped in the end. */
interface Running {
	sandbox?: Sandbox;
	n8n?: Pick<N8n, 'stop'>;
}

class UsageError extends Error {}

function readOptions(args: string[]): Options | 'help' {
	let values: { port?: string; once?: boolean; queue?: boolean; help?: boolean };
	try {
		({ values } = parseArgs({
			args,
			options: {
				port: { type: 'string' },
				once: { type: 'boolean' },
				queue: { type: 'boolean' },
				help: { type: 'boolean', short: 'h' },
			},
		}));
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
	if (values.help === true) return 'help';
	const once = values.once === true;
	const queue = values.queue === true;
	// With --once nobody opens the editor, so it does not need its usual port.
	if (values.port === undefined) return { port: once ? undefined : EDITOR_PORT, once, queue };
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new UsageError(`--port ${values.port}: use a number from 1 to 65535.`);
	}
	return { port, once, queue };
}

async function resetSandbox(address: string): Promise<void> {
	const response = await fetch(`${address}/control/reset`, { method: 'POST' });
	if (!response.ok) throw new Error(`The sandbox could not be reset (status ${response.status}).`);
}

/** Stores and tests the credentials, imports the examples and runs the tours. @returns a row for each step */
async function setUpAndRunTours(
	client: N8nClient,
	sandbox: Sandbox,
	stateFile: string,
): Promise<ResultRow[]> {
	const rows: ResultRow[] = [];
	await resetSandbox(sandbox.address);
	const saved = await withProgress('Storing and testing five credentials', async () => {
		const services = await saveSandboxCredentials(client, sandbox.address);
		for (const { provider, credential } of services) {
			const test = await client.testCredential(credential, CREDENTIAL_TYPE);
			const passed = test.status === 'OK';
			const result = passed ? `ok: ${test.message}` : test.message;
			rows.push({ provider, step: 'Credential test', result, timeMs: test.timeMs, passed });
		}
		return services;
	});
	const imported = await withProgress('Importing the examples', async () => {
		const credentialIds = new Map(saved.map(({ credential }) => [credential.name, credential.id]));
		return await importExamples(client, readExamples(), credentialIds, stateFile);
	});
	const tours = imported.filter(({ stored }) => stored.name.startsWith(TOUR_PREFIX));
	for (const { stored, workflow } of tours) {
		await withProgress(`Running "${stored.name}"`, async () => {
			await resetSandbox(sandbox.address);
			rows.push(...tourRows(workflow, await client.runWorkflow(stored.id)));
		});
	}
	return rows;
}

/** Starts one n8n that does everything. @returns its address */
async function startSingle(packageTarball: string, options: Options, running: Running) {
	const n8n = await withProgress('Starting n8n', async () => {
		const dataFolder = join(sandboxFolder, 'n8n');
		return await startN8n({ packageTarball, dataFolder, port: options.port });
	});
	running.n8n = n8n;
	return { address: n8n.address, dataFolder: join(sandboxFolder, 'n8n'), queue: undefined };
}

/** Starts n8n in queue mode. @returns the address of its main process */
async function startInQueueMode(packageTarball: string, options: Options, running: Running) {
	const dataFolder = join(sandboxFolder, 'queue');
	rmSync(dataFolder, { recursive: true, force: true });
	const queue = await withProgress('Starting PostgreSQL, Redis and n8n in queue mode', async () => {
		return await startQueue({ packageTarball, dataFolder, port: options.port });
	});
	running.n8n = queue;
	return { address: queue.main.address, dataFolder, queue };
}

async function start(options: Options, running: Running): Promise<boolean> {
	// Check this before the long steps.
	const hint = options.queue ? installHint(missingServices()) : undefined;
	if (hint !== undefined) throw new Error(hint);
	if (options.port !== undefined && !(await isPortFree(options.port))) {
		throw new PortInUseError(options.port);
	}
	const packageTarball = await withProgress(
		'Building and packing the node',
		async () => await packPackage(),
	);
	const sandbox = await startSandbox({ port: 0 });
	running.sandbox = sandbox;
	const startN8nOf = options.queue ? startInQueueMode : startSingle;
	const { address, dataFolder, queue } = await startN8nOf(packageTarball, options, running);
	const client = new N8nClient(address);
	await client.setUpOwner(OWNER);
	const rows = await setUpAndRunTours(client, sandbox, join(dataFolder, 'examples.json'));

	console.log(formatTable(rows));
	if (queue !== undefined) console.log(formatMembers(queue.members()));
	const failed = rows.filter((row) => !row.passed).length;
	if (failed > 0) console.log(`${failed} of ${rows.length} rows did not pass.`);
	if (!options.once) {
		console.log(`
Editor   ${address}/home/workflows
Login    ${OWNER.email}   ${OWNER.password}
APIs     ${sandbox.address}

Try it   Open "Sync campaigns from a table" and click Execute workflow twice: the second run creates nothing new.

Press Ctrl-C to stop everything.`);
	}
	return failed === 0;
}

async function stop(running: Running): Promise<void> {
	try {
		await running.n8n?.stop();
	} finally {
		await running.sandbox?.close();
	}
}

/** Calls `shutDown` when this program is told to end, or when the npm process that started it has ended. */
function onShutdown(shutDown: () => void): void {
	// Not process.once: a second Ctrl-C must not interrupt the shutdown and leave n8n running.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, shutDown);
	if (process.env.npm_lifecycle_event === undefined) return;
	// npm's shell does not forward SIGTERM.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && shutDown(), 500).unref();
}

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	if (options === 'help') {
		console.log(USAGE);
		return 0;
	}
	const running: Running = {};
	let isStarting = true;
	const shutdown = new Promise<void>((resolve) => {
		onShutdown(() => {
			// While starting there is nothing to wait for: n8n is killed on exit.
			if (isStarting) process.exit(130);
			resolve();
		});
	});
	try {
		const allPassed = await start(options, running);
		isStarting = false;
		if (options.once) return allPassed ? 0 : 1;
		await shutdown;
		return 0;
	} finally {
		isStarting = false;
		await stop(running);
	}
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	if (error instanceof UsageError) console.error(USAGE);
	process.exitCode = error instanceof UsageError ? 2 : 1;
}
