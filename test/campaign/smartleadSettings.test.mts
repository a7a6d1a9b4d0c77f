import type { INodeParameters } from 'n8n-workflow';
import { description, runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const provider = 'smartlead';
const base = '/api/v1/campaigns';
const tracked = '2048110';
const paused = '2048124';
const draft = '2048133';

/** A sandbox for a group of tests: an address of its own is paced by its own, so that no group waits for another. */
function useSmartlead() {
	const world = useSandbox();
	return {
		received: async () => await world.received(provider),
		stored: async (id: unknown) =>
			(await world.stored(provider)).find((campaign) => String(campaign.id) === id),
		change: async (id: string, fields: object) =>
			await world.control('PUT', `/campaigns/${provider}/${id}`, fields),
		run: async (parameters: INodeParameters) =>
			await runCampaign({
				credential: world.credential(provider),
				parameters: { provider, ...parameters },
			}),
	};
}

const read = (id: string) => ({ method: 'GET', path: `${base}/${id}`, query: {}, body: null });
const post = (path: string, body: unknown) => ({
	method: 'POST',
	path: `${base}/${path}`,
	query: {},
	body,
});

/** What the editor offers for Smartlead in a collection. */
const offered = (name: string) =>
	description.properties
		.find(
			(property) =>
				property.name === name && property.displayOptions?.show?.provider?.includes(provider),
		)
		?.options?.map((option) => option.name)
		.toSorted();

const plain = {
	add_unsubscribe_tag: true,
	auto_pause_domain_leads_on_reply: true,
	bounce_autopause_threshold: '5',
	domain_level_rate_limit: true,
	enable_ai_esp_matching: true,
	follow_up_percentage: 40,
	force_plain_text: false,
	ignore_ss_mailbox_sending_limit: true,
	send_as_plain_text: true,
	stop_lead_settings: 'CLICK_ON_A_LINK',
	unsubscribe_text: 'Tell me',
};
const tracking = { track_settings: ['DONT_TRACK_EMAIL_OPEN', 'DONT_TRACK_LINK_CLICK'] };
const outOfOffice = {
	ignoreOOOasReply: true,
	autoReactivateOOO: true,
	reactivateOOOwithDelay: 3,
	autoCategorizeOOO: false,
};
const categories = { ai_categorisation_options: '2, 7,1' };
const sentSettings = {
	...plain,
	...tracking,
	out_of_office_detection_settings: outOfOffice,
	ai_categorisation_options: [2, 7, 1],
};
const schedule = {
	timezone: 'Asia/Tokyo',
	days_of_the_week: [0, 1, 5],
	start_hour: '08:30',
	end_hour: '16:00',
	min_time_btw_emails: 15,
	max_new_leads_per_day: 30,
	schedule_start_time: '2027-01-15T08:00:00.000Z',
};

describe('create', () => {
	const { run, received, stored } = useSmartlead();

	it('sends every field of the editor by the call that takes it', async () => {
		const settings = { ...plain, ...tracking, ...outOfOffice, ...categories };
		const additionalFields = { ...settings, ...schedule, client_id: byId('4101') };
		expect(offered('additionalFields')).toEqual(
			[...Object.keys(additionalFields), 'additionalFieldsJson'].toSorted(),
		);
		const { items } = await run({ operation: 'create', name: 'Q2 founders', additionalFields });
		const id = String(items?.[0]?.id);
		expect(await received()).toEqual([
			post('create', { name: 'Q2 founders', client_id: 4101 }),
			read(id),
			post(`${id}/settings`, sentSettings),
			post(`${id}/schedule`, schedule),
			read(id),
		]);
		expect(await stored(id)).toMatchObject({
			name: 'Q2 founders',
			client_id: 4101,
			track_settings: ['DONT_EMAIL_OPEN', 'DONT_LINK_CLICK'],
			scheduler_cron_value: { tz: 'Asia/Tokyo', days: [0, 1, 5] },
			schedule_start_time: schedule.schedule_start_time,
			sandbox: { writeOnly: { bounce_autopause_threshold: '5' } },
		});
	});

	it('fills a schedule up with what the new campaign has', async () => {
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

	it.each<[string, INodeParameters, string]>([
		[
			'part of a schedule',
			{ timezone: 'Asia/Tokyo', max_new_leads_per_day: 5 },
			"The schedule is missing 'Schedule: Days of the Week', 'Schedule: Start Hour', 'Schedule: End Hour'",
		],
		['a client that is no ID', { client_id: byId('Acme') }, "'Client' is not an ID"],
		['a category that is no ID', { ai_categorisation_options: '2,hot' }, "contains 'hot'"],
		['JSON that is none', { additionalFieldsJson: '{ no }' }, 'is not a JSON object'],
		[
			'a field twice',
			{ send_as_plain_text: true, additionalFieldsJson: '{ "send_as_plain_text": false }' },
			"'send_as_plain_text' is set twice",
		],
	])('with %s is refused before anything is sent', async (_, additionalFields, said) => {
		const { error } = await run({ operation: 'create', name: 'Q2 founders', additionalFields });
		expect(error?.message).toContain(said);
		expect(await received()).toEqual([]);
	});
});

describe('update of the settings', () => {
	const { run, received, stored } = useSmartlead();
	const update = async (updateFields: INodeParameters, id = tracked) =>
		await run({ operation: 'update', campaign: byId(id), updateFields });

	it('offers the fields of Create and the name', () => {
		expect(offered('updateFields')).toEqual(
			[...(offered('additionalFields') ?? []), 'name'].toSorted(),
		);
	});

	it.each<[string, INodeParameters, object]>([
		['the name', { name: ' Renamed ' }, { name: 'Renamed' }],
		['plain fields', plain, plain],
		['tracking', tracking, tracking],
		[
			'tracking in the words of Get',
			{ track_settings: ['DONT_EMAIL_OPEN', 'DONT_LINK_CLICK', 'DONT_REPLY_TO_AN_EMAIL'] },
			{
				track_settings: [
					'DONT_TRACK_EMAIL_OPEN',
					'DONT_TRACK_LINK_CLICK',
					'DONT_TRACK_REPLY_TO_AN_EMAIL',
				],
			},
		],
		['no tracking switched off', { track_settings: [] }, { track_settings: [] }],
		[
			'one out-of-office field',
			{ reactivateOOOwithDelay: 3 },
			{ out_of_office_detection_settings: { reactivateOOOwithDelay: 3 } },
		],
		['categories', categories, { ai_categorisation_options: [2, 7, 1] }],
		['the client', { client_id: byId('4102') }, { client_id: 4102 }],
		['no client', { additionalFieldsJson: '{ "client_id": null }' }, { client_id: null }],
		['JSON', { additionalFieldsJson: '{ "force_plain_text": true }' }, { force_plain_text: true }],
	])('of %s sends just that', async (_, updateFields, body) => {
		const { error } = await update(updateFields);
		expect(error).toBeUndefined();
		expect(await received()).toEqual([post(`${tracked}/settings`, body), read(tracked)]);
	});

	it('leaves everything else as it was', async () => {
		const before = await stored(tracked);
		const { items } = await update({ follow_up_percentage: 40 });
		expect(items).toMatchObject([{ id: tracked, status: 'active' }]);
		expect(await stored(tracked)).toEqual({
			...before,
			follow_up_percentage: 40,
			updated_at: expect.any(String),
		});
	});

	it('shows what the service says of a field that it does not know', async () => {
		const { error } = await update({ additionalFieldsJson: '{ "clinet_id": 1 }' });
		expect(error?.message).toBe(
			'Smartlead refused to change the campaign\'s settings: "clinet_id" is not allowed',
		);
		expect(error?.description).toContain("Check 'Additional Fields (JSON)'");
	});

	it('of a campaign that is not there says so', async () => {
		const { error } = await update({ name: 'Renamed' }, '999');
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
	});
});

describe('update of the schedule', () => {
	const { run, received, change } = useSmartlead();
	const update = async (updateFields: INodeParameters, id = paused) =>
		await run({ operation: 'update', campaign: byId(id), updateFields });
	const kept = {
		timezone: 'America/New_York',
		days_of_the_week: [1, 2, 3, 4, 5],
		start_hour: '09:00',
		end_hour: '17:00',
		min_time_btw_emails: 33,
		max_new_leads_per_day: 44,
		schedule_start_time: '2026-05-01T07:00:00.000Z',
	};
	const own = {
		min_time_btwn_emails: 33,
		max_leads_per_day: 44,
		schedule_start_time: kept.schedule_start_time,
	};

	it.each(Object.entries(schedule))('sets %s and keeps the rest', async (name, value) => {
		await change(paused, own);
		await update({ [name]: value });
		expect(await received()).toEqual([
			read(paused),
			post(`${paused}/schedule`, { ...kept, [name]: value }),
			read(paused),
		]);
	});

	it.each([
		"{ tz: 'America/New_York', days: [ 1, 2, 3, 4, 5 ], startHour: '09:00', endHour: '17:00' }",
		'{"tz":"America/New_York","days":[1,2,3,4,5],"startHour":"09:00","endHour":"17:00"}',
	])('keeps a schedule that is read as the text %s', async (text) => {
		await change(paused, { ...own, scheduler_cron_value: text });
		await update({ end_hour: '15:00' });
		expect((await received())[1]).toEqual(
			post(`${paused}/schedule`, { ...kept, end_hour: '15:00' }),
		);
	});

	it('sends no start time where the campaign has none', async () => {
		await change(paused, { ...own, schedule_start_time: null });
		await update({ end_hour: '15:00' });
		const { schedule_start_time: _none, ...rest } = kept;
		expect((await received())[1]).toEqual(
			post(`${paused}/schedule`, { ...rest, end_hour: '15:00' }),
		);
	});

	it('goes after the settings when both are set', async () => {
		await update({ ...schedule, name: 'Renamed' });
		expect(await received()).toEqual([
			read(paused),
			post(`${paused}/settings`, { name: 'Renamed' }),
			post(`${paused}/schedule`, schedule),
			read(paused),
		]);
	});

	it('by a part writes nothing to a campaign that has none', async () => {
		const { error } = await update({ name: 'Renamed', timezone: 'Asia/Tokyo' }, draft);
		expect(error?.message).toContain("The schedule is missing 'Schedule: Days of the Week'");
		expect(await received()).toEqual([read(draft)]);
	});

	it('that is refused says that the settings were made', async () => {
		const { error } = await update({ name: 'Renamed', timezone: 'Mars/Olympus' });
		expect(error?.message).toContain(`Invalid timezone - Mars/Olympus (campaign ID ${paused})`);
		expect(error?.description).toContain('Done: settings. Not done: schedule.');
	});
});

describe('values that an expression gives in another type', () => {
	const { run, received } = useSmartlead();
	const asked = async (path: string) =>
		(await received()).find((request) => request.path.endsWith(path))?.body;

	it.each([
		['a text', '={{ "1,2,5" }}'],
		['a list of texts', '={{ ["1", "2", "5"] }}'],
	])('days as %s are sent as numbers', async (_, days) => {
		const fields = { days_of_the_week: days };
		const { error } = await run({
			operation: 'update',
			campaign: byId(tracked),
			updateFields: fields,
		});
		expect(error).toBeUndefined();
		expect(await asked('/schedule')).toMatchObject({ days_of_the_week: [1, 2, 5] });
	});

	it('Sunday as 7 is sent as 0', async () => {
		const fields = { days_of_the_week: '={{ [6, 7] }}' };
		await run({ operation: 'update', campaign: byId(tracked), updateFields: fields });
		expect(await asked('/schedule')).toMatchObject({ days_of_the_week: [6, 0] });
	});

	it('a number as the bounce threshold is sent as a text', async () => {
		const updateFields = { bounce_autopause_threshold: '={{ 5 }}' };
		const { error } = await run({ operation: 'update', campaign: byId(tracked), updateFields });
		expect(error).toBeUndefined();
		expect(await asked('/settings')).toEqual({ bounce_autopause_threshold: '5' });
	});

	it('days that are none make no campaign', async () => {
		const additionalFields = {
			...{ timezone: 'Asia/Kathmandu', days_of_the_week: '={{ "1,8" }}' },
			...{ start_hour: '09:00', end_hour: '17:00' },
		};
		const { error } = await run({ operation: 'create', name: 'Spring', additionalFields });
		expect(error?.message).toBe("'Schedule: Days of the Week' contains '8', which is not a day");
		expect(await received()).toEqual([]);
	});
});
