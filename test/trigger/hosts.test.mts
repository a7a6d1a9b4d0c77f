import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

const events = ['created', 'updated', 'statusChanged', 'deleted'];

const seed = async (provider: ProviderId, count: number, prefix = 'Bulk campaign') =>
	await world.control('POST', '/seed', { provider, count, prefix });

const names = (items: IDataObject[]) =>
	items.map(({ event, campaign }) => `${String(event)} ${String((campaign as IDataObject).name)}`);

const ids = (items: IDataObject[]) => items.map(({ eventId }) => eventId).sort();

/** The ids of stored campaigns by name. */
async function idOf(provider: ProviderId, name: string): Promise<string> {
	const found = (await world.stored(provider)).find((campaign) => campaign.name === name);
	return String(found?.id ?? found?.uuid ?? found?.campaignId);
}

const change = async (provider: ProviderId, name: string, fields: IDataObject) =>
	await world.control('PUT', `/campaigns/${provider}/${await idOf(provider, name)}`, fields);

describe.each([
	['a host that drops what a failed poll changed', false],
	['an older host, that keeps it and knows no budget', true],
])('%s', (_, isOldHost) => {
	it('reports an event with the same id when the host lost the last poll', async () => {
		const trigger = new ActiveTrigger(world.credential('smartlead'), { events });
		await trigger.poll({ isOldHost });
		await seed('smartlead', 3);
		const lost = await trigger.poll({ isOldHost, isLost: true });
		const again = await trigger.poll({ isOldHost });
		expect(lost.items).toHaveLength(3);
		expect(ids(again.items)).toEqual(ids(lost.items));
		expect((await trigger.poll({ isOldHost })).items).toEqual([]);
	}, 20_000);

	it('changes nothing when a page fails', async () => {
		await seed('rapidPro', 600);
		const trigger = new ActiveTrigger(world.credential('rapidPro'), { events });
		await trigger.poll({ isOldHost });
		const { stored } = trigger;
		await seed('rapidPro', 2, 'Late');
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
		expect(names(items).sort()).toEqual(['created Late 601', 'created Late 602']);
		expect(names((await trigger.poll({ isOldHost })).items)).toEqual(['created During 603']);
	}, 30_000);
});

it('gives eventIds of their own to the same change at another time', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events });
	await seed('smartlead', 1);
	await trigger.poll();
	const reported: IDataObject[] = [];
	for (const status of ['PAUSED', 'ACTIVE', 'PAUSED', 'ACTIVE', 'PAUSED']) {
		await change('smartlead', 'Bulk campaign 1', { status });
		reported.push(...(await trigger.poll()).items);
	}
	expect(reported.length).toBeGreaterThanOrEqual(4);
	expect(new Set(ids(reported)).size).toBe(reported.length);
});

it.each(['falconyte', 'inbox', 'rapidPro'] as const)(
	'%s: stops in time where the host gives little, goes on at the next poll, and misses nothing',
	async (provider) => {
		await seed(provider, 900);
		const whole = new ActiveTrigger(world.credential(provider), { events });
		const short = new ActiveTrigger(world.credential(provider), { events });
		await whole.poll();
		// A time in which no second page fits.
		for (let poll = 0; poll < 12; poll++)
			expect((await short.poll({ budgetMs: 1 })).error).toBeUndefined();
		await seed(provider, 3, 'Late');
		await world.control(
			'DELETE',
			`/campaigns/${provider}/${await idOf(provider, 'Bulk campaign 400')}`,
		);
		await change(provider, 'Bulk campaign 800', { name: 'Renamed' });
		const expected = names((await whole.poll()).items).concat(names((await whole.poll()).items));
		const reported: string[] = [];
		let mostPages = 0;
		for (let poll = 0; poll < 60; poll++) {
			await world.control('DELETE', '/requests');
			reported.push(...names((await short.poll({ budgetMs: 1 })).items));
			mostPages = Math.max(mostPages, (await world.log(provider)).length);
		}
		expect(reported.sort()).toEqual(expected.sort());
		expect(expected).toHaveLength(5);
		expect(mostPages).toBeLessThan(10);
	},
	60_000,
);

