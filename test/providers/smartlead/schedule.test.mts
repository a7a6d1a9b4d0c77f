import type { INodeParameters } from 'n8n-workflow';
import { byId } from '../../engine/world.mts';
import { post, read } from './requests.mts';
import { schedule, useSmartlead } from './useSmartlead.mts';

const tracked = '2048110';
const paused = '2048124';
const draft = '2048133';

describe('Create', () => {
	const { run, received } = useSmartlead();

	it('completes a schedule with the values of the new campaign', async () => {
		const { timezone, days_of_the_week, start_hour, end_hour } = schedule;
		const additionalFields = { timezone, days_of_the_week, start_hour, end_hour };
		const { items } = await run({ operation: 'create', name: 'Q2 founders', additionalFields });
		expect(await received()).toContainEqual(
			post(`${String(items?.[0]?.id)}/schedule`, {
				...additionalFields,
				min_time_btw_emails: 20,
				max_new_leads_per_day: 100,
			}),
		);
	});

	it('of a part of a schedule is an error before any request', async () => {
		const additionalFields = { timezone: 'Asia/Tokyo', max_new_leads_per_day: 5 };
		const { error } = await run({ operation: 'create', name: 'Q2 founders', additionalFields });
		expect(error?.message).toContain(
			"The schedule is missing 'Schedule: Days of the Week', 'Schedule: Start Hour', 'Schedule: End Hour'",
		);
		expect(await received()).toEqual([]);
	});

	it('of a schedule with empty fields is an error before any request', async () => {
		const { error } = await run({
			operation: 'create',
			name: 'x',
			additionalFields: {
				timezone: '',
				days_of_the_week: [],
				start_hour: '09:00',
				end_hour: '17:00',
			},
		});
		expect(error?.message).toBe(
			"The schedule is missing 'Schedule: Time Zone Name or ID', 'Schedule: Days of the Week'",
		);
		expect(await received()).toEqual([]);
	});
});

describe('Update', () => {
	const { run, received, change, fault } = useSmartlead();
	const update = async (updateFields: INodeParameters, id = paused) =>
		await run({ operation: 'update', campaign: byId(id), updateFields });
	const current = {
		timezone: 'America/New_York',
		days_of_the_week: [1, 2, 3, 4, 5],
		start_hour: '09:00',
		end_hour: '17:00',
		min_time_btw_emails: 33,
		max_new_leads_per_day: 44,
		schedule_start_time: '2026-05-01T07:00:00.000Z',
	};
	/** The fields of the current schedule that the service reads back under other names. */
	const storedFields = {
		min_time_btwn_emails: 33,
		max_leads_per_day: 44,
		schedule_start_time: current.schedule_start_time,
	};

	it.each(Object.entries(schedule))(
		'sets %s and keeps the rest of the schedule',
		async (name, value) => {
			await change(paused, storedFields);
			await update({ [name]: value });
			expect(await received()).toEqual([
				read(paused),
				post(`${paused}/schedule`, { ...current, [name]: value }),
				read(paused),
			]);
		},
	);

	it.each([
		"{ tz: 'America/New_York', days: [ 1, 2, 3, 4, 5 ], startHour: '09:00', endHour: '17:00' }",
		'{"tz":"America/New_York","days":[1,2,3,4,5],"startHour":"09:00","endHour":"17:00"}',
	])('keeps a schedule that the service returns as the text %s', async (text) => {
		await change(paused, { ...storedFields, scheduler_cron_value: text });
		await update({ end_hour: '15:00' });
		expect((await received())[1]).toEqual(
			post(`${paused}/schedule`, { ...current, end_hour: '15:00' }),
		);
	});

	it('sends no start time when the campaign has none', async () => {
		await change(paused, { ...storedFields, schedule_start_time: null });
		await update({ end_hour: '15:00' });
		const { schedule_start_time: _none, ...rest } = current;
		expect((await received())[1]).toEqual(
			post(`${paused}/schedule`, { ...rest, end_hour: '15:00' }),
		);
	});

	it('changes the schedule after the settings when both are set', async () => {
		await update({ ...schedule, name: 'Renamed' });
		expect(await received()).toEqual([
			read(paused),
			post(`${paused}/settings`, { name: 'Renamed' }),
			post(`${paused}/schedule`, schedule),
			read(paused),
		]);
	});

	it('of a part of the schedule writes nothing to a campaign without one', async () => {
		const { error } = await update({ name: 'Renamed', timezone: 'Asia/Tokyo' }, draft);
		expect(error?.message).toContain("The schedule is missing 'Schedule: Days of the Week'");
		expect(await received()).toEqual([read(draft)]);
	});

	it('reports the settings as done when the schedule is refused', async () => {
		await fault({
			provider: 'smartlead',
			path: '/schedule$',
			status: 400,
			body: { error: 'Invalid end_hour' },
		});
		const { error } = await update({ name: 'Renamed', timezone: 'Asia/Tokyo' });
		expect(error?.message).toContain(`Invalid end_hour (campaign ID ${paused})`);
		expect(error?.description).toContain('Done: save settings. Not done: save schedule.');
	});
});

