import type { IDataObject } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, useSandbox } from '../engine/world.mts';
import { allEvents, eventIds, summarize, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

it('does not continue from the state of the workflow that it was copied from', async () => {
	const original = new ActiveTrigger(world.credential('smartlead'), { events: allEvents });
	await original.poll();
	const copy = new ActiveTrigger(world.credential('smartlead'), { events: allEvents }, {}, 'copy');
	copy.stored = original.stored;
	await setup.seed('smartlead', 1);
	expect((await copy.poll()).items).toEqual([]);
	await setup.seed('smartlead', 1);
	expect((await copy.poll()).items).toHaveLength(1);
	expect((await original.poll()).items).toHaveLength(2);
});

it('continues with a new key of the same account, and starts again with another account', async () => {
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: allEvents });
	await trigger.poll();
	await setup.seed('rapidPro', 1);
	// The same account at another address looks like a new key.
	const baseUrl = world.address('rapidPro').replace('127.0.0.1', 'localhost');
	trigger.credential = world.credential('rapidPro', { baseUrl });
	expect(summarize((await trigger.poll()).items)).toEqual(['created Bulk campaign 1']);
	trigger.credential = world.credential('smartlead');
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await setup.seed('smartlead', 1);
	expect((await trigger.poll()).items).toHaveLength(1);
});

it('starts again with another account when the first one had no campaigns', async () => {
	const baseUrl = world.address('smartlead').replace('127.0.0.1', 'localhost');
	const trigger = new ActiveTrigger(world.credential('smartlead', { baseUrl }), {
		events: allEvents,
	});
	for (const _ of [1, 2, 3]) {
		await world.fault({ provider: 'smartlead', path: '/campaigns/?$', status: 200, body: [] });
		expect((await trigger.poll()).items).toEqual([]);
		// The second key opens an empty account, too.
		trigger.credential = world.credential('smartlead', { baseUrl: `${baseUrl}/` });
	}
	trigger.credential = world.credential('smartlead');
	expect((await trigger.poll()).items).toEqual([]);
	await setup.seed('smartlead', 1);
	expect((await trigger.poll()).items).toHaveLength(1);
});

it('repeats no eventId after another service was watched', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: ['statusChanged'] });
	await setup.seed('smartlead', 1);
	const reported: IDataObject[] = [];
	for (const _ of [1, 2]) {
		trigger.credential = world.credential('smartlead');
		await setup.change('smartlead', 'Bulk campaign 1', { status: 'ACTIVE' });
		await trigger.poll();
		await setup.change('smartlead', 'Bulk campaign 1', { status: 'PAUSED' });
		reported.push(...(await trigger.poll()).items);
		trigger.credential = world.credential('dailyStory');
		await trigger.poll();
	}
	expect(reported).toHaveLength(2);
	expect(new Set(eventIds(reported)).size).toBe(2);
});

it('does not store the key', async () => {
	for (const provider of providerIds) {
		expect((await setup.started(provider)).stored).not.toContain(keys[provider]);
	}
});

it('tells another account with the same IDs from the watched one by the names', async () => {
	const numbered = (names: string[], status: string) =>
		names.map((name, index) => ({ id: index + 1, name, status }));
	const list = async (body: IDataObject[]) =>
		await world.fault({ provider: 'smartlead', path: '/campaigns$', status: 200, body });
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: allEvents });
	await list(numbered(['Spring', 'Summer', 'Autumn'], 'ACTIVE'));
	await trigger.poll();
	const baseUrl = world.address('smartlead').replace('127.0.0.1', 'localhost');
	trigger.credential = world.credential('smartlead', { baseUrl });
	const others = ['Webinar', 'Summer', 'Trade fair', 'Newsletter'];
	await list(numbered(others, 'PAUSED'));
	expect((await trigger.poll()).items).toEqual([]);
	await list(numbered(others, 'ACTIVE'));
	expect((await trigger.poll()).items).toHaveLength(4);
	// A new key of the same account, and one campaign in three renamed.
	trigger.credential = world.credential('smartlead');
	await list(numbered(['Webinar 2', 'Summer', 'Trade fair', 'Newsletter'], 'ACTIVE'));
	expect(summarize((await trigger.poll()).items)).toEqual(['updated Webinar 2']);
});

it('repeats no eventId after its state was lost', async () => {
	const reported: IDataObject[] = [];
	for (const _ of [1, 2]) {
		await world.control('POST', '/reset');
		await setup.seed('smartlead', 1);
		const events = ['statusChanged'];
		const trigger = new ActiveTrigger(world.credential('smartlead'), { events });
		await trigger.poll();
		await setup.change('smartlead', 'Bulk campaign 1', { status: 'PAUSED' });
		reported.push(...(await trigger.poll()).items);
	}
	expect(reported).toHaveLength(2);
	expect(new Set(eventIds(reported)).size).toBe(2);
});

it('gives the existing campaigns of two accounts different eventIds, and those of one account always the same', async () => {
	const existing = async (changes = {}) => {
		const parameters = { events: allEvents, options: { emitExisting: true } };
		const trigger = new ActiveTrigger(world.credential('smartlead', changes), parameters);
		return eventIds((await trigger.poll()).items);
	};
	const ids = await existing();
	expect(ids.length).toBeGreaterThan(2);
	expect(await existing()).toEqual(ids);
	const baseUrl = world.address('smartlead').replace('127.0.0.1', 'localhost');
	const others = await existing({ baseUrl });
	expect(others).toHaveLength(ids.length);
	expect(others.filter((id) => ids.includes(id))).toEqual([]);
});
