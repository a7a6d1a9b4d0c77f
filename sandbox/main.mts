import { parseArgs } from 'node:util';
import { startSandbox } from './api/server.mts';
import { type ProviderId, providerIds } from './api/service.mts';

/**
 * Starts the five APIs on loopback and stays until SIGTERM or SIGINT. See
 * `--port`, `--no-limits`, `--state FILE` (in which what is stored outlives the process), `--key PROVIDER=KEY` (that a
 * service accepts instead of its own) and `--verbose` (logs every request).
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			'no-limits': { type: 'boolean' },
			state: { type: 'string' },
			key: { type: 'string', multiple: true, default: [] },
			verbose: { type: 'boolean' },
		},
	});
	const port = Number(values.port ?? 0);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new Error(`--port ${values.port}: give a port number from 0 to 65535.`);
	}
	const sandbox = await startSandbox({
		port,
		limits: !values['no-limits'],
		stateFile: values.state,
		keys: Object.fromEntries(values.key.map(readKey)),
		verbose: values.verbose,
	});
	console.log(JSON.stringify({ address: sandbox.address }));
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => {
			void sandbox.close().then(() => process.exit(0));
		});
	}
}

function readKey(option: string): [ProviderId, string] {
	const [name, ...key] = option.split('=');
	const provider = providerIds.find((each) => each === name);
	if (provider === undefined || key.length === 0) {
		throw new Error(
			`--key ${name}=...: give PROVIDER=KEY, the provider one of ${providerIds.join(', ')}.`,
		);
	}
	return [provider, key.join('=')];
}

function sentence(error: unknown): string {
	if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
		return 'The port is in use: stop the program that holds it, or give another one with --port.';
	}
	return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
	console.error(sentence(error));
	process.exitCode = 1;
});
