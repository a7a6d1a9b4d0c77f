import { parseArgs } from 'node:util';
import { startSandbox } from './api/server.mts';

/**
 * Starts the five APIs on loopback and stays until SIGTERM or SIGINT. See `--port`, `--no-limits`
 * and `--state FILE`, in which what is stored outlives the process.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			'no-limits': { type: 'boolean' },
			state: { type: 'string' },
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
	});
	console.log(JSON.stringify({ address: sandbox.address }));
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => {
			void sandbox.close().then(() => process.exit(0));
		});
	}
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
