import { object } from '../client.mts';
import { archived, first, missing, results, useRapidPro } from './workspace.mts';

const { call, control } = useRapidPro();
const events = '/campaign_events.json';
const firstEvent = 'e7e40000-0000-4000-8000-000000000001';
const followUp = 'f10e0000-0000-4000-8000-000000000001';
const required = ['This field is required.'];
const body = {
	...{ campaign: first, relative_to: 'registration', offset: 1, unit: 'weeks' },
	...{ delivery_hour: -1, message: 'gm' },
};

describe('listing events', () => {
	it('is newest first, with nine keys an event', async () => {
		const { status, data } = await call('GET', `${events}?campaign=${first}`);
		expect(status).toBe(200);
		expect(object(data)).toMatchObject({ next: null, previous: null });
		expect(results(data)).toEqual([
			{
				uuid: 'e7e40000-0000-4000-8000-000000000002',
				campaign: { uuid: first, name: 'Reminders' },
				relative_to: { key: 'due_date', name: 'Due Date', label: 'Due Date' },
				...{ offset: -2, unit: 'weeks', delivery_hour: -1 },
				flow: { uuid: 'f10e0000-0000-4000-8000-000000000002', name: 'Mother Registration' },
				message: null,
				created_on: '2024-03-19T19:13:00Z',
			},
			{
				uuid: firstEvent,
				campaign: { uuid: first, name: 'Reminders' },
				relative_to: { key: 'registration', name: 'Registration', label: 'Registration' },
				...{ offset: 7, unit: 'days', delivery_hour: 9, flow: null },
				message: { eng: 'How was your first week?', fra: 'Et cette semaine ?' },
				created_on: '2024-03-19T19:12:00.000001Z',
			},
		]);
	});

	it.each([
		['', 3],
		[`?uuid=${firstEvent}`, 1],
		[`?uuid=${missing}`, 0],
		['?campaign=Reminders', 2],
		['?campaign=reminders', 0],
		['?campaign=Nothing', 0],
		[`?campaign=${missing}`, 0],
		[`?campaign=${archived}`, 1],
		['?campaign=', 3],
	])('with %j finds %i', async (query, count) => {
		const { status, data } = await call('GET', events + query);
		expect([status, results(data).length]).toEqual([200, count]);
	});

	it('refuses a bad uuid', async () => {
		const { status, data } = await call('GET', `${events}?uuid=x`);
		expect([status, data]).toEqual([400, { detail: "Param 'uuid': x is not a valid UUID." }]);
	});

	it('has pages of 250, which keep the filter', async () => {
		for (let offset = 1; offset <= 249; offset++) {
			expect((await call('POST', events, { ...body, offset })).status).toBe(201);
		}
		const { data } = await call('GET', `${events}?campaign=${first}`);
		expect(results(data)).toHaveLength(250);
		const next = String(object(data).next);
		expect(next).toMatch(new RegExp(`\\?campaign=${first}&cursor=[^&]+$`));
		const rest = await call('GET', next.slice(next.indexOf(events)));
		expect(results(rest.data).map(({ uuid }) => uuid)).toEqual([firstEvent]);
	});
});