describe('The start time', () => {
	const { run, received } = useSmartlead();
	const update = async (schedule_start_time: string) =>
		await run({
			operation: 'update',
			campaign: byId(paused),
			updateFields: { schedule_start_time },
			options: { requestsPerMinute: 60_000 },
		});
	/** The schedule of the seed. */
	const seeded = {
		timezone: 'America/New_York',
		days_of_the_week: [1, 2, 3, 4, 5],
		start_hour: '09:00',
		end_hour: '17:00',
		min_time_btw_emails: 20,
		max_new_leads_per_day: 100,
	};

	it.each([
		['2027-01-15T08:00:00', '2027-01-15T08:00:00.000Z'],
		['2027-01-15 08:00', '2027-01-15T08:00:00.000Z'],
		['2027-01-15', '2027-01-15T00:00:00.000Z'],
		['2027-01-15T09:00:00+01:00', '2027-01-15T09:00:00+01:00'],
		[
			"={{ DateTime.fromISO('2027-01-15T09:00:00', { zone: 'Europe/Berlin' }) }}",
			'2027-01-15T09:00:00.000+01:00',
		],
		["={{ new Date('2027-01-15T08:00:00Z') }}", '2027-01-15T08:00:00.000Z'],
	])('is sent with an offset: %s', async (given, sent) => {
		await update(given);
		expect((await received())[1]).toEqual(
			post(`${paused}/schedule`, { ...seeded, schedule_start_time: sent }),
		);
		// The same time in another form is no change.
		await update(given);
		expect((await received()).slice(3)).toEqual([read(paused)]);
	});

	it('is refused when it is no time', async () => {
		const { error } = await update('soon');
		expect(error?.message).toBe("'Schedule: Start Time' is not a date: soon");
		expect((await received()).filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

describe('a value that an expression returns in another type', () => {
	const { run, received } = useSmartlead();
	const sentBody = async (path: string) =>
		(await received()).find((request) => request.path.endsWith(path))?.body;

	it.each([
		['text', '={{ "1,2,5" }}'],
		['an array of texts', '={{ ["1", "2", "5"] }}'],
	])('is sent as numbers: days as %s', async (_, days) => {
		const fields = { days_of_the_week: days };
		const { error } = await run({
			operation: 'update',
			campaign: byId(tracked),
			updateFields: fields,
		});
		expect(error).toBeUndefined();
		expect(await sentBody('/schedule')).toMatchObject({ days_of_the_week: [1, 2, 5] });
	});

	it('is sent as 0: Sunday as 7', async () => {
		const fields = { days_of_the_week: '={{ [6, 7] }}' };
		await run({ operation: 'update', campaign: byId(tracked), updateFields: fields });
		expect(await sentBody('/schedule')).toMatchObject({ days_of_the_week: [6, 0] });
	});

	it('creates no campaign when it is not a day', async () => {
		const additionalFields = {
			...{ timezone: 'Asia/Kathmandu', days_of_the_week: '={{ "1,8" }}' },
			...{ start_hour: '09:00', end_hour: '17:00' },
		};
		const { error } = await run({ operation: 'create', name: 'Spring', additionalFields });
		expect(error?.message).toBe("'Schedule: Days of the Week' contains '8', which is not a day");
		expect(await received()).toEqual([]);
	});
});
