import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Exchange } from './recorder.mts';

/** A service that answers as it did when it was recorded. */
export interface Replay {
	/** The Base URL that leads to it. */
	readonly address: string;
	close(): Promise<void>;
}

/** @returns the exchanges of a recording, in their order */
export async function readRecording(folder: string): Promise<Exchange[]> {
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
	return await Promise.all(
		files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Exchange),
	);
}

/**
 * Answers each request as it was answered when it was recorded: the first time as the first time, and so on. What was
 * not recorded is answered with 501.
 */
export async function startReplay(exchanges: readonly Exchange[]): Promise<Replay> {
	const left = new Map<string, Exchange[]>();
	for (const exchange of exchanges) {
		const { method, path, query } = exchange.request;
		const key = keyOf(method, path, query);
		left.set(key, [...(left.get(key) ?? []), exchange]);
	}
	const names = new Set(exchanges.flatMap(({ request }) => Object.keys(request.query)));
	const server = createServer((incoming, outgoing) => {
		const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
		// A key in the query was not recorded.
		const query = Object.fromEntries([...searchParams].filter(([name]) => names.has(name)));
		const same = left.get(keyOf(incoming.method ?? 'GET', pathname, query)) ?? [];
		const exchange = same.length > 1 ? same.shift() : same[0];
		const { status, headers, body } = exchange?.response ?? { status: 501, headers: {}, body: '' };
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		outgoing.writeHead(status, headers).end(text);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function keyOf(method: string, path: string, query: Readonly<Record<string, string>>): string {
	return JSON.stringify([method, path, Object.entries(query).sort()]);
}
