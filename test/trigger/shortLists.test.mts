import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, useSandbox } from '../engine/world.mts';
import { allEvents, emptyLists, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

it.each(providerIds)('%s: reports no deletion when the list is empty once', async (provider) => {
	const trigger = await setup.started(provider);
	const status = { status: 200, body: emptyLists[provider] };
	await world.fault({ provider, path: 'campaigns', ...status });
	expect((await trigger.poll()).items).toEqual([]);
	await setup.expectRecovery(trigger, provider);
});

it.each(providerIds.filter((provider) => provider !== 'falconyte'))(
	'%s: reports no deletion while the list stays empty but the campaigns still exist',
	async (provider) => {
		const trigger = await setup.started(provider);
		const status = { status: 200, body: emptyLists[provider] };
		const path = provider === 'rapidPro' ? '^/api/v2/campaigns.json$' : '/campaigns(/v2)?$';
		for (const _ of [1, 2, 3]) {
			await world.control('DELETE', '/faults');
			// RapidPro reads single campaigns at the same path: only the list is empty.
			await world.fault({ provider, path, ...status, times: 1 });
			expect((await trigger.poll()).items).toEqual([]);
		}
		await world.control('DELETE', '/faults');
		await setup.expectRecovery(trigger, provider);
	},
);

it('reports a mass deletion after four scans and ten minutes, each campaign once', async () => {
	await setup.seed('rapidPro', 300);
	const trigger = await setup.started('rapidPro');
	await world.control('POST', '/reset');
	for (const _ of [1, 2, 3, 4, 5]) expect((await trigger.poll()).items).toEqual([]);
	await setup.postpone('rapidPro', 11 * 60_000);
	const { items } = await trigger.poll();
	expect(items).toHaveLength(300);
	expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(300);
	expect((await trigger.poll()).items).toEqual([]);
});

it('reports nothing when Falconyte shows too few campaigns several times', async () => {
	await setup.seed('falconyte', 40);
	const trigger = await setup.started('falconyte');
	const all = await setup.listed('falconyte');
	const fault = { provider: 'falconyte' as const, path: 'email/campaigns$', status: 200 };
	for (const campaigns of [all.slice(0, 30), []]) {
		const body = { ok: true, campaigns };
		await world.fault({ ...fault, body, times: 4 });
		for (const _ of [1, 2, 3, 4, 5, 6]) expect((await trigger.poll()).items).toEqual([]);
	}
	await setup.expectRecovery(trigger, 'falconyte');
});

it('says that a campaign was reported as deleted when it comes back', async () => {
	await setup.seed('rapidPro', 1);
	const trigger = await setup.started('rapidPro');
	await setup.change('rapidPro', 'Bulk campaign 1', { archived: true });
	await trigger.poll();
	const [deleted] = (await trigger.poll()).items;
	await setup.change('rapidPro', 'Bulk campaign 1', { archived: false });
	const [created, ...none] = (await trigger.poll()).items;
	expect([deleted, created]).toMatchObject([
		{ event: 'deleted', campaign: { name: 'Bulk campaign 1' } },
		{ event: 'created', campaign: { name: 'Bulk campaign 1' }, previous: { status: 'deleted' } },
	]);
	expect(none).toEqual([]);
	await setup.change('rapidPro', 'Bulk campaign 1', { archived: true });
	await trigger.poll();
	expect((await trigger.poll()).items).toMatchObject([{ event: 'deleted' }]);
});

it('does not start from an empty list when only new campaigns are reported', async () => {
	await setup.seed('rapidPro', 600);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	for (const _ of [1, 2]) await trigger.poll();
	const fault = { provider: 'rapidPro' as const, path: 'campaigns', status: 200 };
	await world.fault({ ...fault, body: emptyLists.rapidPro });
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
	// The same when deletions are reported from then on.
	trigger.parameters = { events: allEvents };
	await world.fault({ ...fault, body: emptyLists.rapidPro });
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
	await setup.expectRecovery(trigger, 'rapidPro');
}, 30_000);

it('recognizes two empty lists with good ones between them', async () => {
	await setup.seed('rapidPro', 600);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	for (const _ of [1, 2]) await trigger.poll();
	const fault = { provider: 'rapidPro' as const, path: 'campaigns', status: 200, times: 2 };
	for (const _ of [1, 2]) {
		// Looking up one of the campaigns finds nothing either.
		await world.fault({ ...fault, body: emptyLists.rapidPro });
		for (const _poll of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
		await world.control('DELETE', '/faults');
	}
	trigger.parameters = { events: allEvents };
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
	await setup.expectRecovery(trigger, 'rapidPro');
}, 30_000);

it('recognizes a list without the known campaigns, however many new ones it shows', async () => {
	await setup.seed('smartlead', 10);
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: ['created'] });
	await trigger.poll();
	const known = (await world.stored('smartlead')).filter(({ name }) =>
		String(name).startsWith('Bulk'),
	);
	for (const { id } of known)
		await world.control('PUT', `/campaigns/smartlead/${String(id)}`, { max_leads_per_day: 999 });
	await setup.seed('smartlead', 20, 'New');
	trigger.parameters = { events: ['updated'] };
	const listed = await setup.listed('smartlead');
	const body = listed.filter(({ name }) => String(name).startsWith('New'));
	await world.fault({ provider: 'smartlead', status: 200, body, times: 1 });
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
});
