import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, objectArray } from '../../sandbox/n8n/json.mts';
import { facts } from '../providers/facts.mts';
import { fingerprint } from '../webhook/builtModules.mts';
import { deduplicated, storeEachOnce, storeTrigger, WorkServer } from './helpers/eachOnce.mts';
import { durable } from './helpers/hostSettings.mts';
import {
	connectServices,
	happen,
	publicAddress,
	pushed,
	until,
	webhookTrigger,
} from './helpers/webhooks.mts';
import { campaignTrigger } from './helpers/workflows.mts';
import { logIn, startWorld, type World } from './helpers/world.mts';

/** How many deliveries there are. `npm run test:deliveries` makes 10,000. */
const count = Number(process.env.DELIVERIES ?? 40);
const kills = count < 100 ? 2 : 5;
const limitMs = 600_000 + count * 2_000;

/** How many events may be on their way: enough to keep n8n busy, few enough that none waits for long. */
const maxUnderWay = 6;

/**
 * Remove Duplicates keeps all values in one record, which it reads and writes without a lock: executions at the same time
 * make it forget. One at a time, it is exact. Executions that succeeded are not kept: storing them takes half of the time.
 */
const settings = {
	...publicAddress,
	...durable,
	N8N_CONCURRENCY_PRODUCTION_LIMIT: '1',
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none',
};

const work = new WorkServer();
beforeAll(async () => await work.start());
beforeEach(() => work.clear());
afterAll(() => work.stop());

const faults = [{ drop: true }, { repeat: 1 }, { reorder: true }];

/** Of every ten deliveries one is dropped, one doubled and one overtaken. @returns whether it is dropped */
async function disturb(world: World, provider: string, index: number): Promise<boolean> {
	const fault = faults[index % 10];
	if (fault === undefined) return false;
	await world.control('POST', '/deliveries/faults', { provider, times: 1, ...fault });
	return 'drop' in fault;
}

/** An event of Inbox's log. */
interface LogLine {
	seq: number;
	eventId: string;
}

/** Every start and pause in Inbox's log after a number. */
async function inboxLog(world: World, afterSeq: number): Promise<LogLine[]> {
	const { authentication, basePath, apiPath } = facts.inbox.api;
	const found: LogLine[] = [];
	for (let after = afterSeq; ; ) {
		const address = `${world.sandbox.address}${basePath}${apiPath}/events?afterSeq=${after}&limit=1000`;
		const response = await fetch(address, { headers: { ...authentication.headers } });
		const { events, lastSeq, hasMore } = asObject(await response.json());
		for (const { seq, type, data } of objectArray(events)) {
			if (type !== 'campaign.resumed') found.push({ seq: Number(seq), eventId: idOf(seq, data) });
		}
		if (hasMore !== true) return found;
		after = Number(lastSeq);
	}
}

/** The `eventId` that both triggers must give an event of the log. */
function idOf(seq: unknown, data: unknown): string {
	const { id } = asObject(asObject(data).campaign);
	return fingerprint(['inbox', id, 'statusChanged', 'log', Number(seq)], 22);
}

/** Waits while too many events are on their way, but not for those that were in n8n when it was killed. */
class Pace {
	#underWay = new Set<string>();

