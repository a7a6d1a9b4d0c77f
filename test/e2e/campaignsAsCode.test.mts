import { setTimeout as sleep } from 'node:timers/promises';
import { dataOf, type Execution, itemsOf } from '../../sandbox/n8n/execution.mts';
import { asObject, type JsonObject, objectArray } from '../../sandbox/n8n/json.mts';
import { importedExample } from './helpers/examples.mts';
import { startScriptedModel } from './helpers/scriptedModel.mts';
import { useWorld } from './helpers/useWorld.mts';

const world = useWorld();
const limitMs = 120_000;

async function run(name: string): Promise<Execution> {
	const { stored } = await importedExample(world(), name);
	return await world().client.runWorkflow(stored.id);
}

/** The requests that changed something since the sandbox was reset. */
async function writes(): Promise<string[]> {
	const sent = await world().requests('smartlead');
	return sent
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${String(method)} ${String(path).replace(/[0-9]{5,}/, ':id')}`);
}

const storedCampaigns = async () =>
	objectArray(await world().control('GET', '/campaigns?provider=smartlead'));

it(
	'whole campaigns from a table: complete, not started, and a second run writes nothing',
	async () => {
		const name = 'Whole campaigns from a table';
		const made = dataOf(await run(name), 'Create or Update');
		expect(made).toMatchObject([
			{ name: 'Founders Berlin', status: 'draft', created: true },
			{ name: 'Founders Paris', status: 'draft', created: true },
		]);
		expect(made[0]?.changed).toEqual(
			expect.arrayContaining(['email_account_ids', 'sequence', 'timezone']),
		);
		const before = await writes();

		const again = dataOf(await run(name), 'Create or Update');
		expect(again.map(({ id, created, changed }) => ({ id, created, changed }))).toEqual(
			made.map(({ id }) => ({ id, created: false, changed: [] })),
		);
		expect(await writes()).toEqual(before);
		const statuses = (await storedCampaigns())
			.filter(({ name: stored }) => String(stored).startsWith('Founders'))
			.map(({ status }) => status);
		expect(statuses).toEqual(['DRAFTED', 'DRAFTED']);
	},
	limitMs,
);

it(
	'nightly drift alert: says what somebody changed by hand, and changes nothing',
	async () => {
		const alert = 'Drift alert every night';
		expect(dataOf(await run(alert), 'Message').map(({ text }) => text)).toEqual([
			"Campaign 'Founders Berlin' is missing.",
			"Campaign 'Founders Paris' is missing.",
		]);
		const [, paris] = dataOf(await run('Whole campaigns from a table'), 'Create or Update');
		expect(itemsOf(await run(alert), 'Message')).toEqual([]);

		const before = await writes();
		const fields = { scheduler_cron_value: null };
		await world().control('PUT', `/campaigns/smartlead/${String(paris?.id)}`, fields);
		const [message, ...others] = dataOf(await run(alert), 'Message');
		expect(others).toEqual([]);
		expect(message?.text).toContain("Campaign 'Founders Paris' is not as declared:");
		expect(message?.text).toContain('declared is "Europe/Berlin"');
		expect(await writes()).toEqual(before);
	},
	limitMs,
);

describe('an agent plans, a person approves', () => {
	const campaign = '2048101';
	const sequence = [
		{
			subject: 'A new first email',
			email_body: '<p>Hello</p>',
			seq_delay_details: { delay_in_days: 0 },
		},
	];

	/**
	 * Asks for a change, as a person does in the form, and answers the form that shows the plan.
	 *
	 * @param meanwhile what happens between the plan and the answer
	 */
	async function ask(word: string, meanwhile = async () => {}): Promise<Execution> {
		const { client, n8n } = world();
		const model = await startScriptedModel(
			{ tool: 'Find_campaigns', arguments: { Name: 'SaaS' } },
			(found) => {
				expect(found).toContain('SaaS');
				return JSON.stringify({ campaign, sequence });
			},
		);
		try {
			const openAi = await client.saveCredential('Scripted model', 'openAiApi', {
				apiKey: 'none',
				url: model.url,
			});
			const { workflow } = await importedExample(world(), 'Plan, approve, apply');
			const nodes = objectArray(workflow.nodes).map((node) =>
				node.name === 'Model' ? { ...node, credentials: { openAiApi: openAi } } : node,
			);
			const stored = await client.saveWorkflow({ ...workflow, nodes });
			const known = await client.executionIds(stored.id);
			await client.activateWorkflow(stored.id);
			const address = `${n8n.address}/form/change-a-campaign`;
			const deadline = Date.now() + 60_000;
			while ((await fetch(address)).status === 404 && Date.now() < deadline) await sleep(100);
			// The page of an execution that waits has an address that only the first answer tells.
			const { formWaitingUrl } = await submit(address, 'Shorten the sequence of the SaaS founders');
			const waiting = String(formWaitingUrl).replace(/^https?:\/\/[^/]+/, n8n.address);
			let id: string | undefined;
			while (id === undefined && Date.now() < deadline) {
				await sleep(50);
				id = (await client.executionIds(stored.id)).find((one) => !known.includes(one));
			}
			const page = await nextPage(waiting);
			expect(page).toContain('save sequence');
			expect(model.conversations).toHaveLength(2);
			await meanwhile();
			await submit(waiting, word);
			// The last page ends the execution, when it tells n8n that it was shown.
			await nextPage(waiting);
			await fetch(waiting, { method: 'POST', body: new FormData() });
			const execution = await client.waitForExecution(String(id));
			await client.deactivateWorkflow(stored.id);
			return execution;
		} finally {
			await model.close();
		}
	}

	/** Waits as the browser does: a page that is asked for too early is never answered. */
	async function nextPage(waiting: string): Promise<string> {
		const status = waiting.replace('?', '/n8n-execution-status?');
		const isRunning = async () => /running|new/.test(await (await fetch(status)).text());
		while (await isRunning()) await sleep(200);
		return await (await fetch(waiting)).text();
	}

	async function submit(address: string, text: string): Promise<JsonObject> {
		const form = new FormData();
		form.set('field-0', text);
		form.set('field-1', text);
		const answer = await fetch(address, { method: 'POST', body: form });
		expect(answer.status).toBe(200);
		const body = await answer.text();
		return body.startsWith('{') ? asObject(JSON.parse(body)) : {};
	}

	const pausedFirst = async () =>
		await world().control('PUT', `/campaigns/smartlead/${campaign}`, { status: 'PAUSED' });

	it(
		'applies exactly the plan that was approved',
		async () => {
			await pausedFirst();
			const execution = await ask('APPROVE');
			const [plan] = dataOf(execution, 'Plan');
			expect(plan).toMatchObject({ plan: 'update', id: campaign, steps: ['save sequence'] });
			expect(dataOf(execution, 'Apply')).toMatchObject([{ id: campaign, changed: ['sequence'] }]);
			expect(await writes()).toEqual(['POST /api/v1/campaigns/:id/sequences']);
		},
		limitMs,
	);

	it(
		'applies nothing without approval, or when the campaign changed meanwhile',
		async () => {
			await pausedFirst();
			const refused = await ask('no');
			expect(refused.order).toContain('Not applied');
			expect(refused.order).not.toContain('Apply');

			const late = await ask('APPROVE', async () => {
				await world().control('PUT', `/campaigns/smartlead/${campaign}`, { status: 'STOPPED' });
			});
			expect(late.status).toBe('error');
			expect(late.error?.message).toContain('does not hold for the campaign');
			expect(await writes()).toEqual([]);
		},
		limitMs,
	);
});
