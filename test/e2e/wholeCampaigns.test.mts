import { dataOf } from '../../sandbox/n8n/execution.mts';
import { type JsonObject, objectArray } from '../../sandbox/n8n/json.mts';
import { useWorld } from './helpers/useWorld.mts';
import { campaignNode, runChain, type WorkflowNode } from './helpers/workflows.mts';
import type { Provider } from './helpers/world.mts';

const world = useWorld();
const limitMs = 600_000;

const steps = [
	{ subject: 'Hi', email_body: '<p>Hello</p>', seq_delay_details: { delay_in_days: 0 } },
	{ subject: '', email_body: '<p>Still there?</p>', seq_delay_details: { delay_in_days: 3 } },
];

const stored = async (provider: Provider) =>
	objectArray(await world().control('GET', `/campaigns?provider=${provider}`));

const run = async (nodes: WorkflowNode[]) => await runChain(world(), nodes, { timeoutMs: limitMs });

/** From nothing to a campaign that runs, in one node. */
const whole: Partial<Record<Provider, JsonObject>> = {
	smartlead: {
		additionalFields: {
			timezone: 'Europe/Berlin',
			days_of_the_week: [1, 2, 3, 4, 5],
			start_hour: '09:00',
			end_hour: '17:00',
			min_time_btw_emails: 15,
			max_new_leads_per_day: 20,
			sequenceJson: JSON.stringify(steps),
			email_account_ids: [7301, 7302],
			startNow: true,
		},
	},
	inbox: {
		accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'],
		additionalFields: {
			sequenceJson: JSON.stringify([
				{ type: 'message', data: { segments: [{ type: 'static', text: 'Hi' }] } },
			]),
			startNow: true,
		},
	},
	rapidPro: {
		group: { __rl: true, mode: 'id', value: 'Reporters' },
		additionalFields: {
			eventsJson: JSON.stringify([
				{
					...{ relative_to: 'registration', offset: 7, unit: 'days', delivery_hour: 9 },
					message: 'Welcome',
				},
			]),
		},
	},
};

it.each(Object.entries(whole) as Array<[Provider, JsonObject]>)(
	'%s: from an empty account to a campaign that runs, with one node',
	async (provider, parameters) => {
		for (const { id, uuid } of await stored(provider)) {
			await world().control('DELETE', `/campaigns/${provider}/${String(uuid ?? id)}`);
		}
		expect(await stored(provider)).toEqual([]);
		const node = () =>
			campaignNode(world(), 'Campaign', provider, {
				operation: 'upsert',
				matchBy: 'name',
				name: 'Whole',
				...parameters,
			});
		const [first] = dataOf(await run([node()]), 'Campaign');
		expect(first).toMatchObject({ name: 'Whole', status: 'active', created: true });
		const [again] = dataOf(await run([node()]), 'Campaign');
		expect(again).toMatchObject({ id: first?.id, status: 'active', created: false, changed: [] });
		expect(await stored(provider)).toHaveLength(1);
	},
	limitMs,
);
