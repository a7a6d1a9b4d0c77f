import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { sandboxFolder } from './folders.mts';
import { type LocalService, startLocalService } from './local-service.mts';
import { freePort } from './ports.mts';

/** Whether a Redis at this port answers PING. While it reads its data, it does not. */
async function answers(port: number): Promise<boolean> {
	const socket = createConnection({ host: '127.0.0.1', port });
	try {
		await once(socket, 'connect');
		socket.write('PING\r\n');
		const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(1_000) });
		return String(answer).startsWith('+PONG');
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

/**
 * Starts an empty Redis on a free port of 127.0.0.1. It keeps its data when it is restarted.
 *
 * @throws Error when it is not installed or does not start within 30 s
 */
export async function startRedis(): Promise<LocalService> {
	mkdirSync(sandboxFolder, { recursive: true });
	const folder = mkdtempSync(join(sandboxFolder, 'redis-'));
	const port = await freePort();
	const settings = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
	return await startLocalService({
		title: 'Redis',
		program: 'redis-server',
		args: [...settings, '--save', '', '--appendonly', 'yes'],
		folder,
		stopSignal: 'SIGTERM',
		isReady: async () => await answers(port),
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
	});
}
