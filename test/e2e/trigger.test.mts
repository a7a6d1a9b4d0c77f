import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, objectArray } from '../../sandbox/n8n/json.mts';
import { Deliveries, type Delivered, subject } from './helpers/delivered.mts';
import { campaignTrigger, chain, node } from './helpers/workflows.mts';
import { logIn, startWorld, type World } from './helpers/world.mts';

const limitMs = 420_000;
const kills = 5;
const changes = 200;

/** What n8n 2.36 and later need to store a poll's state together with the execution that it starts. */
const durable = {
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
};

/** The statuses of bulk campaigns, in the order of their making. */
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
	/** What must be told. */
	readonly expected: string[] = [];
	readonly #world: World;
	readonly #ids: readonly string[];

	constructor(world: World, ids: readonly string[]) {
		this.#world = world;
		this.#ids = ids;
	}

	/** Makes so many more, one every 0.1 to 0.5 s. */
	async make(count: number): Promise<void> {
		for (let made = 0; made < count; made++) {
			await this.#one(this.expected.length);
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

/** An n8n with an active workflow, whose first poll has stored what there is. */
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

/** How often n8n's log says that it got events from the node. */
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
	/** How often the node handed events to n8n. */
	handedOver: number;
}

async function survive(env: Record<string, string>): Promise<Survived> {
	const { world, id } = await startWatching(env, changes);
	try {
		let { client } = world;
		const deliveries = new Deliveries(() => client, id);
		const changing = new Changes(world, await bulk(world));
		const each = Math.floor(changes / (kills + 1));
		for (let kill = 0; kill < kills; kill++) {
			// Killed somewhere in it; what is left of it happens while n8n is away.
			const alive = Math.round(between(each / 2, each));
			await changing.make(alive);
			// Every other time in the moment that matters most: when n8n has just got events from the node.
			if (kill % 2 === 1) await nextHandOver(world);
			await world.n8n.kill();
			await Promise.all([changing.make(each - alive), world.n8n.restart()]);
			client = await logIn(world.n8n);
		}
		await changing.make(changes - changing.expected.length);
		const { expected } = changing;
		const told = await settled(deliveries, expected);
		return { ...told, expected, handedOver: handOvers(world) };
	} finally {
		await world.stop();
	}
}

/** Reads until everything is there, or nothing has come for half a minute. */
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

function count(setting: string, { events, executions, crashed, expected, handedOver }: Survived) {
	const told = events.map(subject);
	const missing = expected.filter((one) => !told.includes(one));
	const repeated = told.length - new Set(told).size;
	const ids = new Set(events.map(({ eventId }) => eventId)).size;
	process.stdout.write(
		`durable poll state ${setting}: ${expected.length} changes, ${kills} kills, ${executions} executions (${crashed} broken off), ` +
			`${new Set(told).size} events told, ${missing.length} missing, ${repeated} repeated; ${handedOver} times handed over\n`,
	);
	return { told, missing, ids, unexpected: told.filter((one) => !expected.includes(one)) };
}

describe('n8n is killed five times while 200 campaigns change', () => {
	it(
		'tells every event exactly once with durable poll state; without, the node loses none',
		async () => {
			const [on, off] = await Promise.all([survive(durable), survive({})]);
			const withState = count('on', on);
			expect(withState.unexpected).toEqual([]);
			expect(withState.told.toSorted()).toEqual(on.expected.toSorted());

			const without = count('off', off);
			expect(without.unexpected).toEqual([]);
			// Repeats carry the id that they had.
			expect(without.ids).toBe(new Set(without.told).size);
			// What is missing was handed to n8n, which was killed before it stored the execution.
			if (without.missing.length > 0) expect(off.handedOver).toBeGreaterThan(off.executions);
			expect(without.missing.length).toBeLessThan(changes / 2);
		},
		limitMs,
	);
});

describe.each([
	['with durable poll state', durable],
	['without', {}],
])('a workflow that is edited, %s', (_, env) => {
	it(
		'goes on where it stopped, does not replay, and leaves nothing to its copies',
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
