import { setTimeout as sleep } from 'node:timers/promises';
import { inboxWebhookSecret } from '../../sandbox/api/keys.mts';
import { dataOf, type Execution, itemsOf } from '../../sandbox/n8n/execution.mts';
import { asObject, type JsonObject, objectArray } from '../../sandbox/n8n/json.mts';
import { CREDENTIAL_TYPE } from '../../sandbox/n8n/sandbox-credentials.mts';
import { importedExample, importedExamples } from './helpers/examples.mts';
import { useWorld } from './helpers/useWorld.mts';
import { until } from './helpers/webhooks.mts';
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

it(
	'sync from a table: a second run updates the same campaigns and creates none',
	async () => {
		const ids = async () =>
			dataOf(await run('Sync campaigns from a table'), 'Create or Update').map(({ id }) => id);
		const first = await ids();
		expect(first).toHaveLength(3);
		expect(await ids()).toEqual(first);
	},
	limitMs,
);

it(
	'many campaigns: each batch is an execution of its own, and a second run creates nothing twice',
	async () => {
		await world().control('PUT', '/limits', { smartlead: null });
		const examples = await importedExamples(world());
		const idOf = (name: string) =>
			examples.find(({ stored: each }) => each.name === name)?.stored.id ?? '';
		const batch = idOf('Many campaigns: create a batch');
		await world().client.activateWorkflow(batch);
		const rows = async () => {
			const split = await world().client.runWorkflow(idOf('Many campaigns: split'));
			return dataOf(split, 'All rows');
		};
		const names = ['North', 'South', 'East', 'West', 'Centre'].map((name) => `Region ${name}`);
		const creation = {
			provider: 'smartlead',
			method: 'POST',
			path: '/campaigns/create$',
			status: 400,
			body: {},
		};
		await world().control('POST', '/faults', creation);
		const first = await rows();
		expect(first.map(({ campaign }) => String(campaign)).toSorted()).toEqual(names.toSorted());
		expect(first.filter(({ failed }) => failed !== null)).toHaveLength(1);
		expect(await world().client.executionIds(batch)).toHaveLength(3);

		const second = await rows();
		const ids = new Map(first.map(({ campaign, id }) => [campaign, id]));
		const same = second.filter(({ campaign, id }) => ids.get(campaign) === id);
		expect(second.filter(({ failed }) => failed !== null)).toEqual([]);
		expect(same).toHaveLength(4);
		const made = (await stored('smartlead')).map(({ name }) => String(name));
		expect(made.filter((name) => name.startsWith('Region')).toSorted()).toEqual(names.toSorted());
		await world().client.deactivateWorkflow(batch);
	},
	limitMs,
);

