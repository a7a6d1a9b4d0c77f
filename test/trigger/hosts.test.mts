import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, eventIds, summarize, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

describe.each([
	['a host that discards the state of a failed poll', false],
	['an older host, which keeps it and knows no budget', true],
])('%s', (_, isOldHost) => {
	it('reports an event with the same ID when the host lost the last poll', async () => {
		const trigger = new ActiveTrigger(world.credential('smartlead'), { events: allEvents });
		await trigger.poll({ isOldHost });
		await setup.seed('smartlead', 3);
		const lost = await trigger.poll({ isOldHost, isLost: true });
		const again = await trigger.poll({ isOldHost });
		expect(lost.items).toHaveLength(3);
		expect(eventIds(again.items)).toEqual(eventIds(lost.items));
		expect((await trigger.poll({ isOldHost })).items).toEqual([]);
	}, 20_000);

	it('stores nothing when a page fails', async () => {
		await setup.seed('rapidPro', 600);
		const events = ['created', 'deleted', 'updated'];
		const trigger = new ActiveTrigger(world.credential('rapidPro'), { events });
		await trigger.poll({ isOldHost });
		const { stored } = trigger;
		await setup.seed('rapidPro', 2, 'Late');
		const fault = {
			provider: 'rapidPro' as const,
			path: 'campaigns',
			status: 400,
			body: { detail: 'no' },
		};
		await world.control('POST', '/moves', {
			...{ provider: 'rapidPro', path: 'campaigns', after: 1 },
			acts: [{ add: { count: 1, prefix: 'During' } }],
		});
		await world.fault({ ...fault, path: 'campaigns' });
		const failed = await trigger.poll({ isOldHost });
		expect(failed.error?.message).toContain('no');
		expect(trigger.stored === stored).toBe(true);
		const { items } = await trigger.poll({ isOldHost });
		expect(summarize(items).sort()).toEqual(['created Late 601', 'created Late 602']);
		expect(summarize((await trigger.poll({ isOldHost })).items)).toEqual(['created During 603']);
	}, 30_000);
});

it('gives the same change at another time another eventId', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: allEvents });
	await setup.seed('smartlead', 1);
	await trigger.poll();
	const reported: IDataObject[] = [];
	for (const status of ['PAUSED', 'ACTIVE', 'PAUSED', 'ACTIVE', 'PAUSED']) {
		await setup.change('smartlead', 'Bulk campaign 1', { status });
		reported.push(...(await trigger.poll()).items);
	}
	expect(reported.length).toBeGreaterThanOrEqual(4);
	expect(new Set(eventIds(reported)).size).toBe(reported.length);
});

it('reports an event once when several polls start from the same state', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: allEvents });
	await trigger.poll();
	await setup.seed('smartlead', 1);
	const all = await trigger.pollAtOnce();
	expect(all.flatMap(({ items }) => items)).toHaveLength(1);
});

it('lets two nodes with one ID poll at the same time', async () => {
	const named = (name: string) =>
		new ActiveTrigger(world.credential('smartlead'), { events: allEvents }, { name }, 'shared');
	const both = [named('One'), named('Two')];
	for (const trigger of both) await trigger.poll();
	await setup.seed('smartlead', 1);
	const polled = await Promise.all(both.map(async (trigger) => await trigger.poll()));
	expect(polled.map(({ items }) => items.length)).toEqual([1, 1]);
});

it.each([
	['an hour ahead', 3_600_000],
	['a day back', -86_400_000],
])('reports the right time when the machine’s clock jumps %s', async (_, jumpMs) => {
	const trigger = await setup.started('dailyStory');
	const realNow = Date.now;
	await setup.seed('dailyStory', 1);
	const about = realNow();
	let polled: Awaited<ReturnType<ActiveTrigger['poll']>>;
	// The sandbox runs in this process, too: this header gives it the right time.
	await world.fault({
		...{ provider: 'dailyStory' as const, handled: true, delayMs: 0 },
		headers: { Date: new Date(about).toUTCString() },
	});
	Date.now = () => realNow() + jumpMs;
	try {
		polled = await trigger.poll();
	} finally {
		Date.now = realNow;
	}
	expect(polled.items).toHaveLength(1);
	const [item] = polled.items;
	expect(Math.abs(Date.parse(String(item?.detectedAt)) - about)).toBeLessThan(60_000);
	expect((await trigger.poll()).items).toEqual([]);
});
