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

it('reads RapidPro’s whole list every hour, to find what was restored and forget what was archived', async () => {
	await setup.seed('rapidPro', 600);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	await trigger.poll();
	const archive = async (archived: boolean) =>
		await setup.change('rapidPro', 'Bulk campaign 5', { archived });
	const realNow = Date.now;
	let hours = 0;
	/** Polls three times in a later hour, and once more. */
	const pollLater = async () => {
		hours += 2;
		const lateBy = hours * 3_600_000;
		Date.now = () => realNow() + lateBy;
		await world.control('DELETE', '/faults');
		const headers = { Date: new Date(realNow() + lateBy).toUTCString() };
		await world.fault({ provider: 'rapidPro', handled: true, delayMs: 0, headers, times: 1_000 });
		const reported: string[] = [];
		for (const _ of [1, 2, 3]) reported.push(...summarize((await trigger.poll()).items));
		await world.control('DELETE', '/requests');
		await trigger.poll();
		expect(await world.log('rapidPro')).toHaveLength(1);
		return reported;
	};
	try {
		await archive(true);
		expect(await pollLater()).toEqual([]);
		await archive(false);
		expect(await pollLater()).toEqual(['created Bulk campaign 5']);
	} finally {
		Date.now = realNow;
	}
}, 60_000);
