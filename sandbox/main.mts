/**
 * `npm run sandbox`: starts the five APIs on 127.0.0.1, prints their address as JSON, and runs until SIGTERM or SIGINT.
 * Options: `--port N`, `--no-limits` (no rate limits), `--state FILE` (keep the data across restarts), `--verbose` (log
 * every request) and `--key PROVIDER=KEY` (a key that a service accepts instead of its own; may be repeated).
 */
import { parseArgs } from 'node:util';
import { startSandbox } from './api/server.mts';
import { type ProviderId, providerIds } from './api/service.mts';

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
		throw new Error(`--port ${values.port}: use a port number from 0 to 65535.`);
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
			`--key ${name}=...: use PROVIDER=KEY, where PROVIDER is one of ${providerIds.join(', ')}.`,
		);
	}
	return [provider, key.join('=')];
}

function errorMessage(error: unknown): string {
	if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
		return 'The port is in use: stop the program that uses it, or choose another one with --port.';
	}
	return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
	console.error(errorMessage(error));
	process.exitCode = 1;
});
