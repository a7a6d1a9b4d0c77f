import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Briefly listens on a port of 127.0.0.1. @returns the port, or undefined if it is in use */
async function bind(port: number): Promise<number | undefined> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
			else reject(error);
		});
		server.listen(port, LOOPBACK, () => {
			const address = server.address();
			const bound = typeof address === 'object' && address !== null ? address.port : port;
			server.close(() => resolve(bound));
		});
	});
}

/** Whether this user can listen on a port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
	return (await bind(port)) !== undefined;
}

/** Finds a free port of 127.0.0.1. */
export async function freePort(): Promise<number> {
	const port = await bind(0);
	if (port === undefined) throw new Error('No port of 127.0.0.1 is free.');
	return port;
}
