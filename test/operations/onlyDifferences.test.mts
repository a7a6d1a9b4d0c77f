import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

async function writes(provider: ProviderId): Promise<Array<{ path: string; body: unknown }>> {
	const received = await world.received(provider);
	return received
		.filter(({ method }) => method !== 'GET')
		.map(({ path, body }) => ({ path: path.split('/').at(-1) ?? '', body }));
}

const smartlead = '2048110';

/** Fields as users and expressions give them: numbers as text, lists in any order, words as Get returns them. */
const updates: ReadonlyArray<[ProviderId, string, INodeParameters]> = [
	[
		'dailyStory',
		'24109',
		{
			name: ' Summer ',
			segments: '812, 811',
			cost: '12.5',
			isNotifyNewLead: false,
			conversionGoalsMqls: 70,
			notificationRecipients: [57, '12'],
		},
	],
	[
		'inbox',
		's2nd0gen0campaign0000002',
		{
			syncedListIds: 'l1st0founders0sandbox000',
			excludedListIds: ['l1st0customers0sandbox00'],
			excludeMutuals: true,
		},
	],
	['rapidPro', 'f14e4ff0-724d-43fe-a953-1d16aefd1c00', { name: 'New', group: byId('farmers') }],
	[
		'smartlead',
		smartlead,
		{
			name: 'New',
			client_id: byId('4102'),
			follow_up_percentage: '45',
			track_settings: ['DONT_LINK_CLICK', 'DONT_EMAIL_OPEN'],
			unsubscribe_text: 'Bye',
			days_of_the_week: '5,7,1',
			start_hour: '08:15',
			schedule_start_time: '2027-01-15T09:00:00+01:00',
		},
	],
];

it.each(updates)('an update of %s is not written twice', async (provider, id, updateFields) => {
	const update = { operation: 'update', campaign: byId(id), updateFields };
	const first = await world.run(provider, update);
	expect(first.error).toBeUndefined();
	// n8n sorts the fields of a collection.
	const changed = Object.keys(updateFields).sort((a, b) => a.localeCompare(b));
	expect(first.items).toMatchObject([{ id, changed: expect.arrayContaining(changed) }]);
	expect((await writes(provider)).length).toBeGreaterThan(0);
	await world.control('DELETE', '/requests');
	const second = await world.run(provider, update);
	expect(second.items).toMatchObject([{ ...first.items?.[0], changed: [] }]);
	expect(await writes(provider)).toEqual([]);
});

it.each([
	['dailyStory', { additionalFields: { segments: '812,811', cost: 3 } }],
	['inbox', facts.inbox.create.required],
	['rapidPro', { group: byId('Farmers') }],
	['smartlead', { additionalFields: { follow_up_percentage: 45, unsubscribe_text: 'Bye' } }],
] as const)('Create or Update of %s is not written twice', async (provider, more) => {
	const upsert = { operation: 'upsert', name: 'Applied twice', ...more };
	const first = await world.run(provider, upsert);
	expect(first.items).toMatchObject([{ created: true, changed: expect.arrayContaining(['name']) }]);
	await world.control('DELETE', '/requests');
	const second = await world.run(provider, upsert);
	expect(second.items).toMatchObject([{ id: first.items?.[0]?.id, created: false, changed: [] }]);
	expect(await writes(provider)).toEqual([]);
});

describe('an update sends', () => {
	const update = async (updateFields: INodeParameters) =>
		await world.run('smartlead', {
			operation: 'update',
			campaign: byId(smartlead),
			updateFields,
		});
	const schedule = {
		tz: 'Europe/Berlin',
		days: [1, 2],
		startHour: '09:00',
		endHour: '17:00',
	};

	beforeEach(async () => {
		const fields = { follow_up_percentage: 40, scheduler_cron_value: schedule };
		await world.control('PUT', `/campaigns/smartlead/${smartlead}`, fields);
	});

	it('only the call whose fields differ', async () => {
		const { items } = await update({ follow_up_percentage: 40, start_hour: '10:00' });
		expect(items).toMatchObject([{ changed: ['start_hour'] }]);
		expect(await writes('smartlead')).toEqual([
			{
				path: 'schedule',
				body: expect.objectContaining({ timezone: 'Europe/Berlin', start_hour: '10:00' }),
			},
		]);
	});

	it('only the fields that differ', async () => {
		await update({ follow_up_percentage: 40, unsubscribe_text: 'Bye', timezone: 'Europe/Berlin' });
		expect(await writes('smartlead')).toEqual([
			{ path: 'settings', body: { unsubscribe_text: 'Bye' } },
		]);
	});

	it('a field that cannot be read back, every time', async () => {
		const fields = { follow_up_percentage: 40, bounce_autopause_threshold: '5' };
		await update(fields);
		const { items } = await update(fields);
		expect(items).toMatchObject([{ changed: ['bounce_autopause_threshold'] }]);
		expect((await writes('smartlead')).map(({ body }) => body)).toEqual([
			{ bounce_autopause_threshold: '5' },
			{ bounce_autopause_threshold: '5' },
		]);
	});

	it('Additional Fields (JSON) every time, and names what is in them', async () => {
		const json = { additionalFieldsJson: '{ "force_plain_text": true }' };
		await update(json);
		const { items } = await update({ ...json, follow_up_percentage: 40 });
		expect(items).toMatchObject([{ changed: ['force_plain_text'] }]);
		expect(await writes('smartlead')).toHaveLength(2);
	});

	it('no name that differs by outer spaces only', async () => {
		await world.control('PUT', `/campaigns/smartlead/${smartlead}`, { name: ' Spaces ' });
		const { items } = await update({ name: 'Spaces' });
		expect(items).toMatchObject([{ name: ' Spaces ', changed: [] }]);
		expect(await writes('smartlead')).toEqual([]);
	});
});

it('completes a draft that an interrupted run left behind, without what it has already', async () => {
	const fields: IDataObject = { follow_up_percentage: 40, status: 'DRAFTED' };
	await world.control('PUT', `/campaigns/smartlead/${smartlead}`, fields);
	const [stored] = (await world.stored('smartlead')).filter(({ id }) => String(id) === smartlead);
	const { items } = await world.run('smartlead', {
		operation: 'create',
		name: String(stored?.name),
		additionalFields: { follow_up_percentage: 40, unsubscribe_text: 'Bye' },
		options: { ifNameExists: 'use' },
	});
	expect(items).toMatchObject([{ id: smartlead, changed: ['unsubscribe_text'] }]);
	expect(await writes('smartlead')).toEqual([
		{ path: 'settings', body: { unsubscribe_text: 'Bye' } },
	]);
});
