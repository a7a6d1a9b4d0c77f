import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line on loopback that takes time: what is sent arrives half of `delayMs` later, either way. */
export interface SlowLine {
	address: string;
	close(): Promise<void>;
}

/**
 * Opens a slow line to a server on loopback.
 *
 * @param delayMs what a request and its answer take longer together. Connecting takes no longer: that is the
 * operating system's, which answers at once here.
 */
export async function openSlowLine(to: string, delayMs: number): Promise<SlowLine> {
	const { hostname, port } = new URL(to);
	const sockets = new Set<Socket>();
	const server = createServer((near) => {
		const far = connect({ host: hostname, port: Number(port), noDelay: true });
		near.setNoDelay();
		for (const [from, other] of [
			[near, far],
			[far, near],
		] as const) {
			sockets.add(from);
			const later = (work: () => void) => setTimeout(work, delayMs / 2);
			from.on('data', (data) => later(() => other.write(data)));
			from.on('end', () => later(() => other.end()));
			from.on('error', () => other.destroy());
			from.on('close', () => sockets.delete(from));
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port: own } = server.address() as AddressInfo;
	return {
		address: `http://127.0.0.1:${own}`,
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}
