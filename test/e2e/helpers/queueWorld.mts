import { readFileSync } from 'node:fs';
import { type Queue, startQueue } from '../../../sandbox/n8n/queue.mts';
import type { N8n } from '../../../sandbox/n8n/server.mts';
import { installHint, missingServices } from '../../../sandbox/n8n/services.mts';
import { until } from './webhooks.mts';
import { logIn, startWorld, type World, type WorldOptions } from './world.mts';

/** How long n8n in queue mode may take to start or stop, in milliseconds. */
export const QUEUE_LIMIT_MS = 300_000;

/** A world whose n8n runs in queue mode. Its `n8n` is the main process. */
export interface QueueWorld extends World {
	queue: Queue;
}

/** The options of a world in queue mode. */
export interface QueueWorldOptions extends WorldOptions {
	/** How many workers; two when not given */
	workers?: number;
}

/** Starts a world whose n8n runs in queue mode, with one webhook process. */
export async function startQueueWorld(options: QueueWorldOptions = {}): Promise<QueueWorld> {
	const { workers } = options;
	let started: Queue | undefined;
	const world = await startWorld({
		...options,
		start: async (n8nOptions) => {
			const queue = await startQueue({ ...n8nOptions, workers });
			started = queue;
			const { main } = queue;
			return {
				address: main.address,
				logFile: main.logFile,
				get pid() {
					return main.pid;
				},
				stop: async () => await queue.stop(),
				kill: async () => await main.kill(),
				restart: async () => await main.restart(),
				update: async (packageTarball) => await main.update(packageTarball),
			};
		},
	});
	if (started === undefined) throw new Error('n8n was not started in queue mode.');
	return Object.assign(world, { queue: started });
}

/** Declares tests that need PostgreSQL and Redis. Without them, they are skipped, which is said. */
export function describeQueue(title: string, declare: () => void): void {
	const hint = installHint(missingServices());
	if (hint === undefined) {
		describe(title, declare);
		return;
	}
	process.stdout.write(`Skipped: ${title}. ${hint}\n`);
	describe.skip(title, declare);
}

/** Starts one world in queue mode for all tests of a file, and puts its sandbox back to the seed before each. */
export function useQueueWorld(options: QueueWorldOptions = {}): () => QueueWorld {
	let world: QueueWorld | undefined;
	beforeAll(async () => {
		world = await startQueueWorld(options);
	}, QUEUE_LIMIT_MS);
	beforeEach(async () => await world?.reset());
	afterAll(async () => await world?.stop(), QUEUE_LIMIT_MS);
	return () => {
		if (world === undefined) throw new Error('The world is there inside a test or a hook only.');
		return world;
	};
}

/** The worker that runs an execution, once one does. */
export async function workerOf({ queue }: QueueWorld, executionId: string): Promise<N8n> {
	const find = () =>
		queue.workers.find((worker) =>
			readFileSync(worker.logFile, 'utf8').includes(`Worker started execution ${executionId} `),
		);
	await until(`a worker runs execution ${executionId}`, async () => find() !== undefined);
	return find() as N8n;
}

/** Kills the main process, starts it again, and logs in. */
export async function killMain(world: QueueWorld): Promise<void> {
	await world.queue.main.kill();
	await world.queue.main.restart();
	world.client = await logIn(world.n8n);
}
