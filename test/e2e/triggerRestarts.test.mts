import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, objectArray } from '../../sandbox/n8n/json.mts';
import { postgresFolder, startPostgres } from '../../sandbox/n8n/postgres.mts';
import { Deliveries, type Delivered, subject } from './helpers/deliveries.mts';
import { durable, hostSettings } from './helpers/hostSettings.mts';
import { campaignTrigger, chain, node } from './helpers/workflows.mts';
import { logIn, startWorld, type World } from './helpers/world.mts';

const limitMs = 900_000;

const isLongRun = process.env.LONG_TESTS === 'yes';
const kills = isLongRun ? 5 : 2;
const changes = isLongRun ? 200 : 60;
/** So many that all deletions together are under a tenth: of more, the trigger wants ten minutes of proof. */
const campaigns = 3 * changes;

/** The statuses of bulk campaigns, in the order of their creation. */
const statuses = ['Active', 'Paused', 'Archived'];

const between = (least: number, most: number) => least + Math.random() * (most - least);

const parameters = { events: ['created', 'deleted', 'statusChanged'] };

/** The bulk campaigns of the sandbox, by id. */
async function bulk(world: World): Promise<string[]> {
	const stored = objectArray(await world.control('GET', '/campaigns?provider=dailyStory'));
	return stored
		.filter(({ name }) => String(name).startsWith('Bulk'))
		.map(({ campaignId }) => String(campaignId));
}

/**
 * Changes of campaigns, each an event of its own: one in four is made, one deleted, two change their
 * status. Each campaign changes once.
 */
class Changes {
	/** The events that must be reported. */
	readonly expected: string[] = [];
	/** When each of them happened, in ms since 1970. */
	readonly times = new Map<string, number>();
	readonly #world: World;
	readonly #ids: readonly string[];

	constructor(world: World, ids: readonly string[]) {
		this.#world = world;
		this.#ids = ids;
	}

	/** Makes this many more changes, one every 0.1 to 0.5 s. */
	async make(count: number): Promise<void> {
		for (let made = 0; made < count; made++) {
			await this.#one(this.expected.length);
			this.times.set(this.expected.at(-1) ?? '', Date.now());
			await sleep(between(100, 500));
		}
	}

