import { type Execution, itemsOf } from '../../sandbox/n8n/execution.mts';
import { asObject, type JsonObject, objectArray } from '../../sandbox/n8n/json.mts';
import type { N8n } from '../../sandbox/n8n/server.mts';
import { currentVersion, earlierVersions } from '../packages.mts';
import { facts } from '../providers/facts.mts';
import { Deliveries, subject } from './helpers/deliveries.mts';
import { describeQueue, useQueueWorld } from './helpers/queueWorld.mts';
import {
	happen,
	hooksOf,
	publicAddress,
	publicOrigin,
	pushed,
	until,
	webhookTrigger,
} from './helpers/webhooks.mts';
import {
	campaignNode,
	campaignTrigger,
	chain,
	manualTrigger,
	node,
	type WorkflowNode,
} from './helpers/workflows.mts';
import { logIn, type Provider } from './helpers/world.mts';

const limitMs = 900_000;
const trigger = 'Campaign Webhook Trigger';

/** Nothing listens there. */
const nowhere = 'http://127.0.0.1:9';

/** One with a sealed secret, and two with the hash of a mark. */
const providers = ['falconyte', 'rapidPro', 'smartlead'] as const;
type Pushing = (typeof providers)[number];

describeQueue('two versions in one cluster', () => {
	const world = useQueueWorld({ env: publicAddress, workers: 1 });

	async function update(n8n: N8n, tarball: string): Promise<void> {
		await n8n.update(tarball);
		if (n8n === world().queue.main) world().client = await logIn(world().n8n);
	}

	async function run(provider: Provider, parameters: JsonObject): Promise<Execution> {
		const nodes = [manualTrigger(), campaignNode(world(), 'Campaign', provider, parameters)];
		const { id } = await world().client.createWorkflow(chain('Run', nodes));
		return await world().client.runWorkflow(id);
	}

	const created = async (name: string) =>
		(await world().stored('inbox')).filter((campaign) => campaign.name === name).length;

	/** Publishes a workflow of a trigger and a node that does nothing. @returns its ID */
	async function publish(name: string, first: WorkflowNode): Promise<string> {
		const nodes = [first, node('Then', 'n8n-nodes-base.noOp')];
		const { id } = await world().client.createWorkflow(chain(name, nodes));
		await world().client.activateWorkflow(id);
		const status = async () => await world().client.publicationStatus(id);
		await until('it is published', async () => (await status()) === 'published');
		return id;
	}

	/** Publishes a Campaign Trigger that has polled twice. */
	async function watch(): Promise<string> {
		const polls = async () => (await world().requests('dailyStory')).length;
		const id = await publish(
			'Watch',
			campaignTrigger(world(), 'dailyStory', { events: ['created'] }),
		);
		await until('two polls', async () => (await polls()) >= 3);
		return id;
	}

	const seed = async () =>
		await world().control('POST', '/seed', { provider: 'dailyStory', count: 1 });

	/** Waits until a Campaign Trigger has reported so many events, each once. */
	async function expectEvents(id: string, count: number): Promise<void> {
		const told = new Deliveries(() => world().client, id);
		const events = async () => (await told.read()).events;
		await until(`${count} events`, async () => (await events()).length >= count, 120_000);
		const all = await events();
		const described = all.map((event) => `${subject(event)}, ${String(event.eventId)}`);
		expect(described).toHaveLength(count);
		expect(new Set(all.map(subject)).size).toBe(count);
	}

	/** Tells the services where the webhook process is. */
	async function connect(address = world().queue.webhook.address): Promise<void> {
		const origins = { [publicOrigin]: address };
		await world().control('PUT', '/deliveries', { timeScale: 0.01, origins });
	}

	/** While it starts, a webhook process answers 200 to what it loses: a proxy must wait until it is ready. */
	async function updateWebhook(tarball: string): Promise<void> {
		await connect(nowhere);
		await world().queue.webhook.update(tarball);
		await connect();
	}

	/** Publishes a Campaign Webhook Trigger, and waits for its hook. @returns the workflow's ID */
	async function publishHook(provider: Pushing): Promise<string> {
		await connect();
		const { parameters } = pushed[provider];
		const id = await publish(provider, webhookTrigger(world(), provider, parameters));
		await until('a hook', async () => (await hooksOf(world(), provider)).length === 1);
		return id;
	}

	/** The statuses with which each delivery was answered. */
	async function answers(provider: Provider): Promise<unknown[][]> {
		const all = asObject(await world().control('GET', `/deliveries?provider=${provider}`));
		return objectArray(all.deliveries).map(({ attempts }) =>
			objectArray(attempts).map(({ status }) => status),
		);
	}

	const over = async () =>
		await until(
			'all deliveries are over',
			async () => asObject(await world().control('GET', '/deliveries')).pending === 0,
			120_000,
		);

	const lastExecution = async (id: string) => {
		const [last] = await world().client.executionIds(id);
		return await world().client.waitForExecution(String(last));
	};

	it(
		'a worker of 0.1.0 does what it knows, and fails for what it does not know',
		async () => {
			const [worker] = world().queue.workers;
			if (worker === undefined) throw new Error('There is no worker.');
			await worker.update(earlierVersions['0.1.0']);

			const { required } = facts.inbox.create;
			const made = await run('inbox', { operation: 'create', name: 'By 0.1.0', ...required });
			expect(made.status).toBe('success');
			expect(await created('By 0.1.0')).toBe(1);
			const id = await watch();
			await seed();
			await expectEvents(id, 1);
			expect((await lastExecution(id)).status).toBe('success');
			await world().client.deactivateWorkflow(id);

			// An option that it does not know is as good as not set: docs/scaling.md warns of it.
			const options = { planOnly: true };
			const planned = { operation: 'create', name: 'Planned', ...required, options };
			expect((await run('inbox', planned)).status).toBe('success');
			expect(await created('Planned')).toBe(1);
			const campaign = { __rl: true, mode: 'id', value: '2048134' };
			for (const operation of ['getAll', 'add', 'pause', 'remove']) {
				const leads = await run('smartlead', { resource: 'lead', operation, campaign });
				expect(leads.error?.message).toBe('Could not get parameter "operation"');
			}
			expect(await world().requests('smartlead')).toEqual([]);

			const hookId = await publishHook('falconyte');
			await happen(world(), 'falconyte', pushed.falconyte.event);
			await until('an answer', async () => (await answers('falconyte')).flat().length === 1);
			expect(await answers('falconyte')).toEqual([[200]]);
			const failed = await lastExecution(hookId);
			expect(failed.error?.message).toContain('Unrecognized node type');
			// n8n overwrites the data of an execution that its worker cannot begin: Retry has nothing to act on.
			await worker.update(await currentVersion());
			const retriedId = await world().client.retryExecution(failed.id);
			const retried = await world().client.waitForExecution(retriedId);
			expect(itemsOf(retried, trigger)).toEqual([]);
			await happen(world(), 'falconyte', pushed.falconyte.event);
			await until('an execution', async () => (await lastExecution(hookId)).status === 'success');
			await world().client.deactivateWorkflow(hookId);
		},
		limitMs,
	);

	it(
		'a main process and a webhook process of 0.1.0 lose and repeat nothing, and neither does the way back',
		async () => {
			const { main } = world().queue;
			const id = await watch();
			await seed();
			await expectEvents(id, 1);
			const hookId = await publishHook('falconyte');
			const delivered = async () => (await world().client.executionIds(hookId)).length;
			const { event } = pushed.falconyte;

			await Promise.all([update(main, earlierVersions['0.1.0']), seed()]);
			await seed();
			await expectEvents(id, 3);
			const { required } = facts.inbox.create;
			const made = await run('inbox', { operation: 'create', name: 'From 0.1.0', ...required });
			expect(made.status).toBe('success');
			await happen(world(), 'falconyte', event);
			await until('a delivery', async () => (await delivered()) === 1);

			// Without the node, the webhook process refuses deliveries, and the service sends them again.
			await updateWebhook(earlierVersions['0.1.0']);
			await happen(world(), 'falconyte', event);
			const refused = async () => (await answers('falconyte'))[1] ?? [];
			await until('an answer', async () => (await refused()).length > 0);
			expect(await refused()).not.toContain(200);
			expect(await hooksOf(world(), 'falconyte')).toHaveLength(1);

			await Promise.all([update(main, await currentVersion()), seed()]);
			await updateWebhook(await currentVersion());
			await seed();
			await expectEvents(id, 5);
			await until('the delivery', async () => (await refused()).at(-1) === 200, 300_000);
			const executions = await Promise.all(
				(await world().client.executionIds(hookId)).map(
					async (each) => await world().client.waitForExecution(each),
				),
			);
			const reported = executions.flatMap((each) =>
				itemsOf(each, trigger).map(({ json }) => json.eventId),
			);
			process.stdout.write(
				`deliveries answered ${JSON.stringify(await answers('falconyte'))}; executions: ${executions.map(({ status, error }) => `${status} ${error?.message ?? ''}`).join(', ')}\n`,
			);
			expect(new Set(reported).size).toBe(2);
			expect(await hooksOf(world(), 'falconyte')).toHaveLength(1);
			await world().client.deactivateWorkflow(id);
			await world().client.deactivateWorkflow(hookId);
		},
		limitMs,
	);

	it(
		'secrets and marks of hooks are understood by whichever version receives a delivery, and none is registered twice',
		async () => {
			const { main } = world().queue;
			const ids = new Map<Pushing, string>();
			const publishAll = async () => {
				for (const provider of providers) ids.set(provider, await publishHook(provider));
			};
			const expectDelivered = async (count: number) => {
				for (const provider of providers) {
					const id = ids.get(provider) ?? '';
					await happen(world(), provider, pushed[provider].event);
					await over();
					expect((await answers(provider)).at(-1)).toEqual([200]);
					expect(await hooksOf(world(), provider)).toHaveLength(1);
					const executions = async () => (await world().client.executionIds(id)).length;
					await until(`execution ${count}`, async () => (await executions()) >= count);
					expect(await executions()).toBe(count);
					expect((await lastExecution(id)).status).toBe('success');
				}
			};
			await publishAll();
			await updateWebhook(earlierVersions['first webhooks']);
			await expectDelivered(1);
			await update(main, earlierVersions['first webhooks']);
			await expectDelivered(2);
			for (const provider of providers) {
				await world().client.deactivateWorkflow(ids.get(provider) ?? '');
				await until('no hook', async () => (await hooksOf(world(), provider)).length === 0);
			}
			await publishAll();
			await updateWebhook(await currentVersion());
			await expectDelivered(1);
			await update(main, await currentVersion());
			await expectDelivered(2);
		},
		limitMs,
	);
});
