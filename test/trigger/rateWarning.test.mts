import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

const limitMs = 300_000;

it(
	'warns in n8n’s log, once, when polls take more requests than the service allows',
	async () => {
		await setup.seed('rapidPro', 20_000);
		const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: allEvents });
		for (const _ of [1, 2]) await trigger.pollWhole();
		expect(trigger.warnings).toEqual([
			"Trigger: Each poll takes 81 requests to RapidPro / TextIt. Polling every minute exceeds the limit of 3600 requests an hour. Set 'Poll Times' to every 2 minutes or longer.",
		]);
		const pollTimes = { item: [{ mode: 'everyX', unit: 'minutes', value: 2 }] };
		const rarer = new ActiveTrigger(world.credential('rapidPro'), { events: allEvents, pollTimes });
		await rarer.pollWhole();
		expect(rarer.warnings).toEqual([]);
	},
	limitMs,
);

it.each([
	['@hourly', []],
	['0 9 * * 1-5', []],
	['*/5 * * * *', ['Polling 12 times an hour']],
	['0 0/5 * * * *', ['Polling 12 times an hour']],
	['5,25-35/5 * * * *', []],
])(
	'counts the polls of the cron expression %s',
	async (cronExpression, expected) => {
		await setup.seed('rapidPro', 100_000);
		const pollTimes = { item: [{ mode: 'custom', cronExpression }] };
		const parameters = { events: allEvents, pollTimes };
		const trigger = new ActiveTrigger(world.credential('rapidPro'), parameters);
		await trigger.pollWhole();
		expect(
			trigger.warnings.map((line) => /Polling .* an hour(?= exceeds)/.exec(line)?.[0]),
		).toEqual(expected);
	},
	limitMs,
);
