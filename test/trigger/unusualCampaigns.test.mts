import { useSandbox } from '../engine/world.mts';
import { TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

it('reports a campaign that is listed twice once', async () => {
	const trigger = await setup.started('smartlead');
	const list = await setup.listed('smartlead');
	const added = { ...list[0], id: 7, name: 'New' };
	const twice = [...list, added, { ...added }];
	await world.fault({ provider: 'smartlead', status: 200, body: twice });
	expect((await trigger.poll()).items).toMatchObject([{ event: 'created', campaign: { id: '7' } }]);
});

it('sees no change when numbers come as texts', async () => {
	const trigger = await setup.started('smartlead');
	const list = (await setup.listed('smartlead')).map((each) => ({
		...each,
		id: String(each.id),
		max_leads_per_day: String(each.max_leads_per_day),
	}));
	await world.fault({ provider: 'smartlead', status: 200, body: list });
	expect((await trigger.poll()).items).toEqual([]);
});

it('reports an unknown status word as unknown, with the word', async () => {
	const trigger = await setup.started('smartlead');
	const campaign = (await world.stored('smartlead')).find(({ status }) => status === 'ACTIVE');
	await world.control('PUT', `/campaigns/smartlead/${String(campaign?.id)}`, { status: 'NAPPING' });
	expect((await trigger.poll()).items).toMatchObject([
		{
			event: 'statusChanged',
			campaign: { status: 'unknown', providerStatus: 'NAPPING' },
			previous: { status: 'active' },
		},
	]);
});

it('fails when a listed campaign has no ID, instead of reporting it with every poll', async () => {
	const trigger = await setup.started('smartlead');
	const body = [{ name: 'No id', status: 'ACTIVE' }];
	await world.fault({ provider: 'smartlead', status: 200, body });
	expect((await trigger.poll()).error?.message).toBe(
		"Smartlead lists the campaign 'No id' without a valid ID",
	);
	await setup.expectRecovery(trigger, 'smartlead');
});

it('reports thousands of changes in one execution', async () => {
	await setup.seed('inbox', 3000);
	const trigger = await setup.started('inbox');
	for (const { id, name } of await world.stored('inbox')) {
		if (String(name).startsWith('Bulk')) {
			await world.control('PUT', `/campaigns/inbox/${String(id)}`, { name: `${String(name)}!` });
		}
	}
	const { items } = await trigger.poll();
	expect(items).toHaveLength(3000);
	expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(3000);
	expect((await trigger.poll()).items).toEqual([]);
}, 60_000);
