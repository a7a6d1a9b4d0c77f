/**
 * `npm start`: the five APIs and a real n8n on this machine, the examples imported, the tours run and shown.
 * See USAGE. Exit code 0, or 1 when something did not work (with --once: when a row is not as it should be), 2 when an
 * option is unknown.
 */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from './api/server.mts';
import { type Login, N8nClient } from './n8n/client.mts';
import { importExamples, readExamples, TOUR_PREFIX } from './n8n/examples.mts';
import { sandboxFolder } from './n8n/folders.mts';
import { packPackage } from './n8n/package.mts';
import { portIsFree } from './n8n/ports.mts';
import { step } from './n8n/progress.mts';
import { CREDENTIAL_TYPE, saveSandboxCredentials } from './n8n/sandbox-credentials.mts';
import { type N8n, PortTakenError, startN8n } from './n8n/server.mts';
import { rowTable } from './n8n/table.mts';
import { type Row, tourRows } from './n8n/tour.mts';

const USAGE = `Usage: npm start -- [options]

  --port N   port of n8n's editor (5678)
  --once     end after the table, with code 0 only if every row is right
  --help     this text`;

/** The editor's login: made up, and for this machine's sandbox only. */
const OWNER: Login = { email: 'owner@sandbox.example', password: 'Sandbox-2026' };
const EDITOR_PORT = 5678;

interface Options {
	/** Undefined: a free one */
	port?: number;
	isOnce: boolean;
}

/** What has been started and must be ended again. */
interface Running {
	sandbox?: Sandbox;
	n8n?: N8n;
}

class UsageError extends Error {}

function readOptions(args: string[]): Options | 'help' {
	let values: { port?: string; once?: boolean; help?: boolean };
	try {
		({ values } = parseArgs({
			args,
			options: {
				port: { type: 'string' },
				once: { type: 'boolean' },
				help: { type: 'boolean', short: 'h' },
			},
		}));
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
	if (values.help === true) return 'help';
	const isOnce = values.once === true;
	// Nobody opens the editor of a single run, so it need not take the usual port.
	if (values.port === undefined) return { port: isOnce ? undefined : EDITOR_PORT, isOnce };
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new UsageError(`--port ${values.port}: give a number from 1 to 65535.`);
	}
	return { port, isOnce };
}

async function resetSandbox(address: string): Promise<void> {
	const response = await fetch(`${address}/control/reset`, { method: 'POST' });
	if (!response.ok) throw new Error(`The sandbox did not reset (${response.status}).`);
}

/** Stores and tests the credentials, stores the examples, runs the tours: a row for each thing done. */
async function showAll(client: N8nClient, sandbox: Sandbox): Promise<Row[]> {
	const rows: Row[] = [];
	await resetSandbox(sandbox.address);
	const saved = await step('Storing and testing five credentials', async () => {
		const services = await saveSandboxCredentials(client, sandbox.address);
		for (const { provider, credential } of services) {
			const test = await client.testCredential(credential, CREDENTIAL_TYPE);
			const isRight = test.status === 'OK';
			const result = isRight ? `ok: ${test.message}` : test.message;
			rows.push({ provider, verb: 'Credential test', result, timeMs: test.timeMs, isRight });
		}
		return services;
	});
	const imported = await step('Importing the examples', async () => {
		const idOf = new Map(saved.map(({ credential }) => [credential.name, credential.id]));
		const stateFile = join(sandboxFolder, 'n8n', 'examples.json');
		return await importExamples(client, readExamples(), idOf, stateFile);
	});
	const tours = imported.filter(({ stored }) => stored.name.startsWith(TOUR_PREFIX));
	for (const { stored, workflow } of tours) {
		await step(`Running "${stored.name}"`, async () => {
			await resetSandbox(sandbox.address);
			rows.push(...tourRows(workflow, await client.runWorkflow(stored.id)));
		});
	}
	return rows;
}

async function start(options: Options, running: Running): Promise<boolean> {
	// Before the long steps: an answer to this is needed first.
	if (options.port !== undefined && !(await portIsFree(options.port))) {
		throw new PortTakenError(options.port);
	}
	const packageTarball = await step(
		'Building and packing the node',
		async () => await packPackage(),
	);
	const sandbox = await startSandbox({ port: 0 });
	running.sandbox = sandbox;
	const n8n = await step('Starting n8n', async () => {
		const dataFolder = join(sandboxFolder, 'n8n');
		return await startN8n({ packageTarball, dataFolder, port: options.port });
	});
	running.n8n = n8n;
	const client = new N8nClient(n8n.address);
	await client.setUpOwner(OWNER);
	const rows = await showAll(client, sandbox);

	console.log(rowTable(rows));
	const wrong = rows.filter((row) => !row.isRight).length;
	if (wrong > 0) console.log(`${wrong} of ${rows.length} rows are not as they should be.`);
	if (!options.isOnce) {
		console.log(`
Editor   ${n8n.address}/home/workflows
Login    ${OWNER.email}   ${OWNER.password}
APIs     ${sandbox.address}

Try      open "Sync campaigns from a table" and click Execute workflow, twice: the second run makes nothing new.

Ctrl-C ends everything.`);
	}
	return wrong === 0;
}

async function stop(running: Running): Promise<void> {
	try {
		await running.n8n?.stop();
	} finally {
		await running.sandbox?.close();
	}
}

/** Calls `end` when a person or a supervisor ends this program, or when the npm that started it has gone. */
function onEnd(end: () => void): void {
	// Not once: a second Ctrl-C, or the terminal's closing, must not cut the ending short and leave n8n behind.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
	if (process.env.npm_lifecycle_event === undefined) return;
	// npm's shell does not pass SIGTERM on.
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && end(), 500).unref();
}

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	if (options === 'help') {
		console.log(USAGE);
		return 0;
	}
	const running: Running = {};
	let isUp = false;
	const ended = new Promise<void>((resolve) => {
		onEnd(() => {
			// In the middle of the start there is nothing to wait for: what was started is ended on exit.
			if (!isUp) process.exit(130);
			resolve();
		});
	});
	try {
		const isAllRight = await start(options, running);
		isUp = true;
		if (options.isOnce) return isAllRight ? 0 : 1;
		await ended;
		return 0;
	} finally {
		isUp = true;
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
