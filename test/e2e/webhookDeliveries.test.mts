import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JsonObject, asObject, objectArray } from '../../sandbox/n8n/json.mts';
import { facts } from '../providers/facts.mts';
import { fingerprint } from '../webhook/builtModules.mts';
import {
	connectServices,
	happen,
	publicAddress,
	until,
	webhookTrigger,
} from './helpers/webhooks.mts';
import { campaignTrigger, chain, node } from './helpers/workflows.mts';
import { logIn, startWorld, type World } from './helpers/world.mts';

/** How many deliveries there are. `npm run test:deliveries` makes 10,000. */
const count = Number(process.env.DELIVERIES ?? 40);
const kills = count < 100 ? 2 : 5;
const limitMs = 600_000 + count * 2_000;

const durable = {
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
};

/** What the workflow after Remove Duplicates does: it tells this server of each event. */
interface Action {
	eventId: string;
	/** Only webhooks tell it. */
	occurredAt?: string;
	/** When it arrived, in ms since 1970. */
	at: number;
}

const actions: Action[] = [];
const work = createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const { eventId, occurredAt } = JSON.parse(Buffer.concat(chunks).toString()) as Action;
		actions.push({ eventId, occurredAt, at: Date.now() });
		response.end('{}');
	});
});
beforeAll(async () => {
	work.listen(0, '127.0.0.1');
	await once(work, 'listening');
});
beforeEach(() => {
	actions.length = 0;
});
afterAll(() => {
	work.closeAllConnections();
	work.close();
});

/** The workflow that both triggers call, published. @returns its ID */
async function storeEachOnce(world: World): Promise<string> {
	const { port } = work.address() as AddressInfo;
	const nodes = [
		node(
			'Events',
			'n8n-nodes-base.executeWorkflowTrigger',
			{ inputSource: 'passthrough' },
			{ typeVersion: 1.1 },
		),
		node(
			'Each event once',
			'n8n-nodes-base.removeDuplicates',
			{
				operation: 'removeItemsSeenInPreviousExecutions',
				logic: 'removeItemsWithAlreadySeenKeyValues',
				dedupeValue: '={{ $json.eventId }}',
				options: { historySize: 1_000_000 },
			},
			{ typeVersion: 2 },
		),
		node(
			'Work',
			'n8n-nodes-base.httpRequest',
			{
				method: 'POST',
				url: `http://127.0.0.1:${port}/`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ JSON.stringify($json) }}',
				options: {},
			},
			{ typeVersion: 4.2 },
		),
	];
	const { id } = await world.client.createWorkflow(chain('Each once', nodes));
	await world.client.activateWorkflow(id);
	return id;
}

/** A workflow of a trigger that hands its events over to that one, published. */
async function storeTrigger(world: World, name: string, trigger: JsonObject, calledId: string) {
	const call = node(
		'Hand over',
		'n8n-nodes-base.executeWorkflow',
		{ workflowId: { __rl: true, mode: 'id', value: calledId }, mode: 'once', options: {} },
		{ typeVersion: 1.2 },
	);
	const nodes = [trigger, call] as Parameters<typeof chain>[1];
	const { id } = await world.client.createWorkflow(chain(name, nodes));
	await world.client.activateWorkflow(id);
}

/** Of every ten deliveries one is dropped, one doubled and one overtaken. */
async function disturb(world: World, provider: string, index: number): Promise<void> {
	const faults = [{ drop: true }, { repeat: 1 }, { reorder: true }];
	const fault = faults[index % 10];
	if (fault === undefined) return;
	await world.control('POST', '/deliveries/faults', { provider, times: 1, ...fault });
}

/** Lets n8n keep up: waits while more than two events are on their way, but not for one that never arrives. */
class Pace {
	#sent = 0;
	#writtenOff = 0;

	async next(isDropped: boolean): Promise<void> {
		if (!isDropped) this.#sent += 1;
		const underWay = () =>
			this.#sent - this.#writtenOff - new Set(actions.map(({ eventId }) => eventId)).size;
		for (const since = Date.now(); underWay() > 2; await sleep(20)) {
			if (Date.now() - since < 10_000) continue;
			this.#writtenOff += underWay();
		}
	}
}

