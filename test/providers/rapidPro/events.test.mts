import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const provider = 'rapidPro' as const;
const path = '/api/v2/campaign_events.json';
const reminders = 'f14e4ff0-724d-43fe-a953-1d16aefd1c00';
const weekly = '8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0010';
const welcome = 'e7e40000-0000-4000-8000-000000000001';
const registered = 'e7e40000-0000-4000-8000-000000000002';
const followUp = 'f10e0000-0000-4000-8000-000000000001';
const registration = 'f10e0000-0000-4000-8000-000000000002';
const archivedFlow = 'f10e0000-0000-4000-8000-000000000003';

/** The events of the campaign "Reminders" as the API writes them, in the order in which plans show them. */
const there = [
	{
		...{ relative_to: 'due_date', offset: -2, unit: 'weeks', delivery_hour: -1 },
		flow: registration,
	},
	{
		...{ relative_to: 'registration', offset: 7, unit: 'days', delivery_hour: 9 },
		message: { eng: 'How was your first week?', fra: 'Et cette semaine ?' },
	},
] as const;
const [flowEvent, messageEvent] = there;
const hello = {
	...{ relative_to: 'registration', offset: 0, unit: 'days', delivery_hour: 8 },
	message: 'Welcome "@contact" 👋',
};

const update = async (fields: INodeParameters, options: INodeParameters = {}, id = reminders) =>
	await world.run(provider, {
		operation: 'update',
		campaign: byId(id),
		updateFields: fields,
		options,
	});
const apply = async (events: readonly IDataObject[], options: INodeParameters = {}) =>
	await update({ eventsJson: JSON.stringify(events) }, options);
const stored = async (campaign = reminders) =>
	(await world.control(
		'GET',
		`/events?provider=${provider}&campaign=${campaign}`,
	)) as IDataObject[];
/** What was written: method, UUID and body of each request. */
const writes = async () =>
	(await world.received(provider))
		.filter(({ method }) => method !== 'GET')
		.map(({ method, query, body }) => [method, query.uuid, body]);
const reads = async () =>
	(await world.received(provider))
		.filter(({ method }) => method === 'GET')
		.map((each) => each.path);

