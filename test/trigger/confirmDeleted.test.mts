import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

/** Removes bulk campaigns from DailyStory's list, while they can still be looked up. */
async function omitFromList(count: number, laterMs = 0): Promise<string[]> {
	const listed = await setup.listed('dailyStory');
	const bulk = listed.filter(({ name }) => String(name).startsWith('Bulk'));
	const ids = bulk.slice(0, count).map(({ campaignId }) => String(campaignId));
	const list = listed.filter(({ campaignId }) => !ids.includes(String(campaignId)));
	const body = { Status: true, Message: '', Response: { campaigns: list } };
	const path = '/campaigns$';
	const headers = { Date: new Date(Date.now() + laterMs).toUTCString() };
	await world.fault({ provider: 'dailyStory', path, status: 200, body, headers, times: 100 });
	return ids;
}

it.each([
	['refused in a 200', { status: 200, body: { Status: false, Message: 'Campaign not found' } }, 1],
	['answered with 410', { status: 410, body: { Status: false, Message: 'Gone' } }, 1],
	['answered in an unexpected shape', { status: 200, body: { Status: true, Response: null } }, 0],
	['forbidden', { status: 403, body: { Status: false, Message: 'No' } }, 0],
	['failing', { status: 500, body: 'Server Error' }, 0],
])('continues when looking up a missing campaign is %s', async (_, fault, deletions) => {
	await setup.seed('dailyStory', 1);
	const trigger = await setup.started('dailyStory');
	const [id = ''] = await omitFromList(1);
	const path = `/campaign/${id}$`;
	await world.fault({ provider: 'dailyStory', path, ...fault, times: 100 });
	const reported: unknown[] = [];
	for (const _ of [1, 2, 3, 4]) {
		// Too short for a retry.
		const { items, error } = await trigger.poll({ budgetMs: 100 });
		expect(error).toBeUndefined();
		reported.push(...items.map(({ event }) => event));
	}
	expect(reported).toEqual(Array.from({ length: deletions }, () => 'deleted'));
	await world.control('DELETE', '/faults');
});

it.each([4, 9])(
	'reports a deletion although the list omits %s more campaigns that still exist',
	async (count) => {
		await setup.seed('dailyStory', count + 1);
		const trigger = await setup.started('dailyStory');
		const ids = await omitFromList(count + 1);
		const gone = ids[count];
		const path = `/campaign/${gone}$`;
		const body = { Status: false, Message: 'Not found' };
		await world.fault({ provider: 'dailyStory', path, status: 404, body, times: 100 });
		const reported: unknown[] = [];
		for (let poll = 0; poll < 4; poll++) reported.push(...(await trigger.poll()).items);
		await world.control('DELETE', '/faults');
		await omitFromList(count + 1, 11 * 60_000);
		await world.fault({ provider: 'dailyStory', path, status: 404, body, times: 100 });
		for (let poll = 0; poll < 16; poll++) reported.push(...(await trigger.poll()).items);
		expect(reported).toMatchObject([{ event: 'deleted', campaign: { id: gone } }]);
	},
);

it('does not report a deletion from before the filter asked for it, although a lookup failed', async () => {
	await setup.seed('dailyStory', 1);
	const trigger = new ActiveTrigger(world.credential('dailyStory'), { events: ['created'] });
	await trigger.poll();
	const [id = ''] = await omitFromList(1);
	await world.control('DELETE', `/campaigns/dailyStory/${id}`);
	trigger.parameters = { events: ['deleted'] };
	await trigger.poll();
	const path = `/campaign/${id}$`;
	await world.fault({ provider: 'dailyStory', path, status: 500, body: '', times: 1 });
	for (const _ of [1, 2, 3, 4, 5]) {
		// Too short for a retry.
		expect((await trigger.poll({ budgetMs: 100 })).items).toEqual([]);
	}
});

it('ends in the time that n8n gives it although looking up missing campaigns is slow', async () => {
	await setup.seed('dailyStory', 3);
	const trigger = await setup.started('dailyStory');
	const ids = await omitFromList(3);
	await trigger.poll();
	const path = `/campaign/(${ids.join('|')})$`;
	const body = { Status: false, Message: 'Not found' };
	const slow = { provider: 'dailyStory' as const, path, status: 404, body };
	await world.fault({ ...slow, delayMs: 12_000, times: 3 });
	const { error, items, ms } = await trigger.poll({ budgetMs: 6_000 });
	expect([error, items]).toEqual([undefined, []]);
	expect(ms).toBeLessThan(11_500);
	await world.control('DELETE', '/faults');
	await omitFromList(3);
	await world.fault({ ...slow, times: 100 });
	const reported: unknown[] = [];
	for (const _ of [1, 2, 3]) reported.push(...(await trigger.poll()).items);
	expect(reported).toHaveLength(3);
}, 60_000);