it(
	'new rows of a table: each becomes a lead once, and is sent again only if the service failed',
	async () => {
		const name = 'Add new rows of a table to a campaign';
		const { stored: workflow } = await importedExample(world(), name);
		const runAgain = async () =>
			dataOf(await world().client.runWorkflow(workflow.id), 'Add to the campaign');
		const sent = async () =>
			objectArray(await world().control('GET', '/requests?provider=smartlead'))
				.filter(({ method }) => method === 'POST')
				.map(({ body }) => objectArray(asObject(body).lead_list).length);
		const emails = async () =>
			objectArray(await world().control('GET', '/leads?provider=smartlead&campaign=2048133')).map(
				({ lead }) => asObject(lead).email,
			);

		await world().control('POST', '/faults', { provider: 'smartlead', status: 401, body: {} });
		await runAgain();
		expect(await emails()).toEqual([]);

		expect((await runAgain()).map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added']);
		const added = ['ada@newleads.example', 'grace@newleads.example', 'linus@newleads.example'];
		expect(await emails()).toEqual(added);
		expect(await sent()).toEqual([3, 3]);

		// Once they were added, they are not sent again.
		await world().client.runWorkflow(workflow.id);
		expect(await sent()).toEqual([3, 3]);
		expect(await emails()).toEqual(added);
	},
	limitMs,
);

it(
	'pause by rule: pauses only campaigns with a matching name and enough replies',
	async () => {
		await change('inbox', 's2nd0gen0campaign0000005', { contactedCount: 200, repliesCount: 20 });
		await change('inbox', 's2nd0gen0campaign0000004', {
			status: 'active',
			contactedCount: 200,
			repliesCount: 19,
		});
		const paused = dataOf(await run('Pause campaigns by reply rate or name'), 'Pause');
		expect(paused.map(({ name, status }) => [name, status]).sort()).toEqual([
			['Podcast guests', 'paused'],
			['ローンチ告知 🚀', 'paused'],
		]);
		const left = (await stored('inbox')).filter(({ id }) => id === 's2nd0gen0campaign0000004');
		expect(left).toMatchObject([{ status: 'active' }]);
	},
	limitMs,
);

it(
	'pause by rule: works for Smartlead with its provider and credential selected',
	async () => {
		const counts = (replies: number) => ({
			sandbox: { counts: { sent_count: 500, unique_sent_count: 200, reply_count: replies } },
		});
		await change('smartlead', '2048110', counts(20));
		await change('smartlead', '2048160', counts(19));
		const { workflow } = await importedExample(world(), 'Pause campaigns by reply rate or name');
		const nodes = objectArray(workflow.nodes).map((node) =>
			node.credentials === undefined
				? node
				: {
						...node,
						credentials: { [CREDENTIAL_TYPE]: world().credential('smartlead') },
						parameters: { ...asObject(node.parameters), provider: 'smartlead' },
					},
		);
		const name = 'Pause Smartlead campaigns by rule';
		const { id } = await world().client.saveWorkflow({ ...workflow, name, nodes });
		const paused = dataOf(await world().client.runWorkflow(id), 'Pause');
		expect(paused.map((item) => [item.id, item.status])).toEqual([['2048110', 'paused']]);
		const active = (await stored('smartlead')).filter(({ status }) => status === 'ACTIVE');
		expect(active.map(({ id: one }) => one).sort()).toEqual([2048111, 2048152, 2048160]);
	},
	limitMs,
);

describe('nightly inventory', () => {
	it(
		'returns all campaigns in one table with the same columns, and a file',
		async () => {
			const execution = await run('Nightly inventory of all services');
			const rows = dataOf(execution, 'One table');
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
		'reports a service that refuses, and lists the campaigns of the others',
		async () => {
			await world().control('POST', '/faults', { provider: 'inbox', status: 401, body: {} });
			const rows = dataOf(await run('Nightly inventory of all services'), 'One table');
			expect(rows.filter(({ error }) => error !== undefined)).toMatchObject([
				{ error: expect.stringContaining('Inbox rejected the API key or token') },
			]);
			expect(new Set(rows.map(({ provider }) => provider)).size).toBe(5);
		},
		limitMs,
	);
});

it(
	'clone to another service: creates one draft with the same name and time zone, however often it runs',
	async () => {
		const clone = async () =>
			dataOf(
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
	'alert on status: a test run writes a message about a current campaign with its figures',
	async () => {
		const execution = await run('Alert when a campaign completes or is paused');
		expect(execution.status).toBe('success');
		const [watched] = dataOf(execution, 'When a campaign completes or is paused');
		const [read] = dataOf(execution, 'Read the campaign');
		const [message] = dataOf(execution, 'Message');
		expect(watched).toMatchObject({ event: 'statusChanged', campaign: { id: read?.id } });
		expect(['completed', 'paused']).toContain(read?.status);
		expect(message?.text).toContain(`Campaign '${String(read?.name)}' is ${String(read?.status)}.`);
		expect(message?.text).toContain(`Contacted: ${String(read?.contacted)}`);
	},
	limitMs,
);

it(
	'the pair: an event that comes at once reaches the work, one time',
	async () => {
		const { client, n8n } = world();
		const all = await importedExamples(world());
		const [once, atOnce, hourly] = [/each once/, /at once/, /every hour/].map((name) =>
			all.find(({ stored: { name: stored } }) => name.test(stored)),
		);
		for (const example of [once, atOnce, hourly]) {
			await client.activateWorkflow(String(example?.stored.id));
		}
		const [trigger] = objectArray((await client.workflow(String(atOnce?.stored.id))).nodes);
		const address = `${n8n.address}/webhook/${String(trigger?.webhookId)}/campaigns`;
		await until(
			'n8n knows the address',
			async () => (await fetch(address, { method: 'POST' })).status !== 404,
		);
		const hook = {
			provider: 'inbox',
			url: address,
			events: ['campaign.*'],
			secret: inboxWebhookSecret,
		};
		await world().control('POST', '/hooks', hook);
		await change('inbox', 's2nd0gen0campaign0000005', { status: 'paused' });
		const executions = async () => await client.executionIds(String(once?.stored.id));
		await until('an execution', async () => (await executions()).length === 1);
		const [id = ''] = await executions();
		const items = dataOf(await client.waitForExecution(id), 'Your work');
		expect(items).toMatchObject([{ event: 'statusChanged', campaign: { status: 'paused' } }]);
		for (const example of [once, atOnce, hourly]) {
			await client.deactivateWorkflow(String(example?.stored.id));
		}
	},
	limitMs,
);

describe('panic button', () => {
	/** Submits the form with this word. @returns the execution that it starts */
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
		'pauses nothing without the right word',
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
		'pauses every active campaign, even when one service does not answer',
		async () => {
			await world().control('POST', '/faults', { provider: 'falconyte', status: 401, body: {} });
			await press('STOP');
			expect(await active()).toEqual([]);
		},
		limitMs,
	);
});
