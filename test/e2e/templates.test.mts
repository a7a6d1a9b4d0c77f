import { setTimeout as sleep } from 'node:timers/promises';
import { type Execution, itemsOf } from '../../sandbox/n8n/execution.mts';
import { type JsonObject, objectArray } from '../../sandbox/n8n/json.mts';
import { importedExample } from './helpers/examples.mts';
import { useWorld } from './helpers/use-world.mts';
import type { Provider } from './helpers/world.mts';

const world = useWorld();
const limitMs = 120_000;

async function run(name: string): Promise<Execution> {
	const { stored } = await importedExample(world(), name);
	return await world().client.runWorkflow(stored.id);
}

const change = async (provider: Provider, id: string, fields: JsonObject) =>
	await world().control('PUT', `/campaigns/${provider}/${id}`, fields);

const stored = async (provider: Provider) =>
	objectArray(await world().control('GET', `/campaigns?provider=${provider}`));

const outOf = (execution: Execution, node: string) =>
	itemsOf(execution, node).map(({ json }) => json);

it(
	'sync from a table: a second run changes the same campaigns and makes none',
	async () => {
		const ids = async () =>
			outOf(await run('Sync campaigns from a table'), 'Create or Update').map(({ id }) => id);
		const first = await ids();
		expect(first).toHaveLength(3);
		expect(await ids()).toEqual(first);
	},
	limitMs,
);

it(
	'pause by rule: who replies enough, and whose name matches, and nobody else',
	async () => {
		await change('inbox', 's2nd0gen0campaign0000005', { contactedCount: 200, repliesCount: 20 });
		await change('inbox', 's2nd0gen0campaign0000004', {
			status: 'active',
			contactedCount: 200,
			repliesCount: 19,
		});
		const paused = outOf(await run('Pause campaigns by reply rate or name'), 'Pause');
		expect(paused.map(({ name, status }) => [name, status]).sort()).toEqual([
			['Podcast guests', 'paused'],
			['ローンチ告知 🚀', 'paused'],
		]);
		const left = (await stored('inbox')).filter(({ id }) => id === 's2nd0gen0campaign0000004');
		expect(left).toMatchObject([{ status: 'active' }]);
	},
	limitMs,
);

describe('nightly inventory', () => {
	it(
		'is one table of all campaigns with the same columns, and a file',
		async () => {
			const execution = await run('Nightly inventory of all services');
			const rows = outOf(execution, 'One table');
			const counts = new Map<unknown, number>();
			for (const { provider } of rows) counts.set(provider, (counts.get(provider) ?? 0) + 1);
			expect([...counts.keys()].sort()).toEqual([
				...['dailyStory', 'falconyte', 'inbox', 'rapidPro', 'smartlead'],
			]);
			expect(counts.get('smartlead')).toBe((await stored('smartlead')).length);
			expect(itemsOf(execution, 'As a CSV file')).toHaveLength(1);
		},
		limitMs,
	);

	it(
		'tells of a service that refuses, and lists the others',
		async () => {
			await world().control('POST', '/faults', { provider: 'inbox', status: 401, body: {} });
			const rows = outOf(await run('Nightly inventory of all services'), 'One table');
			expect(rows.filter(({ error }) => error !== undefined)).toMatchObject([
				{ error: expect.stringContaining('Inbox rejected the API key or token') },
			]);
			expect(new Set(rows.map(({ provider }) => provider)).size).toBe(5);
		},
		limitMs,
	);
});

it(
	'clone to another service: one draft of the same name and time zone, however often it runs',
	async () => {
		const clone = async () =>
			outOf(
				await run("Clone a campaign's settings to another service"),
				'Create or update in Inbox',
			);
		const [first] = await clone();
		expect(first).toMatchObject({ name: 'SaaS Founders Q1 2025', status: 'draft' });
		const made = (await stored('inbox')).filter(({ id }) => id === first?.id);
		expect(made).toMatchObject([{ scheduleTimezone: 'Europe/Berlin' }]);
		expect((await clone()).map(({ id }) => id)).toEqual([first?.id]);
	},
	limitMs,
);

it(
	'alert on status: a test run makes a message about a campaign of now, with its figures',
	async () => {
		const execution = await run('Alert when a campaign completes or is paused');
		expect(execution.status).toBe('success');
		const [watched] = outOf(execution, 'When a campaign completes or is paused');
		const [read] = outOf(execution, 'Read the campaign');
		const [message] = outOf(execution, 'Message');
		expect(watched).toMatchObject({ event: 'statusChanged', campaign: { id: read?.id } });
		expect(['completed', 'paused']).toContain(read?.status);
		expect(message?.text).toContain(`Campaign '${String(read?.name)}' is ${String(read?.status)}.`);
		expect(message?.text).toContain(`Contacted: ${String(read?.contacted)}`);
	},
	limitMs,
);

describe('panic button', () => {
	/** Sends the form with a word; resolves with the execution that it starts. */
	async function press(word: string): Promise<Execution> {
		const { client, n8n } = world();
		const { stored: workflow } = await importedExample(world(), 'Panic button: pause everything');
		const before = await client.executionIds(workflow.id);
		await client.activateWorkflow(workflow.id);
		const address = `${n8n.address}/form/panic-button`;
		const deadline = Date.now() + 20_000;
		while ((await fetch(address)).status === 404 && Date.now() < deadline) await sleep(100);
		const form = new FormData();
		form.set('field-0', word);
		const answer = await fetch(address, { method: 'POST', body: form });
		expect(answer.status).toBe(200);
		let started: string | undefined;
		while (started === undefined && Date.now() < deadline) {
			await sleep(50);
			started = (await client.executionIds(workflow.id)).find((id) => !before.includes(id));
		}
		const execution = await client.waitForExecution(String(started));
		await client.deactivateWorkflow(workflow.id);
		return execution;
	}

	const active = async (): Promise<unknown[]> => [
		...(await stored('dailyStory')).filter(({ status }) => status === 'Active'),
		...(await stored('inbox')).filter(
			({ status, id }) => status === 'active' && id !== 'f1rst0gen0campaign000002',
		),
		...(await stored('smartlead')).filter(({ status }) => status === 'ACTIVE'),
	];

	it(
		'pauses nothing without the word',
		async () => {
			const before = await active();
			expect(before.length).toBeGreaterThan(3);
			const execution = await press('stop?');
			expect(execution.order).toEqual(['Panic button', 'Confirmed?']);
			expect(await active()).toEqual(before);
		},
		limitMs,
	);

	it(
		'pauses every active campaign, also when one service does not answer',
		async () => {
			await world().control('POST', '/faults', { provider: 'falconyte', status: 401, body: {} });
			await press('STOP');
			expect(await active()).toEqual([]);
		},
		limitMs,
	);
});
