import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy in front of a server that can refuse connections, like a service that is down. */
export interface Gate {
	/** "http://127.0.0.1:<port>" */
	readonly address: string;
	/** Accepts `count` more connections, then refuses all for `ms` milliseconds. */
	shutAfter(count: number, ms: number): void;
	/** Closes all connections, and accepts new ones again. */
	open(): Promise<void>;
	close(): Promise<void>;
}

/**
 * Starts a proxy on a free port of loopback.
 *
 * @param target address of the server behind it
 */
export async function openGate(target: string): Promise<Gate> {
	const { port: targetPort, hostname } = new URL(target);
	const sockets = new Set<Socket>();
	let left = Number.POSITIVE_INFINITY;
	let shutMs = 0;
	let port = 0;
	let reopening: NodeJS.Timeout | undefined;
	let server: Server;

	const listen = async () => {
		server = createServer((incoming) => {
			const outgoing = connect(Number(targetPort), hostname);
			for (const [one, other] of [
				[incoming, outgoing],
				[outgoing, incoming],
			] as const) {
				sockets.add(one);
				one.pipe(other);
				one.on('error', () => other.destroy());
				one.on('close', () => {
					sockets.delete(one);
					other.destroy();
				});
			}
			left--;
			if (left === 0) shut();
		});
		await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
		port = (server.address() as AddressInfo).port;
	};
	const shut = () => {
		left = Number.POSITIVE_INFINITY;
		server.close();
		reopening = setTimeout(() => void listen(), shutMs);
	};
	await listen();
	return {
		address: `http://127.0.0.1:${port}`,
		shutAfter(count, ms) {
			shutMs = ms;
			left = count;
			if (count === 0) shut();
		},
		async open() {
			clearTimeout(reopening);
			left = Number.POSITIVE_INFINITY;
			for (const socket of sockets) socket.destroy();
			// A new listener, so that connections in the old one's queue are never accepted.
			if (server.listening) await new Promise((resolve) => server.close(resolve));
			await listen();
		},
		async close() {
			clearTimeout(reopening);
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
