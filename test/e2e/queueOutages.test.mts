import { setTimeout as sleep } from 'node:timers/promises';
import { type Execution, itemsOf } from '../../sandbox/n8n/execution.mts';
import type { N8n } from '../../sandbox/n8n/server.mts';
import { facts } from '../providers/facts.mts';
import {
	describeQueue,
	QUEUE_LIMIT_MS,
	type QueueWorld,
	startQueueWorld,
} from './helpers/queueWorld.mts';
import { until } from './helpers/webhooks.mts';
import { campaignNode, chain, itemSource, manualTrigger } from './helpers/workflows.mts';
import { logIn } from './helpers/world.mts';

const limitMs = 900_000;
const outageMs = 60_000;

describeQueue('queue mode when something is missing', () => {
	let world: QueueWorld;
	beforeAll(async () => {
		world = await startQueueWorld();
	}, QUEUE_LIMIT_MS);
	beforeEach(async () => await world.reset());
	afterAll(async () => await world?.stop(), QUEUE_LIMIT_MS);

	/** Stores a workflow that creates campaigns unless they exist. @returns its ID */
	async function store(names: string[]): Promise<string> {
		const items = names.map((name) => ({ name }));
		const node = campaignNode(
			world,
			'Campaign',
			'inbox',
			{
				operation: 'create',
				name: '={{ $json.name }}',
				...facts.inbox.create.required,
				options: { requestsPerMinute: 120, ifNameExists: 'use' },
			},
			{ onError: 'continueRegularOutput' },
		);
		const nodes = [manualTrigger(), itemSource('Items', items), node];
		const { id } = await world.client.createWorkflow(chain(`Outage ${names[0]}`, nodes));
		return id;
	}

	const namesOf = (execution: Execution) =>
		itemsOf(execution, 'Campaign').map(({ json }) => json.name);

	async function storedNames(prefix: string): Promise<string[]> {
		const names = (await world.stored('inbox')).map(({ name }) => String(name));
		return names.filter((name) => name.startsWith(prefix)).toSorted();
	}

	/** Starts processes that have ended, as a supervisor does. @returns how many there were */
	async function startEnded(): Promise<number> {
		const { main, workers, webhook } = world.queue;
		const ended = [main, webhook, ...workers].filter(({ pid }) => pid === undefined);
		for (const n8n of ended) await n8n.restart();
		if (ended.includes(main)) world.client = await logIn(world.n8n);
		return ended.length;
	}

	it.each(['redis', 'postgres'] as const)(
		'%s away for a minute: nothing is created twice, and running again completes the work',
		async (service) => {
			const names = Array.from({ length: 60 }, (_, index) => `Away ${service} ${index}`);
			const id = await store(names);
			await world.client.startWorkflow(id);
			await until('creations', async () => (await storedNames('Away')).length > 3);
			await world.queue[service].pause();
			await sleep(outageMs);
			const during = await storedNames('Away');
			expect(during).toHaveLength(new Set(during).size);
			await world.queue[service].resume();
			await sleep(5_000);
			const ended = await startEnded();
			process.stdout.write(
				`${service} away for a minute: ${during.length} of ${names.length} made, ${ended} processes had to be started again\n`,
			);
			const execution = await world.client.runWorkflow(id, { timeoutMs: limitMs });
			expect(namesOf(execution)).toEqual(names);
			expect(await storedNames('Away')).toEqual(names.toSorted());
		},
		limitMs,
	);

	/** Runs a creation in one worker, while the others are stopped. */
	async function runIn(worker: N8n, name: string): Promise<Execution> {
		const { workers } = world.queue;
		await Promise.all(workers.map(async (each) => await each.stop()));
		try {
			return await world.client.runWorkflow(await store([name]));
		} finally {
			await worker.stop();
			for (const each of workers) await each.restart();
		}
	}

	it(
		'a worker without the package says which node it lacks, and sends nothing',
		async () => {
			const worker = await world.queue.add('worker', { packageTarball: null });
			const execution = await runIn(worker, 'Lacking');
			expect(execution.status).toBe('error');
			expect(execution.error?.message).toContain('n8n-nodes-campaigns.campaign');
			expect(await world.requests()).toEqual([]);
		},
		limitMs,
	);

	it(
		'a worker with another encryption key does not start',
		async () => {
			const env = { N8N_ENCRYPTION_KEY: 'not-the-key-of-the-others' };
			await expect(world.queue.add('worker', { env })).rejects.toThrow(
				'cannot be read with this instance encryption key',
			);
		},
		limitMs,
	);
});
