import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { itemsOf } from '../../sandbox/n8n/execution.mts';
import { asObject, type JsonObject } from '../../sandbox/n8n/json.mts';
import type { HostMode } from '../engine/host.mts';
import { HostedTriggers, removeProcesses } from '../engine/hostedTrigger.mts';
import { subject } from './helpers/deliveries.mts';
import { hostSettings } from './helpers/hostSettings.mts';
import { campaignTrigger } from './helpers/workflows.mts';
import { logIn, startWorld, type World } from './helpers/world.mts';

afterAll(removeProcesses);

type NodeId = 'a' | 'b';

interface Version {
	names: Record<NodeId, string>;
	parameters: Record<NodeId, INodeParameters>;
}

/** What is done to n8n and to its model. */
interface Subject {
	publish(version: Version): Promise<void>;
	restart(): Promise<void>;
	/** Waits until the first node is polled next: whose poll comes first decides what an emission stores. */
	beforeFirst(): Promise<void>;
	/** Polls both nodes often enough that a further poll changes nothing. */
	settle(): Promise<void>;
	/** What is stored, and what was reported. */
	look(): Promise<Picture>;
}

interface Picture {
	/** By where it is stored: how many reports and campaigns the state has. */
	stored: Record<string, unknown>;
	events: string[];
}

/** The parts of a stored state that do not differ from run to run. */
function essence(stored: unknown): unknown {
	const { sequence, entries } = asObject(asObject(stored).watch);
	return sequence === undefined
		? null
		: { reports: sequence, campaigns: String(entries).split(';').length };
}

function pictureOf(
	column: string,
	cursors: Iterable<readonly [string, string]>,
): Picture['stored'] {
	const nodes = Object.entries(asObject(JSON.parse(column))).filter(([key]) => key !== 'global');
	const all = [
		...nodes.map(([key, value]) => [key, essence(value)] as const),
		...[...cursors].map(
			([id, cursor]) => [`cursor of ${id}`, essence(JSON.parse(cursor))] as const,
		),
	];
	return Object.fromEntries(all.filter(([, value]) => value !== null));
}

/** The script: the same for n8n and the model. */
async function play(target: Subject, world: World): Promise<Picture[]> {
	const pictures: Picture[] = [];
	const settled = async () => {
		await target.settle();
		pictures.push(await target.look());
	};
	const seed = async (prefix: string) => {
		await target.beforeFirst();
		await world.control('POST', '/seed', { provider: 'dailyStory', count: 1, prefix });
	};
	const remove = async (prefix: string) => {
		const campaign = (await world.stored('dailyStory')).find(({ name }) =>
			String(name).startsWith(prefix),
		);
		await target.beforeFirst();
		await world.control('DELETE', `/campaigns/dailyStory/${String(campaign?.campaignId)}`);
	};
	const version: Version = {
		names: { a: 'First', b: 'Second' },
		parameters: { a: { events: ['created'] }, b: { events: ['deleted'] } },
	};
	await world.reset();
	await target.publish(version);
	await settled();
	// Reported by the first, quiet for the second.
	await seed('One');
	await settled();
	await target.restart();
	await settled();
	const renamed = { ...version, names: { a: 'Renamed', b: 'Second' } };
	await target.publish(renamed);
	await seed('Two');
	await settled();
	const changed = {
		...renamed,
		parameters: { a: { events: ['created'] }, b: { events: ['deleted', 'updated'] } },
	};
	await target.publish(changed);
	await settled();
	// Reported by the second, quiet for the first.
	await remove('One');
	await settled();
	await seed('Three');
	await settled();
	await target.restart();
	await remove('Two');
	await settled();
	return pictures;
}

function model(mode: HostMode, world: World): Subject {
	const credential = {
		...{ provider: 'dailyStory', apiKey: keys.dailyStory },
		baseUrl: `${world.sandbox.address}/dailystory`,
	};
	const hosted = new HostedTriggers(mode, credential);
	const { host } = hosted;
	return {
		publish: async ({ names, parameters }) =>
			await hosted.publish(
				...(['a', 'b'] as const).map((id) => ({ id, name: names[id], parameters: parameters[id] })),
			),
		restart: async () => await host.restart(),
		beforeFirst: async () => await Promise.resolve(),
		settle: async () => {
			for (const id of ['a', 'b', 'a', 'b', 'a', 'b']) await host.poll(id);
		},
		look: async () =>
			await Promise.resolve({
				stored: pictureOf(host.column, host.cursors),
				events: hosted.events.map(subject).sort(),
			}),
	};
}

/** The second of every five in which n8n polls a node. */
const secondOf: Record<NodeId, number> = { a: 0, b: 3 };

async function real(world: World): Promise<Subject> {
	let { client } = world;
	const trigger = (version: Version, id: NodeId): JsonObject => {
		const item = Array.from({ length: 12 }, (_, index) => index * 5 + secondOf[id]);
		const pollTimes = {
			item: item.map((at) => ({ mode: 'custom', cronExpression: `${at} * * * * *` })),
		};
		return {
			...campaignTrigger(world, 'dailyStory', {
				...(version.parameters[id] as JsonObject),
				pollTimes,
			}),
			...{ id, name: version.names[id] },
		};
	};
	const workflow = (version: Version): JsonObject => ({
		...{ name: 'Model', connections: {} },
		nodes: [trigger(version, 'a'), trigger(version, 'b')],
	});
	let id: string | undefined;
	const publish = async (version: Version) => {
		id ??= (await client.createWorkflow(workflow(version))).id;
		await client.updateWorkflow(id, workflow(version));
		await client.activateWorkflow(id);
	};
	return await Promise.resolve({
		publish,
		restart: async () => {
			await world.n8n.kill();
			await world.n8n.restart();
			client = await logIn(world.n8n);
		},
		beforeFirst: async () => await sleep((8_500 - (Date.now() % 5_000)) % 5_000),
		settle: async () => {
			await world.control('DELETE', '/requests');
			// Three polls of both nodes, and time to store what they found.
			while ((await world.requests('dailyStory')).length < 12) await sleep(200);
			await sleep(3_000);
		},
		look: async () => {
			const events: string[] = [];
			for (const execution of await client.executionIds(id ?? '')) {
				const ran = await client.waitForExecution(execution);
				for (const name of ['First', 'Renamed', 'Second']) {
					events.push(...itemsOf(ran, name).map(({ json }) => subject(json)));
				}
			}
			return { stored: readDatabase(world), events: events.sort() };
		},
	});
}

function readDatabase(world: World): Picture['stored'] {
	const file = join(dirname(world.n8n.logFile), '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const [workflow] = database.prepare('SELECT staticData FROM workflow_entity').all();
		const rows = database.prepare('SELECT nodeId, cursor FROM poller_state').all();
		const cursors = rows
			.filter(({ cursor }) => cursor !== null)
			.map(({ nodeId, cursor }) => [String(nodeId), String(cursor)] as const);
		return pictureOf(String(workflow?.staticData ?? '{}'), cursors);
	} finally {
		database.close();
	}
}

const modes: ReadonlyArray<readonly [string, HostMode]> = [
	['default settings', 'inProcess'],
	['the scheduler alone', 'scheduler'],
	['durable poll state', 'durable'],
	['the engine of older versions', 'older'],
];

it.each(modes)(
	'n8n with %s keeps the memory of a poll as the model of it does',
	async (settings, mode) => {
		const world = await startWorld({ env: hostSettings[settings] ?? {} });
		try {
			const expected = await play(model(mode, world), world);
			expect(await play(await real(world), world)).toEqual(expected);
		} finally {
			await world.stop();
		}
	},
	600_000,
);
