import { setTimeout as sleep } from 'node:timers/promises';
import type { RateLimit } from '../../sandbox/api/rate-limiter.mts';
import { type Execution, itemsOf } from '../../sandbox/n8n/execution.mts';
import { asObject, type JsonObject } from '../../sandbox/n8n/json.mts';
import { executionsOf } from '../../sandbox/n8n/queue.mts';
import { facts } from '../providers/facts.mts';
import { describeQueue, useQueueWorld, workerOf } from './helpers/queueWorld.mts';
import { until } from './helpers/webhooks.mts';
import { campaignNode, chain, itemSource, manualTrigger } from './helpers/workflows.mts';
import type { Provider } from './helpers/world.mts';

const isLongRun = process.env.LONG_TESTS === 'yes';
const limitMs = 1_200_000;

/** As documented: 250 creations in each of two executions take nine minutes. */
const smartleadLimit = {
	requests: 60,
	windowMs: 60_000,
	burst: { requests: 10, windowMs: 2_000 },
};

describeQueue('the workers of queue mode', () => {
	const world = useQueueWorld({ env: { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10' } });

	/** Stores a workflow that creates campaigns. @returns its ID */
	async function store(
		names: string[],
		parameters: JsonObject,
		provider: Provider = 'inbox',
	): Promise<string> {
		const items = names.map((name) => ({ name }));
		const { client } = world();
		const node = campaignNode(
			world(),
			'Campaign',
			provider,
			{ name: '={{ $json.name }}', ...facts[provider].create.required, ...parameters },
			{ onError: 'continueRegularOutput' },
		);
		const nodes = [manualTrigger(), itemSource('Items', items), node];
		const { id } = await client.createWorkflow(chain(`Queue ${names[0]}`, nodes));
		return id;
	}

	const output = (execution: Execution) => itemsOf(execution, 'Campaign').map(({ json }) => json);

	async function storedNames(prefix: string, provider: Provider = 'inbox'): Promise<string[]> {
		const names = (await world().stored(provider)).map(({ name }) => String(name));
		return names.filter((name) => name.startsWith(prefix)).toSorted();
	}

	async function created(): Promise<number> {
		const requests = await world().requests('inbox');
		return requests.filter(({ method, status }) => method === 'POST' && status !== null).length;
	}

	it(
		'run what is started in the editor, and share the rate of one key',
		async () => {
			const [provider, limit, count]: [Provider, RateLimit, number] = isLongRun
				? ['smartlead', smartleadLimit, 250]
				: ['inbox', { requests: 300, windowMs: 60_000 }, 90];
			await world().control('PUT', '/limits', { [provider]: limit });
			const names = ['One', 'Two'].map((prefix) =>
				Array.from({ length: count }, (_, index) => `${prefix} ${index}`),
			);
			const ran = () => world().queue.workers.map(executionsOf);
			const before = ran();
			const executions = await Promise.all(
				names.map(async (own) => {
					const id = await store(own, { operation: 'create' }, provider);
					return await world().client.runWorkflow(id, { timeoutMs: limitMs });
				}),
			);
			const byWorker = ran().map((each, index) => each - (before[index] ?? 0));
			expect(byWorker.reduce((sum, each) => sum + each, 0)).toBe(2);
			expect(executions.map((execution) => output(execution).map(({ name }) => name))).toEqual(
				names,
			);
			for (const [index, prefix] of ['One', 'Two'].entries()) {
				expect(await storedNames(prefix, provider)).toEqual(names[index]?.toSorted());
			}
			const requests = await world().requests(provider);
			const taken = requests.filter(({ status }) => status !== 429);
			const elapsed = Number(taken.at(-1)?.at) - Number(taken[0]?.at);
			const share = (taken.length * limit.windowMs) / (elapsed * limit.requests);
			const refused = requests.length - taken.length;
			process.stdout.write(
				`two executions: ${requests.length} requests, ${refused} refused, ${(100 * share).toFixed(1)} % of the rate; by worker: ${byWorker.join(', ')}\n`,
			);
			expect(refused / requests.length).toBeLessThanOrEqual(0.02);
			if (isLongRun) expect(share).toBeGreaterThanOrEqual(0.95);
		},
		limitMs,
	);

	it(
		'lose nothing and double nothing when they are killed during creations',
		async () => {
			const kills = isLongRun ? 10 : 2;
			const names = Array.from({ length: isLongRun ? 200 : 60 }, (_, index) => `Kept ${index}`);
			const options = { requestsPerMinute: 600 };
			const ways = [
				await store(names, { operation: 'create', options: { ...options, ifNameExists: 'use' } }),
				await store(names, {
					operation: 'upsert',
					...facts.inbox.update?.upsert,
					options,
				}),
			];
			const shown: string[] = [];
			for (let kill = 0; kill < kills; kill++) {
				const before = await created();
				const missing = names.length - (await storedNames('Kept')).length;
				const more = Math.floor((Math.random() * missing) / (kills - kill)) + 1;
				const id = await world().client.startWorkflow(ways[kill % 2] ?? '');
				const worker = await workerOf(world(), id);
				await until('creations', async () => (await created()) >= before + more, 120_000);
				await worker.kill();
				const made = await storedNames('Kept');
				expect(made).toHaveLength(new Set(made).size);
				await worker.restart();
				const execution = await world().client.waitForExecution(id, 180_000);
				shown.push(`${execution.status} with ${made.length} made`);
				expect(['crashed', 'error']).toContain(execution.status);
				// Nobody runs it again.
				expect(await storedNames('Kept')).toEqual(made);
			}
			process.stdout.write(`killed workers: ${shown.join('; ')}\n`);
			const last = await world().client.runWorkflow(ways[0] ?? '', { timeoutMs: limitMs });
			expect(output(last).map(({ name }) => name)).toEqual(names);
			expect(await storedNames('Kept')).toEqual(names.toSorted());
		},
		limitMs,
	);

	it(
		'finish what they run when they are told to stop, if it takes less than the time for that',
		async () => {
			const names = Array.from({ length: 40 }, (_, index) => `Stopped ${index}`);
			const id = await store(names, { operation: 'create', options: { requestsPerMinute: 600 } });
			const executionId = await world().client.startWorkflow(id);
			const worker = await workerOf(world(), executionId);
			await until('creations', async () => (await created()) > 3);
			await worker.stop();
			const execution = await world().client.waitForExecution(executionId);
			expect(execution.status).toBe('success');
			expect(output(execution).map(({ name }) => name)).toEqual(names);
			expect(await storedNames('Stopped')).toEqual(names.toSorted());
			await worker.restart();
		},
		limitMs,
	);

	it(
		'end within their time when they are told to stop during a wait, and running again completes the work',
		async () => {
			const names = Array.from({ length: 30 }, (_, index) => `Waiting ${index}`);
			const options = { requestsPerMinute: 600, ifNameExists: 'use' };
			const id = await store(names, { operation: 'create', options });
			await world().control('POST', '/faults', {
				provider: 'inbox',
				method: 'POST',
				path: '/campaigns',
				times: 1,
				status: 429,
				headers: { 'retry-after': '50' },
				body: {},
			});
			const executionId = await world().client.startWorkflow(id);
			const worker = await workerOf(world(), executionId);
			await until('the refusal', async () =>
				(await world().requests('inbox')).some(({ status }) => status === 429),
			);
			await sleep(1_000);
			const stoppedAt = Date.now();
			await worker.stop();
			expect(Date.now() - stoppedAt).toBeLessThan(20_000);
			const made = await storedNames('Waiting');
			await worker.restart();
			const execution = await world().client.waitForExecution(executionId, 180_000);
			process.stdout.write(
				`a worker stopped during a wait: ${execution.status}, ${made.length} made, "${execution.error?.message}"\n`,
			);
			expect(['crashed', 'error']).toContain(execution.status);
			const again = await world().client.runWorkflow(id, { timeoutMs: limitMs });
			expect(output(again).map((json) => asObject(json).name)).toEqual(names);
			expect(await storedNames('Waiting')).toEqual(names.toSorted());
		},
		limitMs,
	);
});