describe('What differs', () => {
	it('is nothing when the events are there, in any order and however often', async () => {
		for (const events of [there, there.toReversed(), there]) {
			const { items } = await apply(events);
			expect(items).toMatchObject([{ id: reminders, changed: [] }]);
		}
		expect(await writes()).toEqual([]);
	});

	it('is created, updated and deleted; what stays keeps its UUID', async () => {
		const changed = { ...messageEvent, message: 'New text' };
		const { items } = await apply([changed, hello]);
		expect(await writes()).toEqual([
			['DELETE', registered, null],
			['POST', welcome, { campaign: reminders, ...changed }],
			['POST', undefined, { campaign: reminders, ...hello }],
		]);
		expect(items).toMatchObject([{ id: reminders, changed: ['events'] }]);
		expect(await stored()).toMatchObject([
			{ offset: 0, message: { eng: hello.message } },
			{ uuid: welcome, message: { eng: 'New text' } },
		]);
		expect((await apply([changed, hello])).items).toMatchObject([{ changed: [] }]);
		expect(await writes()).toHaveLength(3);
	});

	it('is found by when an event fires: another time is another event', async () => {
		await apply([flowEvent, { ...messageEvent, offset: 168, unit: 'hours' }]);
		expect((await writes()).map(([method, uuid]) => [method, uuid])).toEqual([
			['DELETE', welcome],
			['POST', undefined],
		]);
	});

	it('may be the flow or the message only', async () => {
		await apply([
			{ ...flowEvent, flow: followUp },
			{ ...messageEvent, message: undefined, flow: followUp },
		]);
		expect((await stored()).map(({ uuid, flow }) => [uuid, flow])).toEqual([
			[registered, followUp],
			[welcome, followUp],
		]);
	});

	it('does not include outer spaces, which the service trims', async () => {
		const spaced = { ...hello, message: ` ${hello.message}\n` };
		const byLanguage = { ...hello, offset: 1, message: { eng: ' Hi', fra: 'Salut\n' } };
		const events = [...there, spaced, byLanguage];
		await apply(events);
		expect((await apply(events)).items).toMatchObject([{ changed: [] }]);
	});

	it('includes a language: a text is the only one', async () => {
		const { eng } = messageEvent.message;
		await apply([flowEvent, { ...messageEvent, message: eng }]);
		expect((await stored())[1]?.message).toEqual({ eng });
		await apply(there);
		expect((await stored())[1]?.message).toEqual(messageEvent.message);
	});

	it('is all of it with an empty list, and nothing with an empty text', async () => {
		expect((await update({ eventsJson: '', name: 'Reminders' })).items).toMatchObject([
			{ changed: [] },
		]);
		expect(await stored()).toHaveLength(2);
		await apply([]);
		expect(await stored()).toEqual([]);
	});

	it('is read from all pages of this campaign, and from no other', async () => {
		const many = Array.from({ length: 300 }, (_, offset) => ({ ...hello, offset }));
		expect((await update({ eventsJson: many }, {}, weekly)).error).toBeUndefined();
		expect((await update({ eventsJson: many }, {}, weekly)).items).toMatchObject([{ changed: [] }]);
		expect((await writes()).length).toBe(300);
		expect(await stored()).toHaveLength(2);
		const listed = (await world.received(provider)).filter(
			(each) => each.path === path && each.method === 'GET',
		);
		expect(listed.every(({ query }) => query.campaign === weekly)).toBe(true);
		expect(listed.filter(({ query }) => query.cursor !== undefined)).toHaveLength(1);
	});

	it('takes a campaign that ignores the filter for unreadable events of others', async () => {
		const foreign = {
			...{ uuid: registered, campaign: { uuid: weekly, name: 'Weekly check-in' }, offset: 1 },
			...{
				relative_to: { key: 'registration' },
				unit: 'days',
				delivery_hour: 1,
				message: { eng: 'x' },
			},
		};
		const body = { next: null, previous: null, results: [{ ...foreign, flow: null }] };
		await world.fault({ provider, method: 'GET', path: 'campaign_events', status: 200, body });
		await apply([hello]);
		expect((await writes()).map(([method]) => method)).toEqual(['POST']);
		expect(await stored(weekly)).toEqual([]);
	});
});

describe('The editor', () => {
	const row = { relative_to: byId('registration'), offset: '0', unit: 'days', delivery_hour: 8 };

	it('builds the same events as the data', async () => {
		const { error } = await update({
			events: {
				event: [
					{ ...row, message: hello.message, flow: byId('') },
					{ ...flowEvent, message: '', flow: byId(registration.toUpperCase()) },
				],
			},
		});
		expect(error).toBeUndefined();
		expect(await writes()).toEqual([
			['DELETE', welcome, null],
			['POST', undefined, { campaign: reminders, ...hello }],
		]);
		expect((await apply([hello, flowEvent])).items).toMatchObject([{ changed: [] }]);
	});

	it('does not delete the events when the field was added but left empty', async () => {
		await update({ name: 'Reminders', events: {} });
		await update({ name: 'Reminders', events: { event: [] } });
		expect(await stored()).toHaveLength(2);
	});
});

