import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

it('warns in n8n’s log, once, when polls take more requests than the service allows', async () => {
	await setup.seed('rapidPro', 20_000);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: allEvents });
	for (const _ of [1, 2]) await trigger.poll();
	expect(trigger.warnings).toEqual([
		"Trigger: Each poll takes 81 requests to RapidPro / TextIt. Polling every minute exceeds the limit of 3600 requests an hour. Set 'Poll Times' to every 2 minutes or longer.",
	]);
	const pollTimes = { item: [{ mode: 'everyX', unit: 'minutes', value: 2 }] };
	const rarer = new ActiveTrigger(world.credential('rapidPro'), { events: allEvents, pollTimes });
	await rarer.poll();
	expect(rarer.warnings).toEqual([]);
}, 60_000);
