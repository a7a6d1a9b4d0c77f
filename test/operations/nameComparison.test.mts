import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

async function run(provider: ProviderId, parameters: INodeParameters, items = [{}]) {
	const credential = world.credential(provider);
	return await runCampaign({ credential, parameters: { provider, ...parameters }, items });
}

async function writes(provider: ProviderId): Promise<unknown[]> {
	const received = await world.received(provider);
	return received.filter(({ method }) => method !== 'GET').map(({ body }) => body);
}

describe('RapidPro, which ignores the case of names', () => {
	const reminders = { id: 'f14e4ff0-724d-43fe-a953-1d16aefd1c00', name: 'Reminders' };

	it('is found by Create or Update whatever the case, and keeps its name', async () => {
		const parameters = { operation: 'upsert', name: ' rEMINDERS ', group: byId('Farmers') };
		const { items } = await run('rapidPro', parameters);
		expect(items).toMatchObject([{ ...reminders, created: false }]);
		expect(await writes('rapidPro')).toMatchObject([{ name: 'Reminders' }]);
	});

	it('is found by If Name Exists whatever the case', async () => {
		const options = { ifNameExists: 'use' };
		const parameters = { operation: 'create', name: 'reminders', group: byId('Farmers'), options };
		const { items } = await run('rapidPro', parameters);
		expect(items).toMatchObject([reminders]);
		expect(await writes('rapidPro')).toEqual([]);
	});

	it('takes an ID in capitals for the same campaign, one item after the other', async () => {
		const ids = [reminders.id, reminders.id.toUpperCase()];
		const groups = ['Farmers', 'Health Workers'];
		await world.fault({
			provider: 'rapidPro',
			method: 'POST',
			handled: true,
			delayMs: 300,
			times: 2,
		});
		const { items } = await run(
			'rapidPro',
			{
				operation: 'update',
				campaign: byId('={{ $json.id }}'),
				// Not the name: items that give the same name take turns anyway.
				updateFields: { group: byId('={{ $json.group }}') },
			},
			ids.map((id, index) => ({ id, group: groups[index] })),
		);
		expect(items).toHaveLength(2);
		const log = (await world.log('rapidPro')).map(({ method }) => method);
		// Read and written, then read and written again: never both reads first.
		expect(log).toEqual(['GET', 'POST', 'GET', 'POST']);
	});
});

it('tells names that differ in letter case apart where the service does', async () => {
	const { items } = await run('smartlead', { operation: 'upsert', name: 'saas founders q1 2025' });
	expect(items).toMatchObject([{ name: 'saas founders q1 2025', created: true }]);
});

describe('outer spaces', () => {
	it('of a stored name do not matter, and a rename that only trims is not sent', async () => {
		await world.control('PUT', '/campaigns/smartlead/2048110', { name: '  Founders ' });
		const byName = await run('smartlead', { operation: 'upsert', name: 'Founders' });
		expect(byName.items).toMatchObject([{ id: '2048110', created: false }]);
		const parameters = { operation: 'upsert', matchBy: 'id', campaign: byId('2048110') };
		const byItsId = await run('smartlead', { ...parameters, name: 'Founders' });
		expect(byItsId.items).toMatchObject([{ id: '2048110', created: false }]);
		expect(await writes('smartlead')).toEqual([]);
	});

	it('of a stored name are no rename where the service cannot rename', async () => {
		const id = 'usdjpdql3f90seqk13rwuo7z';
		await world.control('PUT', `/campaigns/inbox/${id}`, { name: ' Outreach ' });
		const { items } = await run('inbox', {
			...{ operation: 'upsert', matchBy: 'id', campaign: byId(id), name: 'Outreach' },
			accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'],
		});
		expect(items).toMatchObject([{ id, created: false, changed: [] }]);
		expect(await writes('inbox')).toEqual([]);
	});
});

describe('names on RapidPro, as its server compares them', () => {
	const group = byId('Farmers');
	const create = async (names: string[]) =>
		await world.run(
			'rapidPro',
			{ operation: 'create', name: '={{ $json.name }}', group },
			{ items: names.map((name) => ({ name })), node: { onError: 'continueRegularOutput' } },
		);

	it.each([
		['final sigma', 'οδος', 'οδοσ'],
		['long s', 'Spring', 'ſpring'],
		['a control character that the server trims', 'Spring', 'Spring\u0085'],
	])('are created one after the other when they are the same: %s', async (_, first, second) => {
		const { items } = await create([first, second]);
		expect(items?.map(({ error }) => error)).toEqual([
			undefined,
			expect.stringContaining('name: This field must be unique.'),
		]);
	});

	it('find a campaign whose creation was not answered, as the server stored its name', async () => {
		await world.fault({ provider: 'rapidPro', method: 'POST', handled: true, reset: true });
		const { items } = await create(['Harvest\u0085']);
		expect(items).toMatchObject([
			{ name: 'Harvest', id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
		]);
	});

	it.each([
		['a sign that only looks like a letter', '\u212Aelvin', 'kelvin'],
		['a letter whose capital is two letters', 'straße', 'STRASSE'],
	])('differ where the server tells them apart: %s', async (_, stored, given) => {
		const { items: made } = await create([stored]);
		const { items } = await world.run('rapidPro', { operation: 'upsert', name: given, group });
		expect(items).toMatchObject([{ name: given, created: true }]);
		expect(items?.[0]?.id).not.toBe(made?.[0]?.id);
	});

	it('are not created again in other letter case while it is unknown whether they were', async () => {
		await world.fault({ provider: 'rapidPro', method: 'POST', reset: true });
		const { items } = await world.run(
			'rapidPro',
			{
				...{ operation: 'create', name: '={{ $json.name }}', group },
				options: { ifNameExists: 'use' },
			},
			{
				items: [{ name: 'Doubtful' }, { name: 'DOUBTFUL' }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items?.map(({ error }) => error)).toEqual([
			expect.stringContaining('It is not known whether'),
			expect.stringContaining('An earlier item of this run may have created'),
		]);
	});

	it('are given by one item after the other, also to campaigns that exist', async () => {
		const { items: made } = await create(['First', 'Second']);
		const { items } = await world.run(
			'rapidPro',
			{
				operation: 'update',
				campaign: byId('={{ $json.id }}'),
				updateFields: { name: 'The same' },
			},
			{
				items: (made ?? []).map(({ id }) => ({ id })),
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items?.map(({ name, error }) => name ?? error)).toEqual([
			'The same',
			expect.stringContaining('name: This field must be unique.'),
		]);
	});
});
