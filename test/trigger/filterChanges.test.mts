import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, summarize, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

it('reports only what both filters ask for when filters change', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), {
		...{ events: ['created'], filters: { name: 'Spring' } },
	});
	await trigger.poll();
	const before = trigger.stored;
	await setup.seed('smartlead', 1, 'Autumn');
	await trigger.poll();
	// An older host does not store a poll without events.
	trigger.stored = before;
	await setup.seed('smartlead', 1, 'Spring');
	trigger.parameters = { events: ['created', 'statusChanged'], filters: {} };
	expect(summarize((await trigger.poll()).items)).toEqual([
		expect.stringMatching(/^created Spring/),
	]);
	expect((await trigger.poll()).items).toEqual([]);
	await setup.seed('smartlead', 1, 'Winter');
	expect(summarize((await trigger.poll()).items)).toEqual([
		expect.stringMatching(/^created Winter/),
	]);
});

it('does not report deletions from before the filter asked for them', async () => {
	await setup.seed('rapidPro', 2);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['updated'] });
	await trigger.poll();
	const before = trigger.stored;
	await setup.remove('rapidPro', 'Bulk campaign 1');
	for (const _ of [1, 2, 3]) await trigger.poll();
	trigger.stored = before;
	trigger.parameters = { events: ['deleted'] };
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await setup.remove('rapidPro', 'Bulk campaign 2');
	await trigger.poll();
	expect(summarize((await trigger.poll()).items)).toEqual(['deleted Bulk campaign 2']);
});

it('does not report what happened during a scan before the filter asked for it', async () => {
	await setup.seed('inbox', 300);
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: ['created'] });
	await trigger.poll();
	await trigger.poll({ budgetMs: 1 });
	const [first] = (await world.stored('inbox')).filter(({ name }) => name === 'Bulk campaign 300');
	expect(JSON.parse(trigger.stored)).toHaveProperty('watch.page');
	await world.control('PUT', `/campaigns/inbox/${String(first?.id)}`, { name: 'Renamed' });
	trigger.parameters = { events: allEvents };
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await setup.change('inbox', 'Bulk campaign 5', { name: 'Renamed later' });
	expect(summarize((await trigger.poll()).items)).toEqual(['updated Renamed later']);
});

it('does not report what happened during a scan while another filter was in force', async () => {
	await setup.seed('inbox', 300);
	const filter = (...events: string[]) => ({ events });
	const trigger = new ActiveTrigger(world.credential('inbox'), filter('deleted', 'updated'));
	await trigger.poll();
	await trigger.poll({ budgetMs: 1 });
	trigger.parameters = filter('deleted');
	for (const name of ['Bulk campaign 1', 'Bulk campaign 300'])
		await setup.change('inbox', name, { name: `${name}, renamed` });
	expect((await trigger.poll({ budgetMs: 1 })).items).toEqual([]);
	trigger.parameters = filter('deleted', 'updated');
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await setup.change('inbox', 'Bulk campaign 5', { name: 'Renamed later' });
	expect(summarize((await trigger.poll()).items)).toEqual(['updated Renamed later']);
});

it('does not replay a long log from before the filter asked for it', async () => {
	await setup.seed('inbox', 1);
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: ['created'] });
	await trigger.poll();
	for (let round = 0; round < 2500; round++)
		await setup.change('inbox', 'Bulk campaign 1', {
			status: round % 2 === 0 ? 'active' : 'paused',
		});
	trigger.parameters = { events: allEvents };
	for (let poll = 0; poll < 6; poll++)
		expect((await trigger.poll({ budgetMs: 1 })).items).toEqual([]);
	await setup.change('inbox', 'Bulk campaign 1', { status: 'active' });
	expect((await trigger.poll()).items).toMatchObject([{ event: 'statusChanged' }]);
}, 60_000);

it('does not report a deletion from when the filter asked for another name', async () => {
	await setup.seed('smartlead', 1, 'Alpha');
	await setup.seed('smartlead', 2, 'Beta');
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

it('does not report what happened before the filter asked for it, although the next list is empty', async () => {
	await setup.seed('smartlead', 5);
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: ['created'] });
	await trigger.poll();
	for (const { id } of await world.stored('smartlead'))
		await world.control('PUT', `/campaigns/smartlead/${String(id)}`, { status: 'PAUSED' });
	trigger.parameters = { events: allEvents };
	await world.fault({ provider: 'smartlead', status: 200, body: [], times: 1 });
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await setup.expectRecovery(trigger, 'smartlead');
});
