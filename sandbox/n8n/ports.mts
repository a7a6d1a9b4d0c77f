import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Binds `port` on loopback for a moment. Resolves with the port that was bound, or undefined when it is taken. */
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

/** Whether a program of this user could listen on `port` of 127.0.0.1 now. */
export async function portIsFree(port: number): Promise<boolean> {
	return (await bind(port)) !== undefined;
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
	const port = await bind(0);
	if (port === undefined) throw new Error('No port of 127.0.0.1 is free.');
	return port;
}