describe('Create', () => {
	const create = async (operation: string, events: readonly IDataObject[]) =>
		await world.run(provider, {
			operation,
			name: 'Antenatal 2027',
			group: byId('Reporters'),
			additionalFields: { eventsJson: JSON.stringify(events) },
		});

	it('creates the campaign, then its events', async () => {
		const { items } = await create('create', there);
		expect(await writes()).toEqual([
			['POST', undefined, { name: 'Antenatal 2027', group: 'Reporters' }],
			...there.map((event) => ['POST', undefined, { campaign: items?.[0]?.id, ...event }]),
		]);
		expect(items).toMatchObject([{ changed: ['group', 'name', 'events'] }]);
	});

	it('or Update makes the same campaign when it runs again', async () => {
		const first = await create('upsert', there);
		expect(first.items).toMatchObject([{ created: true }]);
		const again = await create('upsert', there);
		expect(again.items).toMatchObject([{ created: false, changed: [], id: first.items?.[0]?.id }]);
		expect(await writes()).toHaveLength(3);
	});

	it('looks up fields and flows before it creates anything', async () => {
		const { error } = await create('create', [hello, { ...hello, relative_to: 'age' }]);
		expect(error?.message).toContain("'Relative To' cannot be 'age'");
		expect(await writes()).toEqual([]);
		expect(await reads()).toEqual(['/api/v2/fields.json']);
	});
});

describe('A plan', () => {
	it('shows what would change, and that it reaches people', async () => {
		const changed = { ...messageEvent, message: 'New text' };
		const { items } = await apply([hello, changed], { planOnly: true });
		expect(items).toEqual([
			{
				...{ plan: 'update', id: reminders, name: 'Reminders', provider },
				changes: [
					{
						field: 'events',
						from: there,
						to: [hello, changed],
					},
				],
				steps: ['delete event', 'update event', 'create event'],
				reachesPeople: true,
				planId: expect.any(String),
			},
		]);
		expect(await writes()).toEqual([]);
	});

	it('is none when the events are there', async () => {
		const { items } = await apply(there, { planOnly: true });
		expect(items).toMatchObject([{ plan: 'none', changes: [], steps: [], reachesPeople: false }]);
	});

	it('does not hold any more when somebody changed an event', async () => {
		const { items } = await apply([hello], { planOnly: true });
		await world.control('PUT', `/campaigns/${provider}/${welcome}`, { message: { eng: 'Other' } });
		const planId = String(items?.[0]?.planId);
		expect((await apply([hello], { planId })).error?.message).toContain('does not hold');
		expect(await writes()).toEqual([]);
	});
});

it('of a new campaign with events reaches people: a new campaign is active', async () => {
	const plan = async (additionalFields: INodeParameters) => {
		const { items } = await world.run(provider, {
			operation: 'create',
			name: 'Antenatal 2027',
			group: byId('Reporters'),
			additionalFields,
			options: { planOnly: true },
		});
		return items?.[0];
	};
	expect(await plan({ eventsJson: [hello] })).toMatchObject({
		...{ plan: 'create', id: null, name: 'Antenatal 2027', reachesPeople: true },
		steps: ['create campaign', 'create event'],
	});
	expect(await plan({})).toMatchObject({ steps: ['create campaign'] });
	expect(await writes()).toEqual([]);
});

describe('A failure', () => {
	it('that was saved is recognized: 500 while mailroom is down', async () => {
		await world.control('PUT', '/outage', { provider, isDown: true });
		const { items, error } = await apply([...there, hello]);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ changed: ['events'] }]);
		expect((await writes()).length).toBe(1);
		expect(await stored()).toHaveLength(3);
	});

	it('that was not saved says so', async () => {
		await world.fault({
			provider,
			method: 'POST',
			path: 'campaign_events',
			status: 500,
			body: 'Oh',
		});
		const { error } = await apply([...there, hello]);
		expect(error?.message).toContain('save an event of the campaign');
		expect(await stored()).toHaveLength(2);
	});

	it.each(['DELETE', 'POST'])('of which the answer to %s is lost is recognized', async (method) => {
		const fault = { provider, method, path: 'campaign_events', handled: true, reset: true };
		await world.fault(fault);
		const { items, error } = await apply([hello]);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ changed: ['events'] }]);
		expect(await stored()).toMatchObject([{ message: { eng: hello.message } }]);
	});

	it('because an event is scheduled tells what to do', async () => {
		await world.control('PUT', `/campaigns/${provider}/${welcome}`, { isScheduling: true });
		const { error } = await apply([flowEvent, { ...messageEvent, message: 'New' }]);
		expect(error?.message).toContain('currently being scheduled');
		expect(error?.description).toContain('Run this item again in a minute');
	});
});