	async next(eventIds: readonly string[]): Promise<void> {
		for (const id of eventIds) this.#underWay.add(id);
		for (const since = Date.now(); ; await sleep(10)) {
			for (const id of this.#underWay) if (work.acted.has(id)) this.#underWay.delete(id);
			if (this.#underWay.size < maxUnderWay) return;
			if (Date.now() - since > 10_000) this.#underWay.clear();
		}
	}
}

async function killAndRestart(world: World): Promise<void> {
	await world.n8n.kill();
	await world.n8n.restart();
	world.client = await logIn(world.n8n);
}

const quantile = (values: number[], share: number): number =>
	Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN);

/** From the first attempt of a delivery to the action, in ms, for those that were not held back. */
async function delays(world: World): Promise<number[]> {
	const { deliveries } = asObject(await world.control('GET', '/deliveries?provider=inbox'));
	return objectArray(deliveries).flatMap(({ body, attempts }) => {
		const { seq, data } = asObject(JSON.parse(String(body)));
		const action = work.acted.get(idOf(seq, data));
		const [first] = objectArray(attempts);
		// Only webhooks say when it happened: what polling found first has no delay.
		const isByWebhook = first !== undefined && action?.occurredAt !== undefined;
		return isByWebhook ? [action.at - Number(first.sentAt)] : [];
	});
}

/** The pair of triggers on Inbox, published, with a webhook at the service. @returns the campaigns to start and pause */
async function publishPair(world: World): Promise<string[]> {
	const campaigns = Math.ceil(count / 2);
	await world.control('POST', '/seed', { provider: 'inbox', count: campaigns });
	const calledId = await storeEachOnce(world, work);
	const events = ['statusChanged'];
	const trigger = webhookTrigger(world, 'inbox', { events });
	await storeTrigger(world, 'At once', trigger, calledId);
	const options = { requestsPerMinute: 1_000_000 };
	// Twice a minute: more often, polls would take what webhooks bring.
	const item = [0, 30].map((at) => ({ mode: 'custom', cronExpression: `${at} * * * * *` }));
	const polling = campaignTrigger(world, 'inbox', { events, options, pollTimes: { item } });
	await storeTrigger(world, 'Polling', polling, calledId);
	await world.control('POST', '/hooks', {
		provider: 'inbox',
		url: `${publicAddress.N8N_WEBHOOK_URL}webhook/${String(trigger.webhookId)}/campaigns`,
		events: ['campaign.started', 'campaign.paused', 'campaign.resumed', 'campaign.completed'],
		secret: 'inbox_whsec_sandbox_not_a_real_secret',
	});
	const polls = async () =>
		(await world.requests('inbox')).filter(({ path }) => String(path).endsWith('/events')).length;
	await until('two polls', async () => (await polls()) >= 2, 240_000);
	return objectArray(await world.control('GET', '/campaigns?provider=inbox'))
		.filter(({ name }) => String(name).startsWith('Bulk'))
		.map(({ id }) => String(id));
}

it(
	'the pair on Inbox acts on every event once, whatever happens to deliveries and to n8n',
	async () => {
		const world = await startWorld({ env: settings });
		try {
			await connectServices(world);
			const ids = await publishPair(world);
			const startedAt = Date.now();
			const killAt = Array.from({ length: kills }, (_, index) =>
				Math.floor(((index + 0.5) * count) / kills),
			);
			const pace = new Pace();
			const expected: LogLine[] = [];
			let made = 0;
			for (const status of ['active', 'paused']) {
				for (const id of ids) {
					if (made >= count) break;
					const isDropped = await disturb(world, 'inbox', made);
					await world.control('PUT', `/campaigns/inbox/${id}`, { status });
					const lines = await inboxLog(world, expected.at(-1)?.seq ?? 0);
					expected.push(...lines);
					await pace.next(isDropped ? [] : lines.map(({ eventId }) => eventId));
					made += 1;
					if (killAt.includes(made)) await killAndRestart(world);
					if (made % 1_000 === 0) {
						process.stdout.write(
							`${made} events in ${Math.round((Date.now() - startedAt) / 1000)} s\n`,
						);
					}
				}
			}
			const madeMs = Date.now() - startedAt;

			// What must have passed Remove Duplicates, as n8n remembers it.
			const lost = () => {
				const seen = deduplicated(world);
				const hashOf = (id: string) => createHash('md5').update(id).digest('base64');
				return expected.map(({ eventId }) => eventId).filter((id) => !seen.has(hashOf(id)));
			};
			await until('every event', async () => lost().length === 0, 100_000).catch(() => {});
			await sleep(35_000);
			const interrupted = expected.filter(({ eventId }) => !work.acted.has(eventId)).length;
			const times = await delays(world);
			console.log(
				`${made} events in ${Math.round(madeMs / 1000)} s, ${kills} kills: ${lost().length} lost, ` +
					`${work.twice.length} acted on twice, ${interrupted} interrupted by a kill after Remove Duplicates; ` +
					`from delivery to action, of ${times.length} by webhook: median ${quantile(times, 0.5)} ms, ` +
					`99th percentile ${quantile(times, 0.99)} ms`,
			);
			expect(expected).toHaveLength(count);
			expect({ lost: lost(), twice: work.twice }).toEqual({ lost: [], twice: [] });
			// At most what was under way when n8n was killed: those executions are shown as crashed.
			expect(interrupted).toBeLessThanOrEqual(kills * maxUnderWay);
		} finally {
			await world.stop();
		}
	},
	limitMs,
);

const others = ['falconyte', 'rapidPro', 'smartlead'] as const;

it(
	'the webhook alone loses what is dropped, and what is not repeated while n8n is down',
	async () => {
		const world = await startWorld({ env: settings });
		try {
			// A minute between attempts becomes a second, so that a restart takes as long as an outage of minutes.
			await connectServices(world, 1 / 60);
			// Inbox delivers nothing here, so that its answer is short.
			const pending = async () =>
				Number(asObject(await world.control('GET', '/deliveries?provider=inbox')).pending);
			const calledId = await storeEachOnce(world, work);
			for (const provider of others) {
				const trigger = webhookTrigger(world, provider, pushed[provider].parameters);
				await storeTrigger(world, provider, trigger, calledId);
			}
			await sleep(2_000);
			const figures: Record<string, string> = {};
			for (const provider of others) {
				work.clear();
				const made = Math.ceil(Math.min(count, 300) / 3);
				for (let index = 0; index < made; index++) {
					await disturb(world, provider, index);
					await happen(world, provider, pushed[provider].event);
					// Those that wait for their next attempt must not hold up the others.
					const few = async () => (await pending()) < maxUnderWay;
					await until('few are under way', few, 5_000).catch(() => {});
					if (index === made >> 1) await killAndRestart(world);
				}
				await until('all deliveries are over', async () => (await pending()) === 0, 420_000);
				await sleep(3_000);
				const deliveries = objectArray(
					asObject(await world.control('GET', `/deliveries?provider=${provider}`)).deliveries,
				);
				const dropped = deliveries.filter(({ isDropped }) => isDropped === true).length;
				const unanswered = deliveries.filter(
					({ isDropped, attempts }) =>
						isDropped !== true && !objectArray(attempts).some(({ status }) => status === 200),
				).length;
				const acted = work.acted.size;
				figures[provider] =
					`${made} events: ${dropped} dropped, ${unanswered} never taken, ${acted} acted on, ${work.twice.length} twice`;
				expect(work.twice).toEqual([]);
				// What n8n took is acted on, but for what was under way when it was killed.
				expect(acted).toBeGreaterThanOrEqual(made - dropped - unanswered - maxUnderWay);
				expect(acted).toBeLessThanOrEqual(made - dropped);
			}
			console.log(JSON.stringify(figures, null, '\t'));
		} finally {
			await world.stop();
		}
	},
	limitMs + 600_000,
);
