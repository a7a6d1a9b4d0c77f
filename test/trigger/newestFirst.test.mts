import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, summarize, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

it('asks RapidPro for one page when only new campaigns are reported, and still finds all of them', async () => {
	await setup.seed('rapidPro', 1000);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	await trigger.poll();
	await world.control('DELETE', '/requests');
	expect((await trigger.poll()).items).toEqual([]);
	expect(await world.log('rapidPro')).toHaveLength(1);
	await setup.seed('rapidPro', 300, 'Late');
	await world.control('DELETE', '/requests');
	expect((await trigger.poll()).items).toHaveLength(300);
	expect(await world.log('rapidPro')).toHaveLength(3);
	// With more events, it does not report what changed while only new campaigns counted.
	await setup.change('rapidPro', 'Bulk campaign 1', { name: 'Renamed' });
	await trigger.poll();
	trigger.parameters = { events: allEvents };
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await setup.change('rapidPro', 'Bulk campaign 2', { name: 'Renamed too' });
	expect(summarize((await trigger.poll()).items)).toEqual(['updated Renamed too']);
}, 30_000);

it('reports the rest of many new campaigns although the filter changes in between', async () => {
	await setup.seed('rapidPro', 10);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	for (const _ of [1, 2]) await trigger.poll();
	await setup.seed('rapidPro', 600, 'Late');
	const first = (await trigger.poll({ budgetMs: 1 })).items.length;
	trigger.parameters = { events: ['created'], options: { figures: true } };
	const rest = (await trigger.poll()).items.length;
	expect(first).toBeLessThanOrEqual(250);
	expect(first + rest).toBe(600);
	expect((await trigger.poll()).items).toEqual([]);
}, 30_000);