describe('A change that breaks off', () => {
	const changed = { ...messageEvent, message: 'New text' };
	const broken = [
		{ at: 'the deletion', method: 'DELETE', before: 0 },
		{ at: 'the update', method: 'POST', before: 0 },
		{ at: 'the creation', method: 'POST', before: 1 },
	];
	const cases = broken.flatMap((one) => [true, false].map((handled) => ({ ...one, handled })));

	it.each(cases)(
		'at $at (saved: $handled) is finished by Create or Update, with no event twice',
		async ({ method, before, handled }) => {
			const failing = { provider, method, path: 'campaign_events' };
			if (before > 0) await world.fault({ ...failing, delayMs: 0, times: before });
			await world.fault({ ...failing, handled, reset: true, times: 100 });
			// Without the events after a failure, nothing can be recognized.
			const reading = { provider, method: 'GET', path: 'campaign_events' };
			await world.fault({ ...reading, delayMs: 0 });
			await world.fault({ ...reading, status: 503, times: 100 });
			const broke = await apply([changed, hello], { maxAttempts: 1 });
			expect(broke.error?.message).toContain('event');
			await world.control('DELETE', '/faults');

			const upsert = async () =>
				await world.run(provider, {
					operation: 'upsert',
					name: 'Reminders',
					group: byId('Reporters'),
					additionalFields: { eventsJson: JSON.stringify([changed, hello]) },
				});
			expect((await upsert()).items).toMatchObject([{ created: false, id: reminders }]);
			expect((await stored()).map(({ message }) => message)).toEqual([
				{ eng: hello.message },
				{ eng: 'New text' },
			]);
			expect((await upsert()).items).toMatchObject([{ changed: [] }]);
		},
	);
});

it('keeps to the events when an older server gives an updated one another UUID', async () => {
	await world.control('PUT', '/other-documentation', { rapidPro: true });
	const changed = [flowEvent, { ...messageEvent, message: 'New text' }];
	const update = { provider, method: 'POST', path: 'campaign_events', handled: true, reset: true };
	await world.fault(update);
	expect((await apply(changed)).items).toMatchObject([{ changed: ['events'] }]);
	expect((await apply(changed)).items).toMatchObject([{ changed: [] }]);
	expect((await stored()).map(({ uuid }) => uuid)).not.toContain(welcome);
	expect(await stored()).toHaveLength(2);
});

