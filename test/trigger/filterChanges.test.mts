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

it('reports renames and deletions of campaigns with long names only if the name matches', async () => {
	const long = (word: string) => `${word} ${'and a name too long to be stored '.repeat(2)}`;
	await setup.seed('smartlead', 1, long('Spring'));
	await setup.seed('smartlead', 1, long('Autumn'));
	const trigger = new ActiveTrigger(world.credential('smartlead'), {
		...{ events: ['updated', 'deleted'], filters: { name: 'spring' } },
	});
	await trigger.poll();
	const [spring = '', autumn = ''] = (await world.stored('smartlead'))
		.filter(({ name }) => /^(Spring|Autumn)/.test(String(name)))
		.sort((a, b) => (String(a.name) < String(b.name) ? 1 : -1))
		.map(({ id }) => String(id));
	const rename = async (id: string, name: string) =>
		await world.control('PUT', `/campaigns/smartlead/${id}`, { name });
	await rename(autumn, long('Winter'));
	await rename(spring, long('Summer'));
	// It had the name, so the rename counts.
	expect((await trigger.poll()).items).toMatchObject([{ campaign: { id: spring } }]);
	await rename(spring, long('Spring again'));
	expect((await trigger.poll()).items).toMatchObject([{ campaign: { id: spring } }]);
	for (const id of [spring, autumn]) await world.control('DELETE', `/campaigns/smartlead/${id}`);
	await trigger.poll();
	expect((await trigger.poll()).items).toMatchObject([
		{ event: 'deleted', campaign: { id: spring } },
	]);
});

it('reads a long list to its end although an expression changes the filter with every poll', async () => {
	await setup.seed('inbox', 450);
	const trigger = new ActiveTrigger(world.credential('inbox'), { events: ['updated'] });
	await trigger.poll();
	await setup.change('inbox', 'Bulk campaign 440', { name: 'Bulk 440' });
	await setup.change('inbox', 'Bulk campaign 3', { name: 'Bulk 3' });
	const reported: string[] = [];
	const sizes: number[] = [];
	for (let poll = 0; poll < 40; poll++) {
		trigger.parameters = {
			events: ['updated'],
			filters: { name: 'Bulk'.slice(0, 1 + (poll % 4)) },
		};
		reported.push(...summarize((await trigger.poll({ budgetMs: 1 })).items));
		sizes.push(trigger.stored.length);
	}
	expect(reported.sort()).toEqual(['updated Bulk 3', 'updated Bulk 440']);
	for (let poll = 0; poll < 40; poll++) {
		const campaigns = `a${poll}, b${poll}`;
		trigger.parameters = { events: ['updated'], filters: { name: 'Bulk', campaigns } };
		await trigger.poll({ budgetMs: 1 });
		sizes.push(trigger.stored.length);
	}
	expect(Math.max(...sizes.slice(-20)) - Math.min(...sizes.slice(-20))).toBeLessThan(1_000);
}, 60_000);
