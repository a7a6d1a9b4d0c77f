import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy on 127.0.0.1 that adds latency. */
export interface LatencyProxy {
	address: string;
	close(): Promise<void>;
}

/**
 * Starts a proxy to a server on 127.0.0.1.
 *
 * @param latencyMs the latency that it adds to a request and its response together, half of it in each direction.
 * Connecting takes no longer, because the operating system accepts the connection at once.
 */
export async function startLatencyProxy(target: string, latencyMs: number): Promise<LatencyProxy> {
	const { hostname, port } = new URL(target);
	const sockets = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connect({ host: hostname, port: Number(port), noDelay: true });
		client.setNoDelay();
		for (const [from, to] of [
			[client, upstream],
			[upstream, client],
		] as const) {
			sockets.add(from);
			const delay = (action: () => void) => setTimeout(action, latencyMs / 2);
			from.on('data', (data) => delay(() => to.write(data)));
			from.on('end', () => delay(() => to.end()));
			from.on('error', () => to.destroy());
			from.on('close', () => sockets.delete(from));
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port: proxyPort } = server.address() as AddressInfo;
	return {
		address: `http://127.0.0.1:${proxyPort}`,
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}