describe('Bad input sends nothing', () => {
	const bad: Array<[what: string, events: unknown, message: string]> = [
		['a text', '"soon"', "'Events (JSON)' is not a JSON list"],
		['broken JSON', '[{', "'Events (JSON)' is not a JSON list"],
		['an object', '{}', "'Events (JSON)' is not a JSON list"],
		['a text in the list', ['soon'], "'Events (JSON)' 1 is not an object"],
		['a message and a flow', [{ ...hello, flow: followUp }], 'both a message and a flow'],
		['neither', [{ ...hello, message: ' ' }], 'neither a message nor a flow'],
		[
			'an empty message',
			[{ ...hello, message: { eng: '' } }],
			"'Message' of 'Events (JSON)' 1 is empty",
		],
		['a language', [{ ...hello, message: { english: 'Hi' } }], "the language 'english'"],
		['a long message', [{ ...hello, message: 'x'.repeat(4097) }], 'has 4097 characters'],
		['an offset in words', [{ ...hello, offset: 'soon' }], "'Offset' of 'Events (JSON)' 1 must be"],
		['half an offset', [{ ...hello, offset: 1.5 }], "'Offset' of 'Events (JSON)' 1 must be"],
		['an endless offset', [{ ...hello, offset: 99_999_999_999 }], "'Offset' of"],
		['no offset', [{ ...hello, offset: null }], "'Offset' of"],
		[
			'an hour too late',
			[hello, { ...hello, delivery_hour: 24 }],
			"'Delivery Hour' of 'Events (JSON)' 2",
		],
		['no hour', [{ ...hello, delivery_hour: undefined }], "'Delivery Hour' of"],
		['a unit', [{ ...hello, unit: 'W' }], `'Unit' of 'Events (JSON)' 1 cannot be "W"`],
		['a word of JavaScript', [{ ...hello, unit: 'constructor' }], `'Unit' of 'Events (JSON)' 1`],
		['a field of objects', [{ ...hello, valueOf: 1 }], "has the field 'valueOf'"],
		['no field', [{ ...hello, relative_to: '' }], "'Relative To' of 'Events (JSON)' 1 is empty"],
		['a read event', [{ ...hello, uuid: welcome }], "has the field 'uuid'"],
		['a flow by name', [{ ...flowEvent, flow: 'Follow up' }], "'Flow' of 'Events (JSON)' 1"],
		['one event twice', [hello, flowEvent, hello], "'Events (JSON)' 1 and 3 are the same"],
		[
			'one event twice in other words',
			[hello, { ...hello, message: { eng: hello.message } }],
			'1 and 2 are the same',
		],
	];
	it.each(bad)('%s', async (_what, events, message) => {
		const eventsJson = typeof events === 'string' ? events : JSON.stringify(events);
		for (const options of [{}, { planOnly: true }]) {
			const { error } = await update({ eventsJson }, options);
			expect(error?.message).toContain(message);
		}
		expect(await world.received(provider)).toEqual([]);
	});

	it('both twins', async () => {
		const { error } = await update({ eventsJson: '[]', events: { event: [hello] } });
		expect(error?.message).toBe("'Events' and 'Events (JSON)' are both set");
		expect(await world.received(provider)).toEqual([]);
	});

	it.each([
		['a field without dates', { ...hello, relative_to: 'age' }, "'Relative To' cannot be 'age'"],
		['an unknown field', { ...hello, relative_to: 'nope' }, "'Relative To' cannot be 'nope'"],
		['an archived flow', { ...flowEvent, offset: 3, flow: archivedFlow }, "'Flow' cannot be"],
		['an unknown flow', { ...flowEvent, flow: weekly }, "'Flow' cannot be"],
	])('%s, which only the workspace knows', async (_what, event, message) => {
		const { error } = await apply([event]);
		expect(error?.message).toContain(message);
		expect(await writes()).toEqual([]);
		expect(await stored()).toHaveLength(2);
	});
});

it('writes only the three of 20 campaigns that differ', async () => {
	await world.control('POST', '/seed', { provider, count: 20, prefix: 'Bulk' });
	const parameters = {
		operation: 'upsert',
		name: '={{ $json.name }}',
		group: byId('Reporters'),
		additionalFields: { eventsJson: '={{ $json.events }}' },
	};
	const items = Array.from({ length: 20 }, (_, index) => ({
		name: `Bulk ${index + 1}`,
		events: [{ ...hello, offset: index }],
	}));
	expect((await world.run(provider, parameters, { items })).items).toHaveLength(20);
	const before = (await world.received(provider)).length;
	const changed = items.map((item, index) =>
		index < 3 ? { ...item, events: [hello, flowEvent] } : item,
	);
	const { items: output } = await world.run(provider, parameters, { items: changed });
	expect(output?.filter((item) => JSON.stringify(item.changed) === '["events"]')).toHaveLength(3);
	const sent = (await world.received(provider)).slice(before);
	expect(sent.filter(({ method }) => method !== 'GET').every((each) => each.path === path)).toBe(
		true,
	);
	expect(sent.filter(({ method }) => method === 'GET')).toHaveLength(1 + 20 + 2 + 1);
});