it('goes on at the list’s beginning when its place in the list is no longer valid', async () => {
	await seed('rapidPro', 600);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), {
		events: ['created', 'deleted'],
	});
	await trigger.poll();
	await trigger.poll({ budgetMs: 1 });
	expect(JSON.parse(trigger.stored)).toHaveProperty(
		'watch.page',
		expect.stringContaining('cursor'),
	);
	await world.fault({
		provider: 'rapidPro',
		path: 'campaigns',
		status: 404,
		body: { detail: 'Invalid cursor' },
	});
	await seed('rapidPro', 1, 'Late');
	const { items, error } = await trigger.poll();
	expect(error).toBeUndefined();
	expect(names(items)).toEqual(['created Late 601']);
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
});

it.each(providerIds)(
	'%s: a test in the editor shows a campaign of now and touches nothing',
	async (provider) => {
		const trigger = new ActiveTrigger(world.credential(provider), { events: ['statusChanged'] });
		const { items } = await trigger.poll({ mode: 'manual' });
		const stored = await world.stored(provider);
		expect(items).toHaveLength(1);
		const [item] = items;
		expect(stored.map(({ name }) => name)).toContain((item?.campaign as IDataObject).name);
		expect(item).toMatchObject({ event: 'statusChanged', eventId: 'sample' });
		expect(trigger.stored).toBe('{}');
	},
);

it('shows in a test whichever of the events fits a campaign of now', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), {
		...{ events: ['statusChanged', 'updated'], statuses: ['unknown'] },
	});
	const { items } = await trigger.poll({ mode: 'manual' });
	expect(items).toMatchObject([{ event: 'updated', eventId: 'sample' }]);
});

it('says in a test that no campaign passes the filters', async () => {
	const filters = { name: 'no such name' };
	const trigger = new ActiveTrigger(world.credential('inbox'), { events, filters });
	const { error } = await trigger.poll({ mode: 'manual' });
	expect(error?.message).toBe('Inbox has no campaign that matches the filters');
});

it('does not report old events when filters change, nor miss those that both ask for', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), {
		...{ events: ['created'], filters: { name: 'Spring' } },
	});
	await trigger.poll();
	const before = trigger.stored;
	await seed('smartlead', 1, 'Autumn');
	await trigger.poll();
	// An older host has not stored the poll that reported nothing.
	trigger.stored = before;
	await seed('smartlead', 1, 'Spring');
	trigger.parameters = { events: ['created', 'statusChanged'], filters: {} };
	expect(names((await trigger.poll()).items)).toEqual([expect.stringMatching(/^created Spring/)]);
	expect((await trigger.poll()).items).toEqual([]);
	await seed('smartlead', 1, 'Winter');
	expect(names((await trigger.poll()).items)).toEqual([expect.stringMatching(/^created Winter/)]);
});

it('does not report what was deleted before deletions were asked for', async () => {
	await seed('rapidPro', 2);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['updated'] });
	await trigger.poll();
	const before = trigger.stored;
	await world.control('DELETE', `/campaigns/rapidPro/${await idOf('rapidPro', 'Bulk campaign 1')}`);
	for (const _ of [1, 2, 3]) await trigger.poll();
	trigger.stored = before;
	trigger.parameters = { events: ['deleted'] };
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await world.control('DELETE', `/campaigns/rapidPro/${await idOf('rapidPro', 'Bulk campaign 2')}`);
	await trigger.poll();
	expect(names((await trigger.poll()).items)).toEqual(['deleted Bulk campaign 2']);
});

it('does not go on from the state of the workflow that it is a copy of', async () => {
	const original = new ActiveTrigger(world.credential('smartlead'), { events });
	await original.poll();
	const copy = new ActiveTrigger(world.credential('smartlead'), { events }, {}, 'copy');
	copy.stored = original.stored;
	await seed('smartlead', 1);
	expect((await copy.poll()).items).toEqual([]);
	await seed('smartlead', 1);
	expect((await copy.poll()).items).toHaveLength(1);
	expect((await original.poll()).items).toHaveLength(2);
});

