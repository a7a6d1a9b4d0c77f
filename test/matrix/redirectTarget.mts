import { type AddressInfo, createServer } from 'node:net';

/** A host that must not receive any request. */
export interface RedirectTarget {
	/** "http://127.0.0.1:<port>" */
	readonly address: string;
	/** How many connections it received. */
	connections(): number;
	close(): Promise<void>;
}

/** Starts it on a free port of loopback. */
export async function openRedirectTarget(): Promise<RedirectTarget> {
	let count = 0;
	const server = createServer((socket) => {
		count++;
		socket.destroy();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `http://127.0.0.1:${port}`,
		connections: () => count,
		close: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	};
}
