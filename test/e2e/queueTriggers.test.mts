import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, objectArray } from '../../sandbox/n8n/json.mts';
import { Deliveries, subject } from './helpers/deliveries.mts';
import { executionsUnderWay, executionsWith } from './helpers/executionTable.mts';
import { describeQueue, killMain, useQueueWorld } from './helpers/queueWorld.mts';
import {
	happen,
	hooksOf,
	publicAddress,
	publicOrigin,
	until,
	webhookTrigger,
} from './helpers/webhooks.mts';
import { campaignTrigger, chain, node, type WorkflowNode } from './helpers/workflows.mts';

const isLongRun = process.env.LONG_TESTS === 'yes';
const limitMs = 7_200_000;

/** How many webhook deliveries there are. */
const deliveries = Number(process.env.DELIVERIES ?? (isLongRun ? 10_000 : 200));

const percentile = (values: number[], part: number): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
	return groups;
}

describeQueue('the triggers in queue mode', () => {
	const world = useQueueWorld({ env: publicAddress });

	/** Publishes a workflow of a trigger and a node that does nothing. @returns its ID */
	async function publish(name: string, trigger: WorkflowNode): Promise<string> {
		const nodes = [trigger, node('Then', 'n8n-nodes-base.noOp')];
		const { id } = await world().client.createWorkflow(chain(name, nodes));
		await world().client.activateWorkflow(id);
		return id;
	}

	it(
		'polling reports every change once, while the main process is killed',
		async () => {
			const changes = isLongRun ? 200 : 30;
			const kills = isLongRun ? 5 : 1;
			const polls = async () => (await world().requests('dailyStory')).length;
			const id = await publish(
				'Watch',
				campaignTrigger(world(), 'dailyStory', { events: ['created'] }),
			);
			await until('two polls', async () => (await polls()) >= 3);
			const each = Math.floor(changes / (kills + 1));
			const make = async (count: number) => {
				for (let made = 0; made < count; made++) {
					await world().control('POST', '/seed', { provider: 'dailyStory', count: 1 });
					await sleep(100 + 400 * Math.random());
				}
			};
			for (let kill = 0; kill < kills; kill++) {
				const alive = Math.round(each * (0.5 + Math.random() / 2));
				await make(alive);
				await Promise.all([killMain(world()), make(each - alive)]);
			}
			await make(changes - kills * each);
			const told = new Deliveries(() => world().client, id);
			const events = async () => (await told.read()).events;
			await until('every event', async () => (await events()).length >= changes, 120_000);
			await sleep(12_000);
			const { events: all, executions, crashed } = await told.read();
			process.stdout.write(
				`polling: ${changes} changes, ${kills} kills of main, ${all.length} events in ${executions} executions, ${crashed} of them broken off\n`,
			);
			expect(all).toHaveLength(changes);
			expect(new Set(all.map(subject)).size).toBe(changes);
			await world().client.deactivateWorkflow(id);
		},
		limitMs,
	);

	it(
		'the webhook process hands every delivery to an execution, while a worker is killed and Redis restarts',
		async () => {
			const count = deliveries;
			const { queue } = world();
			const origins = { [publicOrigin]: queue.webhook.address };
			await world().control('PUT', '/deliveries', { timeScale: 0.01, origins });
			const trigger = webhookTrigger(world(), 'falconyte', { events: ['messageOpened'] });
			const id = await publish('At once', trigger);
			await until('a hook', async () => (await hooksOf(world(), 'falconyte')).length > 0);
			const pending = async () =>
				Number(asObject(await world().control('GET', '/deliveries')).pending);

			const disturbances = new Map([
				[Math.floor(count / 3), async () => await queue.workers[0]?.kill()],
				[Math.floor(count / 2), async () => await queue.workers[0]?.restart()],
				[
					Math.floor((2 * count) / 3),
					async () => {
						await queue.redis.pause();
						await queue.redis.resume();
					},
				],
			]);
			const disturbed: Array<Promise<unknown>> = [];
			for (let index = 0; index < count; index++) {
				const disturb = disturbances.get(index);
				if (disturb !== undefined) disturbed.push(disturb());
				const fields = { subject: `delivery-${index}-` };
				await happen(world(), 'falconyte', 'email.opened', { fields });
				// What waits in n8n's queue would be measured as its delay.
				if (index % 10 !== 0) continue;
				const isBusy = async () =>
					(await pending()) > 20 || executionsUnderWay(queue.postgres, id) > 40;
				// Asking PostgreSQL takes time from n8n.
				while (await isBusy()) await sleep(1_000);
			}
			await Promise.all(disturbed);
			await until('all deliveries are over', async () => (await pending()) === 0, 300_000);
			const areOver = async () => executionsUnderWay(queue.postgres, id) === 0;
			await until('all executions are over', areOver, 300_000).catch(() => {});

			const executions = executionsWith(queue.postgres, id, 'delivery-[0-9]+-');
			const answer = await world().control('GET', '/deliveries?provider=falconyte');
			const sent = objectArray(asObject(answer).deliveries).map(({ body, attempts }) => {
				const all = objectArray(attempts);
				const taken = all.find(({ status }) => status === 200);
				return {
					name: /delivery-\d+-/.exec(String(body))?.[0] ?? '',
					takenAt: taken === undefined ? undefined : Number(taken.sentAt),
					attempts: all.length,
				};
			});
			const byName = grouped(executions, ({ match }) => match);
			const taken = sent.filter(({ takenAt }) => takenAt !== undefined);
			const missing = taken.filter(({ name }) => !byName.has(name));
			const repeated = sent.filter(({ name }) => (byName.get(name)?.length ?? 0) > 1);
			const times = taken.flatMap(({ name, takenAt }) => {
				const ended = byName.get(name)?.find(({ status }) => status === 'success');
				return ended === undefined ? [] : [ended.stoppedAt - Number(takenAt)];
			});
			const statuses = grouped(executions, ({ status }) => status);
			process.stdout.write(
				`webhooks: ${count} deliveries, ${taken.length} answered 200, ${sent.filter(({ attempts }) => attempts > 1).length} tried again; ` +
					`${missing.length} missing, ${repeated.length} more than once; executions: ${[...statuses].map(([status, all]) => `${all.length} ${status}`).join(', ')}; ` +
					`from delivery to the end of its execution: median ${percentile(times, 0.5).toFixed(0)} ms, 99 % within ${percentile(times, 0.99).toFixed(0)} ms\n`,
			);
			// n8n replaces the data of an execution whose worker was killed: it is there, but without its item.
			const withoutItem = executions.filter(({ match }) => match === '');
			expect(withoutItem.every(({ status }) => ['error', 'crashed'].includes(status))).toBe(true);
			expect(missing).toHaveLength(withoutItem.length);
			// Answered once: in one execution. n8n stores an execution before it hands it to Redis; when that fails, it
			// answers 500, the service delivers again, and the first execution is shown as broken off.
			expect(repeated.filter(({ attempts }) => attempts === 1)).toEqual([]);
			expect(await hooksOf(world(), 'falconyte')).toHaveLength(1);
			await killMain(world());
			expect(await hooksOf(world(), 'falconyte')).toHaveLength(1);
			await world().client.deactivateWorkflow(id);
			await until('no hook', async () => (await hooksOf(world(), 'falconyte')).length === 0);
		},
		limitMs,
	);
});