it('goes on with a new key of the same account, and starts anew with another account', async () => {
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events });
	await trigger.poll();
	await seed('rapidPro', 1);
	// The same account by another address: that looks as a new key does.
	const baseUrl = world.address('rapidPro').replace('127.0.0.1', 'localhost');
	trigger.credential = world.credential('rapidPro', { baseUrl });
	expect(names((await trigger.poll()).items)).toEqual(['created Bulk campaign 1']);
	trigger.credential = world.credential('smartlead');
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await seed('smartlead', 1);
	expect((await trigger.poll()).items).toHaveLength(1);
});

it('starts anew with the account of another key where the first one had no campaigns', async () => {
	const baseUrl = world.address('smartlead').replace('127.0.0.1', 'localhost');
	const trigger = new ActiveTrigger(world.credential('smartlead', { baseUrl }), { events });
	for (const _ of [1, 2, 3]) {
		await world.fault({ provider: 'smartlead', path: '/campaigns/?$', status: 200, body: [] });
		expect((await trigger.poll()).items).toEqual([]);
		// The second key is of an empty account as well.
		trigger.credential = world.credential('smartlead', { baseUrl: `${baseUrl}/` });
	}
	trigger.credential = world.credential('smartlead');
	expect((await trigger.poll()).items).toEqual([]);
	await seed('smartlead', 1);
	expect((await trigger.poll()).items).toHaveLength(1);
});

it('gives eventIds of their own to what happens after another service was watched', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: ['statusChanged'] });
	await seed('smartlead', 1);
	const reported: IDataObject[] = [];
	for (const _ of [1, 2]) {
		trigger.credential = world.credential('smartlead');
		await change('smartlead', 'Bulk campaign 1', { status: 'ACTIVE' });
		await trigger.poll();
		await change('smartlead', 'Bulk campaign 1', { status: 'PAUSED' });
		reported.push(...(await trigger.poll()).items);
		trigger.credential = world.credential('dailyStory');
		await trigger.poll();
	}
	expect(reported).toHaveLength(2);
	expect(new Set(ids(reported)).size).toBe(2);
});

it('does not report what happened in the middle of a reading before anyone asked for it', async () => {
	await seed('inbox', 300);
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: ['created'] });
	await trigger.poll();
	await trigger.poll({ budgetMs: 1 });
	const [first] = (await world.stored('inbox')).filter(({ name }) => name === 'Bulk campaign 300');
	expect(JSON.parse(trigger.stored)).toHaveProperty('watch.page');
	await world.control('PUT', `/campaigns/inbox/${String(first?.id)}`, { name: 'Renamed' });
	trigger.parameters = { events };
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await change('inbox', 'Bulk campaign 5', { name: 'Renamed later' });
	expect(names((await trigger.poll()).items)).toEqual(['updated Renamed later']);
});

it('does not report what happened while another question was asked within one reading', async () => {
	await seed('inbox', 300);
	const asking = (...names: string[]) => ({ events: names });
	const trigger = new ActiveTrigger(world.credential('inbox'), asking('deleted', 'updated'));
	await trigger.poll();
	await trigger.poll({ budgetMs: 1 });
	trigger.parameters = asking('deleted');
	for (const name of ['Bulk campaign 1', 'Bulk campaign 300'])
		await change('inbox', name, { name: `${name}, renamed` });
	expect((await trigger.poll({ budgetMs: 1 })).items).toEqual([]);
	trigger.parameters = asking('deleted', 'updated');
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await change('inbox', 'Bulk campaign 5', { name: 'Renamed later' });
	expect(names((await trigger.poll()).items)).toEqual(['updated Renamed later']);
});

it('does not replay what a long log tells of the time before anyone asked', async () => {
	await seed('inbox', 1);
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: ['created'] });
	await trigger.poll();
	for (let round = 0; round < 2500; round++)
		await change('inbox', 'Bulk campaign 1', { status: round % 2 === 0 ? 'active' : 'paused' });
	trigger.parameters = { events };
	for (let poll = 0; poll < 6; poll++)
		expect((await trigger.poll({ budgetMs: 1 })).items).toEqual([]);
	await change('inbox', 'Bulk campaign 1', { status: 'active' });
	expect((await trigger.poll()).items).toMatchObject([{ event: 'statusChanged' }]);
}, 60_000);