describe('creating an event', () => {
	it('takes a text for the message in the default language', async () => {
		const { status, data } = await call('POST', events, { ...body, message: ' gm @contact 👋 ' });
		expect([status, data]).toEqual([
			201,
			{
				uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
				campaign: { uuid: first, name: 'Reminders' },
				relative_to: { key: 'registration', name: 'Registration', label: 'Registration' },
				...{ offset: 1, unit: 'weeks', delivery_hour: -1, flow: null },
				message: { eng: 'gm @contact 👋' },
				created_on: expect.stringMatching(/\.\d{6}Z$/),
			},
		]);
		expect(results((await call('GET', events)).data)[0]).toEqual(data);
	});

	it.each(['created_on', 'last_seen_on'])('takes the system field %s', async (relative_to) => {
		const { status, data } = await call('POST', events, { ...body, relative_to });
		expect([status, object(object(data).relative_to).key]).toEqual([201, relative_to]);
	});

	it('takes a flow, whole numbers as texts, and ignores other keys', async () => {
		const { status, data } = await call('POST', events, {
			...{ ...body, message: undefined, flow: followUp, offset: '-3', delivery_hour: '23' },
			archived: true,
		});
		expect([status, data]).toMatchObject([
			201,
			{ offset: -3, delivery_hour: 23, message: null, flow: { uuid: followUp, name: 'Follow up' } },
		]);
	});

	const exclusive = { non_field_errors: ['Flow or a message text required.'] };
	it.each([
		[
			{},
			{
				...{ campaign: required, relative_to: required, offset: required },
				...{ unit: required, delivery_hour: required },
			},
		],
		[
			{ ...body, unit: 'epocs', delivery_hour: 25, message: { kin: 'Muraho' } },
			{
				unit: ['"epocs" is not a valid choice.'],
				delivery_hour: ['Ensure this value is less than or equal to 23.'],
				message: ['Message text in default flow language is required.'],
			},
		],
		[
			{ ...body, delivery_hour: 24 },
			{ delivery_hour: ['Ensure this value is less than or equal to 23.'] },
		],
		[
			{ ...body, delivery_hour: -2 },
			{ delivery_hour: ['Ensure this value is greater than or equal to -1.'] },
		],
		[{ ...body, offset: 1.5 }, { offset: ['A valid integer is required.'] }],
		[{ ...body, offset: true }, { offset: ['A valid integer is required.'] }],
		[{ ...body, offset: null }, { offset: ['This field may not be null.'] }],
		[{ ...body, relative_to: 'nope' }, { relative_to: ['No such object: nope'] }],
		[{ ...body, relative_to: 'Registration' }, { relative_to: ['No such object: Registration'] }],
		[{ ...body, campaign: 'Reminders' }, { campaign: ['No such object: Reminders'] }],
		[{ ...body, campaign: archived }, { campaign: [`No such object: ${archived}`] }],
		[{ ...body, message: undefined }, exclusive],
		[{ ...body, flow: followUp }, exclusive],
		[{ ...body, message: {} }, exclusive],
		[{ ...body, message: '' }, { message: { eng: ['This field may not be blank.'] } }],
		[{ ...body, message: { eng: ' ' } }, { message: { eng: ['This field may not be blank.'] } }],
		[
			{ ...body, message: { eng: 'x', english: 'x' } },
			{ message: { english: ['Not a valid language code.'] } },
		],
		[
			{ ...body, message: 'x'.repeat(4097) },
			{ message: { eng: ['Ensure this field has no more than 4096 characters.'] } },
		],
		[{ ...body, message: undefined, flow: 'Follow up' }, { flow: ['No such object: Follow up'] }],
	])('refuses %j', async (sent, expected) => {
		const { status, data } = await call('POST', events, sent);
		expect([status, data]).toEqual([400, expected]);
		expect(results((await call('GET', events)).data)).toHaveLength(3);
	});

	it.each([
		{ ...body, relative_to: 'age' },
		{ ...body, relative_to: 'nick_name' },
		{ ...body, offset: 99_999_999_999 },
	])('fails with 500 and saves nothing for %j', async (sent) => {
		const { status, headers } = await call('POST', events, sent);
		expect([status, headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
		expect(results((await call('GET', events)).data)).toHaveLength(3);
	});
});

describe('updating an event', () => {
	const path = `${events}?uuid=${firstEvent}`;

	it('replaces all of it, under the same UUID', async () => {
		const { status, data } = await call('POST', path, {
			...{ ...body, message: undefined, flow: followUp },
		});
		expect([status, data]).toMatchObject([
			200,
			{
				...{ uuid: firstEvent, offset: 1, unit: 'weeks', delivery_hour: -1, message: null },
				...{ flow: { name: 'Follow up' }, created_on: '2024-03-19T19:12:00.000001Z' },
			},
		]);
	});

	it('requires the campaign, too, and never another one', async () => {
		const without = await call('POST', path, { ...body, campaign: undefined });
		expect([without.status, without.data]).toEqual([400, { campaign: required }]);
		const campaign = '8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0002';
		const other = await call('POST', path, { ...body, campaign });
		expect([other.status, other.data]).toEqual([
			400,
			{ campaign: ['Cannot change campaign for existing events'] },
		]);
	});

	it('answers an unknown one with 404', async () => {
		const { status, data } = await call('POST', `${events}?uuid=${missing}`, body);
		expect([status, data]).toEqual([404, { detail: 'No CampaignEvent matches the given query.' }]);
	});

	it('is refused while the event is scheduled', async () => {
		await control('PUT', `/campaigns/rapidPro/${firstEvent}`, { isScheduling: true });
		const { status, data } = await call('POST', path, body);
		expect([status, data]).toEqual([
			400,
			{ non_field_errors: ['Cannot modify events which are currently being scheduled.'] },
		]);
	});

	it('gives it another UUID on an older release', async () => {
		await control('PUT', '/other-documentation', { rapidPro: true });
		const { status, data } = await call('POST', path, body);
		expect([status, object(data).offset]).toEqual([200, 1]);
		expect(object(data).uuid).not.toBe(firstEvent);
		expect(results((await call('GET', events)).data)).toHaveLength(3);
		expect((await call('POST', path, body)).status).toBe(404);
	});
});

describe('deleting an event', () => {
	const path = `${events}?uuid=${firstEvent}`;

	it('answers with 204, then 404', async () => {
		const deleted = await call('DELETE', path);
		expect([deleted.status, deleted.data]).toEqual([204, '']);
		expect(deleted.headers).toMatchObject({ allow: 'GET, POST, DELETE, HEAD, OPTIONS' });
		expect((await call('DELETE', path)).status).toBe(404);
	});

	it('requires the UUID', async () => {
		const { status, data } = await call('DELETE', events);
		expect([status, data]).toEqual([
			400,
			{ detail: 'URL must contain one of the following parameters: uuid' },
		]);
	});
});

describe('while mailroom is down', () => {
	beforeEach(() => control('PUT', '/outage', { provider: 'rapidPro', isDown: true }));

	it('a new event is answered with 500, but is saved, and can never be changed', async () => {
		expect((await call('POST', events, body)).status).toBe(500);
		const [saved] = results((await call('GET', events)).data);
		expect(saved).toMatchObject({ offset: 1, message: { eng: 'gm' } });
		await control('PUT', '/outage', { provider: 'rapidPro', isDown: false });
		const path = `${events}?uuid=${String(saved?.uuid)}`;
		expect((await call('POST', path, { ...body, offset: 2 })).status).toBe(400);
		expect((await call('DELETE', path)).status).toBe(204);
	});

	it('an event fails only if it fires at another time', async () => {
		const path = `${events}?uuid=${firstEvent}`;
		const time = { ...body, offset: 7, unit: 'days', delivery_hour: 9 };
		expect((await call('POST', path, time)).status).toBe(200);
		expect((await call('POST', path, body)).status).toBe(500);
		expect(results((await call('GET', path)).data)[0]).toMatchObject({ offset: 1, unit: 'weeks' });
	});

	it('a campaign fails only if it gets another group and has events', async () => {
		const save = async (uuid: string, name: string, group: string) =>
			(await call('POST', `/campaigns.json?uuid=${uuid}`, { name, group })).status;
		expect(await save(first, 'Renamed', 'Reporters')).toBe(200);
		expect(await save(first, 'Renamed', 'Farmers')).toBe(500);
		const { data } = await call('GET', `/campaigns.json?uuid=${first}`);
		expect(results(data)[0]).toMatchObject({ group: { name: 'Farmers' } });
		expect(await save('8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0002', 'Any', 'Reporters')).toBe(200);
	});
});

it.each(['PUT', 'PATCH', 'HEAD', 'OPTIONS'])('refuses %s', async (method) => {
	expect((await call(method, events)).status).toBe(405);
});