/** The hashes of all values that Remove Duplicates has seen in an n8n. */
function deduplicated(world: World): Set<string> {
	const file = join(dirname(world.n8n.logFile), '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const rows = database.prepare('SELECT value FROM processed_data').all();
		return new Set(
			rows.flatMap(({ value }) => (JSON.parse(String(value)) as { data: string[] }).data),
		);
	} finally {
		database.close();
	}
}

async function killAndRestart(world: World): Promise<void> {
	await world.n8n.kill();
	await world.n8n.restart();
	world.client = await logIn(world.n8n);
}

const median = (values: number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const twice = (): string[] => {
	const ids = actions.map(({ eventId }) => eventId);
	return ids.filter((id, index) => ids.indexOf(id) !== index);
};

it(
	'the pair on Inbox acts on every event once, whatever happens to deliveries and to n8n',
	async () => {
		// Remove Duplicates keeps all values in one record, which it reads and writes without a lock: executions at the same
		// time make it forget. One at a time, it is exact.
		const oneAtATime = { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' };
		const world = await startWorld({ env: { ...publicAddress, ...durable, ...oneAtATime } });
		try {
			await connectServices(world);
			const campaigns = Math.ceil(count / 2);
			await world.control('POST', '/seed', { provider: 'inbox', count: campaigns });
			const ids = objectArray(await world.control('GET', '/campaigns?provider=inbox'))
				.filter(({ name }) => String(name).startsWith('Bulk'))
				.map(({ id }) => String(id));
			const calledId = await storeEachOnce(world);
			const events = ['statusChanged'];
			const trigger = webhookTrigger(world, 'inbox', { events });
			await storeTrigger(world, 'At once', trigger, calledId);
			const options = { requestsPerMinute: 1_000_000 };
			// Twice a minute: more often, polls would take what webhooks bring.
			const item = [0, 30].map((at) => ({ mode: 'custom', cronExpression: `${at} * * * * *` }));
			await storeTrigger(
				world,
				'Polling',
				campaignTrigger(world, 'inbox', { events, options, pollTimes: { item } }),
				calledId,
			);
			await world.control('POST', '/hooks', {
				provider: 'inbox',
				url: `${publicAddress.N8N_WEBHOOK_URL}webhook/${String(trigger.webhookId)}/campaigns`,
				events: ['campaign.started', 'campaign.paused', 'campaign.resumed', 'campaign.completed'],
				secret: 'inbox_whsec_sandbox_not_a_real_secret',
			});
			const polls = async () =>
				(await world.requests('inbox')).filter(({ path }) => String(path).endsWith('/events'))
					.length;
			await until('two polls', async () => (await polls()) >= 2, 240_000);

			const startedAt = Date.now();
			const killAt = Array.from({ length: kills }, (_, index) =>
				Math.floor(((index + 0.5) * count) / kills),
			);
			const pace = new Pace();
			let made = 0;
			for (const status of ['active', 'paused']) {
				for (const id of ids) {
					if (made >= count) break;
					await disturb(world, 'inbox', made);
					await world.control('PUT', `/campaigns/inbox/${id}`, { status });
					await pace.next(made % 10 === 0);
					made += 1;
					if (killAt.includes(made)) await killAndRestart(world);
				}
			}
			const madeMs = Date.now() - startedAt;

			// What must have passed Remove Duplicates, as n8n remembers it.
			const log = objectArray(await inboxLog(world));
			const expected = log.map(({ seq, campaign }) => {
				const eventId = fingerprint(['inbox', campaign, 'statusChanged', 'log', seq], 22);
				return { eventId, hash: createHash('md5').update(eventId).digest('base64') };
			});
			const lost = () => {
				const seen = deduplicated(world);
				return expected.filter(({ hash }) => !seen.has(hash)).map(({ eventId }) => eventId);
			};
			await until('every event', async () => lost().length === 0, 100_000).catch(() => {});
			await sleep(35_000);
			const acted = new Set(actions.map(({ eventId }) => eventId));
			const interrupted = expected.filter(({ eventId }) => !acted.has(eventId)).length;
			// Those that polling found say only when it found them.
			const fast = actions
				.filter(({ occurredAt }) => occurredAt !== undefined)
				.map(({ occurredAt, at }) => at - Date.parse(String(occurredAt)));
			console.log(
				`${made} events in ${Math.round(madeMs / 1000)} s, ${kills} kills: ${lost().length} lost, ` +
					`${twice().length} acted on twice, ${interrupted} interrupted by a kill after Remove Duplicates; ` +
					`from event to action: median ${median(fast)} ms`,
			);
			expect(expected).toHaveLength(count);
			expect({ lost: lost(), twice: twice() }).toEqual({ lost: [], twice: [] });
			// At most what was under way when n8n was killed: those executions are shown as crashed.
			expect(interrupted).toBeLessThanOrEqual(kills * 4);
		} finally {
			await world.stop();
		}
	},
	limitMs,
);

/** Every start and pause in Inbox's log: its number and its campaign. */
async function inboxLog(world: World): Promise<JsonObject[]> {
	const { authentication, basePath, apiPath } = facts.inbox.api;
	const found: JsonObject[] = [];
	for (let after = 0; ; ) {
		const address = `${world.sandbox.address}${basePath}${apiPath}/events?afterSeq=${after}&limit=1000`;
		const response = await fetch(address, { headers: { ...authentication.headers } });
		const { events, lastSeq, hasMore } = asObject(await response.json());
		for (const { seq, type, data } of objectArray(events)) {
			if (type === 'campaign.resumed') continue;
			found.push({ seq, campaign: asObject(asObject(data).campaign).id });
		}
		if (hasMore !== true) return found;
		after = Number(lastSeq);
	}
}

function asNumberOfPending(answer: unknown): number {
	return Number(asObject(answer).pending);
}

const others = [
	{ provider: 'falconyte', event: 'email.opened', parameters: { events: ['messageOpened'] } },
	{
		provider: 'rapidPro',
		event: 'campaign-reply',
		parameters: {
			events: ['flowStepReached'],
			resthook: { __rl: true, mode: 'name', value: 'campaign-reply' },
		},
	},
	{
		provider: 'smartlead',
		event: 'EMAIL_OPEN',
		parameters: { events: ['messageOpened'], scope: 'account' },
	},
] as const;

it(
	'the webhook alone loses what is dropped, and what is not repeated while n8n is down',
	async () => {
		const world = await startWorld({ env: { ...publicAddress, ...durable } });
		try {
			// A minute between attempts becomes a second, so that a restart takes as long as an outage of minutes.
			await connectServices(world, 1 / 60);
			const calledId = await storeEachOnce(world);
			for (const { provider, parameters } of others) {
				const trigger = webhookTrigger(world, provider, parameters);
				await storeTrigger(world, provider, trigger, calledId);
			}
			await sleep(2_000);
			const figures: Record<string, string> = {};
			for (const { provider, event } of others) {
				actions.length = 0;
				const made = Math.ceil(count / 3);
				for (let index = 0; index < made; index++) {
					await disturb(world, provider, index);
					await happen(world, provider, event);
					if (index === made >> 1) await killAndRestart(world);
				}
				const over = async () => asNumberOfPending(await world.control('GET', '/deliveries')) === 0;
				await until('all deliveries are over', over, 420_000);
				await sleep(3_000);
				const deliveries = objectArray(
					asObject(await world.control('GET', `/deliveries?provider=${provider}`)).deliveries,
				);
				const dropped = deliveries.filter(({ isDropped }) => isDropped === true).length;
				const unanswered = deliveries.filter(
					({ isDropped, attempts }) =>
						isDropped !== true && !objectArray(attempts).some(({ status }) => status === 200),
				).length;
				const acted = new Set(actions.map(({ eventId }) => eventId)).size;
				figures[provider] =
					`${made} events: ${dropped} dropped, ${unanswered} never taken, ${acted} acted on, ${twice().length} twice`;
				expect(twice()).toEqual([]);
				// What n8n took is acted on, but for what was under way when it was killed.
				expect(acted).toBeGreaterThanOrEqual(made - dropped - unanswered - 25);
				expect(acted).toBeLessThanOrEqual(made - dropped);
			}
			console.log(JSON.stringify(figures, null, '\t'));
		} finally {
			await world.stop();
		}
	},
	limitMs + 600_000,
);