it('reports nothing when a version that watches other fields takes over, however little time it has', async () => {
	await seed('inbox', 300);
	const trigger = new ActiveTrigger(world.credential('inbox'), { events });
	await trigger.poll();
	// As an earlier version left it: other marks of other fields, and no fingerprint of the list.
	const data = JSON.parse(trigger.stored) as { watch: IDataObject };
	const { digest: _digest, ...watch } = data.watch;
	const entries = String(watch.entries)
		.split(';')
		.map((entry) => `${entry.charAt(0)}earlier0${entry.slice(9)}`)
		.join(';');
	trigger.stored = JSON.stringify({ watch: { ...watch, basis: 'old0', entries } });
	for (let poll = 0; poll < 12; poll++)
		expect((await trigger.poll({ budgetMs: 1 })).items).toEqual([]);
	await change('inbox', 'Bulk campaign 5', { name: 'Renamed' });
	const told: string[] = [];
	for (const _ of [1, 2]) told.push(...names((await trigger.poll()).items));
	expect(told).toEqual(['updated Renamed']);
});

it('does not report a deletion of the time in which another name was asked for', async () => {
	await seed('smartlead', 1, 'Alpha');
	await seed('smartlead', 2, 'Beta');
	const trigger = new ActiveTrigger(world.credential('smartlead'), {
		...{ events: ['deleted'], filters: { name: 'Alpha' } },
	});
	await trigger.poll();
	const [beta, other] = (await world.stored('smartlead')).filter(({ name }) =>
		String(name).startsWith('Beta'),
	);
	await world.control('DELETE', `/campaigns/smartlead/${String(beta?.id)}`);
	trigger.parameters = { events: ['deleted'], filters: { name: 'Beta' } };
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await world.control('DELETE', `/campaigns/smartlead/${String(other?.id)}`);
	await trigger.poll();
	expect((await trigger.poll()).items).toHaveLength(1);
});

it('reports once what several polls find that go on from the same state', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events });
	await trigger.poll();
	await seed('smartlead', 1);
	const all = await trigger.pollAtOnce();
	expect(all.flatMap(({ items }) => items)).toHaveLength(1);
});

it('asks RapidPro for one page where only new campaigns count, and still finds them all', async () => {
	await seed('rapidPro', 1000);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	await trigger.poll();
	await world.control('DELETE', '/requests');
	expect((await trigger.poll()).items).toEqual([]);
	expect(await world.log('rapidPro')).toHaveLength(1);
	await seed('rapidPro', 300, 'Late');
	await world.control('DELETE', '/requests');
	expect((await trigger.poll()).items).toHaveLength(300);
	expect(await world.log('rapidPro')).toHaveLength(3);
	// Asked for more, it does not report what changed while nobody looked.
	await change('rapidPro', 'Bulk campaign 1', { name: 'Renamed' });
	await trigger.poll();
	trigger.parameters = { events };
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await change('rapidPro', 'Bulk campaign 2', { name: 'Renamed too' });
	expect(names((await trigger.poll()).items)).toEqual(['updated Renamed too']);
}, 30_000);

it('reports the rest of many new campaigns, though the question changes in the middle', async () => {
	await seed('rapidPro', 10);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	for (const _ of [1, 2]) await trigger.poll();
	await seed('rapidPro', 600, 'Late');
	const first = (await trigger.poll({ budgetMs: 1 })).items.length;
	trigger.parameters = { events: ['created'], options: { figures: true } };
	const rest = (await trigger.poll()).items.length;
	expect(first).toBeLessThanOrEqual(250);
	expect(first + rest).toBe(600);
	expect((await trigger.poll()).items).toEqual([]);
}, 30_000);

it('warns once in n8n’s log when polls take more requests than the service allows', async () => {
	await seed('rapidPro', 20_000);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events });
	for (const _ of [1, 2]) await trigger.poll();
	expect(trigger.warnings).toEqual([
		"Trigger: Each poll takes 81 requests to RapidPro / TextIt. Polling every minute exceeds the limit of 3600 requests an hour. Set 'Poll Times' to every 2 minutes or longer.",
	]);
	const pollTimes = { item: [{ mode: 'everyX', unit: 'minutes', value: 2 }] };
	const rarer = new ActiveTrigger(world.credential('rapidPro'), { events, pollTimes });
	await rarer.poll();
	expect(rarer.warnings).toEqual([]);
}, 60_000);