	async #one(index: number): Promise<void> {
		const id = this.#ids[index] ?? '';
		const path = `/campaigns/dailyStory/${id}`;
		if (index % 4 === 0) {
			const before = new Set(await bulk(this.#world));
			await this.#world.control('POST', '/seed', { provider: 'dailyStory', count: 1 });
			const [made = ''] = (await bulk(this.#world)).filter((each) => !before.has(each));
			this.expected.push(`created ${made}`);
		} else if (index % 4 === 1) {
			await this.#world.control('DELETE', path);
			this.expected.push(`deleted ${id}`);
		} else {
			const status = statuses[(index + 1) % statuses.length] ?? '';
			await this.#world.control('PUT', path, { status });
			this.expected.push(`statusChanged ${id}`);
		}
	}
}

/** Starts an n8n with an active workflow, whose first poll has stored the current campaigns. */
async function startWatching(env: Record<string, string>, count: number) {
	const world = await startWorld({ env: { ...env, N8N_LOG_LEVEL: 'debug' } });
	await world.control('POST', '/seed', { provider: 'dailyStory', count });
	const nodes = [
		campaignTrigger(world, 'dailyStory', parameters),
		node('Then', 'n8n-nodes-base.noOp'),
	];
	const { id } = await world.client.createWorkflow(chain('Watch', nodes));
	await world.client.activateWorkflow(id);
	await polled(world);
	return { world, id };
}

/** Waits until n8n has polled twice, so that a first poll's state is stored. */
async function polled(world: World): Promise<void> {
	await world.control('DELETE', '/requests');
	while ((await world.requests('dailyStory')).length < 3) await sleep(200);
}

/** How often n8n's log says that it received events from the node. */
function handOvers(world: World): number {
	return (
		readFileSync(world.n8n.logFile, 'utf8').split('Received event to trigger execution').length - 1
	);
}

async function nextHandOver(world: World): Promise<void> {
	const before = handOvers(world);
	for (const since = Date.now(); Date.now() - since < 8_000; await sleep(3)) {
		if (handOvers(world) > before) return;
	}
}

interface Survived extends Delivered {
	expected: string[];
	times: Map<string, number>;
	/** How often the node handed events to n8n. */
	handedOver: number;
}

async function survive(env: Record<string, string>): Promise<Survived> {
	const { world, id } = await startWatching(env, campaigns);
	try {
		let { client } = world;
		const deliveries = new Deliveries(() => client, id);
		const changing = new Changes(world, await bulk(world));
		const each = Math.floor(changes / (kills + 1));
		for (let kill = 0; kill < kills; kill++) {
			// n8n is killed during the changes; the remaining ones happen while it is down.
			const alive = Math.round(between(each / 2, each));
			await changing.make(alive);
			// Every other time at the most critical moment: when n8n has just received events from the node.
			if (kill % 2 === 1) await nextHandOver(world);
			await world.n8n.kill();
			await Promise.all([changing.make(each - alive), world.n8n.restart()]);
			client = await logIn(world.n8n);
		}
		await changing.make(changes - changing.expected.length);
		const { expected, times } = changing;
		const told = await settled(deliveries, expected);
		return { ...told, expected, times, handedOver: handOvers(world) };
	} finally {
		await world.stop();
	}
}

/** Reads until every event is there, or none has come for half a minute. */
async function settled(deliveries: Deliveries, expected: readonly string[]): Promise<Delivered> {
	let told = await deliveries.read();
	for (let since = Date.now(); Date.now() - since < 30_000; ) {
		const isWhole = new Set(told.events.map(subject)).size === expected.length;
		await sleep(isWhole ? 12_000 : 2_000);
		const now = await deliveries.read();
		if (now.events.length > told.events.length) since = Date.now();
		else if (isWhole) return now;
		told = now;
	}
	return told;
}

function count(
	setting: string,
	{ events, executions, crashed, expected, times, handedOver }: Survived,
) {
	const told = events.map(subject);
	const missing = expected.filter((one) => !told.includes(one));
	const repeated = told.length - new Set(told).size;
	const ids = new Set(events.map(({ eventId }) => eventId)).size;
	const seconds = events
		.map((event) => Date.parse(String(event.detectedAt)) - (times.get(subject(event)) ?? 0))
		.map((ms) => Math.round(ms / 1000))
		.sort((a, b) => a - b);
	process.stdout.write(
		`${setting}: ${expected.length} changes, ${kills} kills, ${executions} executions (${crashed} broken off), ` +
			`${new Set(told).size} events reported, ${missing.length} missing, ${repeated} repeated; ${handedOver} times handed over; ` +
			`found after ${seconds[Math.floor(seconds.length / 2)]} s (median), ${seconds.at(-1)} s (longest)\n`,
	);
	return { told, missing, ids, unexpected: told.filter((one) => !expected.includes(one)) };
}

/** Events come at most as often as n8n hands them to executions, and never under two IDs. */
function expectDefaultPromise(survived: Survived, counted: ReturnType<typeof count>): void {
	expect(counted.unexpected).toEqual([]);
	// Repeated events have the same ID.
	expect(counted.ids).toBe(new Set(counted.told).size);
	// n8n received the missing events, and was killed before it stored the execution.
	if (counted.missing.length > 0) expect(survived.handedOver).toBeGreaterThan(survived.executions);
	expect(counted.missing.length).toBeLessThan(changes / 2);
}

function expectExact(counted: ReturnType<typeof count>, expected: readonly string[]): void {
	expect(counted.unexpected).toEqual([]);
	expect(counted.told.toSorted()).toEqual(expected.toSorted());
}

describe('n8n is killed while campaigns change', () => {
	it.each(Object.entries(hostSettings))(
		'with %s',
		async (mode, env) => {
			const survived = await survive(env);
			const counted = count(mode, survived);
			if (mode === 'durable poll state') expectExact(counted, survived.expected);
			else expectDefaultPromise(survived, counted);
		},
		limitMs,
	);

	(postgresFolder() === undefined ? it.skip : it)(
		'with durable poll state on PostgreSQL',
		async () => {
			const postgres = await startPostgres();
			try {
				const survived = await survive({ ...durable, ...postgres.env });
				expectExact(count('durable poll state, PostgreSQL', survived), survived.expected);
			} finally {
				await postgres.stop();
			}
		},
		limitMs,
	);
});

describe.each([
	['with durable poll state', durable],
	['without', {}],
])('a workflow that is edited, %s', (_, env) => {
	it(
		'continues where it stopped, repeats nothing, and shares no state with its copies',
		async () => {
			const { world, id } = await startWatching(env, 3);
			try {
				const { client } = world;
				const told = new Deliveries(() => client, id);
				const seed = async (prefix: string) =>
					await world.control('POST', '/seed', { provider: 'dailyStory', count: 1, prefix });
				await seed('Active');
				await polled(world);
				await client.deactivateWorkflow(id);
				await seed('Away');
				const workflow = await client.workflow(id);
				const [trigger = {}, ...others] = objectArray(workflow.nodes);
				const edited = {
					...trigger,
					parameters: { ...asObject(trigger.parameters), filters: { name: 'a' } },
				};
				await client.updateWorkflow(id, { ...workflow, nodes: [edited, ...others] });
				await client.activateWorkflow(id);
				await polled(world);
				await seed('Again');
				await seed('Other');
				await polled(world);

				const copy = await client.createWorkflow({ ...(await client.workflow(id)), name: 'Copy' });
				await client.activateWorkflow(copy.id);
				await polled(world);
				await polled(world);
				await client.deactivateWorkflow(id);

				const names = (await told.read()).events.map(({ campaign }) => asObject(campaign).name);
				expect(names.map((name) => String(name).split(' ')[0])).toEqual(
					expect.arrayContaining(['Active', 'Away', 'Again']),
				);
				expect(names).toHaveLength(3);
				expect((await new Deliveries(() => client, copy.id).read()).events).toEqual([]);
			} finally {
				await world.stop();
			}
		},
		limitMs,
	);
});
