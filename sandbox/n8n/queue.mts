import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalService } from './local-service.mts';
import { freePort } from './ports.mts';
import { startPostgres } from './postgres.mts';
import { startRedis } from './redis.mts';
import { type N8n, type N8nOptions, type N8nRole, startN8n } from './server.mts';

/** How to start n8n in queue mode. */
export interface QueueOptions {
	/** Path of the packed node package, which every process gets */
	packageTarball: string;
	/** Folder for the folders of the processes */
	dataFolder: string;
	/** Port of the editor on 127.0.0.1; default is a free one */
	port?: number;
	/** Environment variables of all processes that take precedence over the sandbox's own */
	env?: Record<string, string>;
	/** How many workers; default is two */
	workers?: number;
}

/** A process or service, and what it takes. */
export interface QueueMember {
	name: string;
	/** From the start of the process until it was ready; undefined for PostgreSQL and Redis */
	readyAfterMs?: number;
	pid: number | undefined;
	/** How many executions it has run; workers only */
	executions?: number;
}

/** n8n in queue mode: PostgreSQL, Redis, a main process, workers and a webhook process. */
export interface Queue {
	readonly postgres: LocalService;
	readonly redis: LocalService;
	readonly main: N8n;
	readonly workers: readonly N8n[];
	/** The process that receives production webhooks */
	readonly webhook: N8n;
	/** What runs now */
	members(): QueueMember[];
	/** Starts one more process with the same settings. It ends with the others. */
	add(role: N8nRole, options?: Partial<N8nOptions>): Promise<N8n>;
	/** Ends everything, and removes the data of PostgreSQL and Redis. */
	stop(): Promise<void>;
}

/** Variables of a role, besides those of all processes. */
const roleSettings: Record<N8nRole, Record<string, string>> = {
	main: {
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		// Production webhooks are for the webhook process alone.
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		// A poll's state is stored with the executions that it starts, so that nothing is lost or told twice.
		N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
		N8N_SCHEDULER_ENABLED: 'true',
		N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
		N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	},
	worker: { N8N_WORKER_SERVER_ADDRESS: '127.0.0.1', QUEUE_HEALTH_CHECK_ACTIVE: 'true' },
	webhook: {},
};

/**
 * Starts PostgreSQL, Redis and n8n in queue mode, all on 127.0.0.1 and with empty databases. The main process comes
 * first: it sets up the database.
 *
 * @throws Error if one of them does not start; what was started is ended
 */
export async function startQueue(options: QueueOptions): Promise<Queue> {
	const { packageTarball, dataFolder, env = {}, workers: count = 2 } = options;
	const key = randomBytes(24).toString('base64');
	const services: LocalService[] = [];
	const processes: Array<{ name: string; n8n: N8n; readyAfterMs: number }> = [];

	async function stop(): Promise<void> {
		// Whoever takes work ends before whoever hands it out.
		for (const role of ['webhook', 'worker', 'main']) {
			const ending = processes.filter(({ name }) => name.startsWith(role));
			await Promise.all(ending.map(async ({ n8n }) => await n8n.stop()));
		}
		await Promise.all(services.map(async (service) => await service.stop()));
	}

	async function start(role: N8nRole, name: string, more: Partial<N8nOptions> = {}): Promise<N8n> {
		const port = more.port ?? (await freePort());
		const [postgres, redis] = services;
		const startedAt = performance.now();
		const n8n = await startN8n({
			role,
			packageTarball,
			dataFolder: join(dataFolder, name.replace(' ', '-')),
			...more,
			port,
			env: {
				EXECUTIONS_MODE: 'queue',
				N8N_ENCRYPTION_KEY: key,
				...postgres?.env,
				...redis?.env,
				...roleSettings[role],
				...(role === 'worker' ? { QUEUE_HEALTH_CHECK_PORT: String(port) } : {}),
				...env,
				...more.env,
			},
		});
		processes.push({ name, n8n, readyAfterMs: performance.now() - startedAt });
		return n8n;
	}

	try {
		const postgres = await startPostgres();
		services.push(postgres);
		const redis = await startRedis();
		services.push(redis);
		const main = await start('main', 'main', { port: options.port });
		const [webhook, ...workers] = await Promise.all([
			start('webhook', 'webhook'),
			...Array.from({ length: count }, (_, index) => start('worker', `worker ${index + 1}`)),
		]);
		return {
			postgres,
			redis,
			main,
			workers,
			webhook,
			members: () => [
				{ name: 'PostgreSQL', pid: postgres.pid },
				{ name: 'Redis', pid: redis.pid },
				...processes.map(({ name, n8n, readyAfterMs }) => ({
					name,
					readyAfterMs,
					pid: n8n.pid,
					executions: name.startsWith('worker') ? executionsOf(n8n) : undefined,
				})),
			],
			add: async (role, more) => await start(role, `${role} ${processes.length}`, more),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** How many executions a worker has run, by its log. */
export function executionsOf(worker: N8n): number {
	return readFileSync(worker.logFile, 'utf8').split('Worker finished execution').length - 1;
}
