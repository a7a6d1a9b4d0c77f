import { keys } from '../../sandbox/api/keys.mts';
import { Client, object, rows } from './client.mts';

let client: Client;
beforeAll(async () => {
	client = await Client.start();
});
beforeEach(() => client.reset());
afterAll(() => client.close());

const call = (method: string, path: string, body?: unknown) =>
	client.call('smartlead', method, path, body);

const joi = (message: string, source: string, ...keys: string[]) => ({
	statusCode: 400,
	error: 'Bad Request',
	message,
	validation: { source, keys },
});

const schedule = {
	timezone: 'America/New_York',
	days_of_the_week: [1, 2, 3, 4, 5],
	start_hour: '09:00',
	end_hour: '17:00',
	min_time_btw_emails: 10,
	max_new_leads_per_day: 20,
};
const step = {
	id: null,
	seq_number: 1,
	seq_delay_details: { delay_in_days: 0 },
	subject: 'Hello',
	email_body: '<p>Hi</p>',
};
const missing = { error: 'Campaign not found - Invalid campaign_id.' };

async function create(body: unknown = {}): Promise<number> {
	const { data } = await call('POST', '/campaigns/create', body);
	return Number(object(data).id);
}

describe('authentication', () => {
	const path = '/smartlead/api/v1/campaigns';
	it.each([
		['no key', path, {}],
		['a wrong key', `${path}?api_key=wrong`, {}],
		['the key in a header', path, { Authorization: `Bearer ${keys.smartlead}` }],
	])('refuses %s with 401', async (_case, url, headers) => {
		const { status, data } = await client.raw('GET', url, { headers });
		expect([status, data]).toEqual([401, { message: 'Invalid API Key' }]);
	});
});

describe('routes', () => {
	it.each([
		['PATCH', '/campaigns/2048133/status'],
		['PUT', '/campaigns/2048133'],
		['POST', '/campaigns'],
		['POST', '/campaigns/new'],
		['GET', '/nothing'],
	])('answers %s %s with the HTML page of Express', async (method, path) => {
		const { status, data, headers } = await call(method, path, {});
		expect(status).toBe(404);
		expect(headers['content-type']).toBe('text/html; charset=utf-8');
		expect(data).toContain(`<pre>Cannot ${method} /api/v1${path}</pre>`);
	});
});

describe('create', () => {
	it('answers ok, id, name, created_at and stores the observed defaults', async () => {
		const { status, data } = await call('POST', '/campaigns/create', { name: 'Café 🎉' });
		expect(status).toBe(200);
		const { id, created_at: createdAt, ...others } = object(data);
		expect(others).toEqual({ ok: true, name: 'Café 🎉' });
		expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/);
		expect((await call('GET', `/campaigns/${id}`)).data).toEqual({
			id,
			user_id: expect.any(Number),
			created_at: createdAt,
			updated_at: createdAt,
			status: 'DRAFTED',
			name: 'Café 🎉',
			track_settings: [],
			scheduler_cron_value: null,
			min_time_btwn_emails: 20,
			max_leads_per_day: 100,
			stop_lead_settings: 'REPLY_TO_AN_EMAIL',
			schedule_start_time: null,
			enable_ai_esp_matching: false,
			send_as_plain_text: false,
			follow_up_percentage: 100,
			unsubscribe_text: null,
			parent_campaign_id: null,
			client_id: null,
		});
	});

	it('names a campaign without a name "Untitled Campaign", and creates a second one when repeated', async () => {
		const first = await create();
		const second = await create();
		expect(second).not.toBe(first);
		const { data } = await call('GET', `/campaigns/${second}`);
		expect(object(data).name).toBe('Untitled Campaign');
	});

	it.each([
		[{ clinet_id: 1 }, joi('"clinet_id" is not allowed', 'body', 'clinet_id')],
		[
			{ name: 'x', track_settings: [] },
			joi('"track_settings" is not allowed', 'body', 'track_settings'),
		],
		[{ api_key: keys.smartlead }, joi('"api_key" is not allowed', 'body', 'api_key')],
		[{ name: 5 }, joi('"name" must be a string', 'body', 'name')],
		[[], joi('"value" must be of type object', 'body', '')],
	])('refuses %j', async (body, expected) => {
		const { status, data } = await call('POST', '/campaigns/create', body);
		expect([status, data]).toEqual([400, expected]);
	});

	it('refuses broken JSON as Express does, and does not read another content type', async () => {
		const path = '/campaigns/create';
		const broken = await call('POST', path, '{"name":');
		expect(broken.status).toBe(400);
		expect(broken.data).toContain('<pre>Bad Request</pre>');
		const text = await client.call('smartlead', 'POST', path, '{"name":"x"}', {
			'Content-Type': 'text/plain',
		});
		expect(object(text.data).name).toBe('Untitled Campaign');
	});
});

describe('reads', () => {
	it.each(['/campaigns', '/campaigns/'])(
		'lists %s as a bare array, newest id first',
		async (path) => {
			const id = await create();
			const { data } = await call('GET', path);
			const ids = rows(data).map((row) => Number(row.id));
			expect(ids[0]).toBe(id);
			expect(ids).toEqual(ids.toSorted((a, b) => b - a));
			expect(rows(data).filter((row) => row.parent_campaign_id !== null)).toHaveLength(1);
			expect(new Set(rows(data).map((row) => row.status))).toEqual(
				new Set(['DRAFTED', 'ACTIVE', 'PAUSED', 'STOPPED', 'COMPLETED']),
			);
			expect(rows(data)[0]).not.toHaveProperty('tags');
		},
	);

	it('filters by client, and adds tags on request', async () => {
		const { data } = await call('GET', '/campaigns?client_id=4101&include_tags=true');
		expect(rows(data).map((row) => row.id)).toEqual([2048111, 2048110]);
		expect(rows(data)[1]?.tags).toEqual([{ tag_id: 55, tag_name: 'Q1', tag_color: '#FFCC00' }]);
		const one = await call('GET', '/campaigns/2048110?include_tags=true');
		expect(object(one.data)).toHaveProperty('tags');
	});

	it.each(['limit', 'offset', 'status'])('refuses the query key %s', async (key) => {
		const { status, data } = await call('GET', `/campaigns?${key}=1`);
		expect([status, data]).toEqual([400, joi(`"${key}" is not allowed`, 'query', key)]);
	});

	it('answers a missing campaign with 200 {}', async () => {
		const { status, data } = await call('GET', '/campaigns/1');
		expect([status, data]).toEqual([200, {}]);
	});

	it('refuses an ID that is not a number', async () => {
		const { status, data } = await call('GET', '/campaigns/abc');
		expect([status, data]).toEqual([
			400,
			joi('"campaign_id" must be a number', 'params', 'campaign_id'),
		]);
	});

	it('offers clients, email accounts with passwords, and the light list', async () => {
		const clients = await call('GET', '/client/');
		expect(rows(clients.data)[0]).toMatchObject({ id: 4101, name: 'Acme Outdoor GmbH' });
		const accounts = await call('GET', '/campaigns/2048110/email-accounts');
		expect(rows(accounts.data)[0]).toHaveProperty('password');
		const light = await call('GET', '/analytics/campaign/list?client_ids=4102,4103');
		expect(light.data).toMatchObject({
			success: true,
			data: { campaign_list: [{ id: 2048160 }, { id: 2048124 }] },
		});
		expect((await call('GET', '/analytics/campaign/list?limit=1')).status).toBe(400);
	});
});

describe('analytics', () => {
	it('counts in texts, as observed', async () => {
		const sandbox = { counts: { sent_count: 12, reply_count: 3 } };
		await client.control('PUT', '/campaigns/smartlead/2048110', { sandbox });
		const { status, data } = await call('GET', '/campaigns/2048110/analytics');
		expect(status).toBe(200);
		expect(data).toMatchObject({
			id: 2048110,
			status: 'ACTIVE',
			sent_count: '12',
			reply_count: '3',
			sequence_count: '2',
			campaign_lead_stats: { total: '3', inprogress: '1', paused: '1', completed: '1' },
			client_id: 4101,
			client_name: 'Acme Outdoor GmbH',
		});
	});

	it('takes no dates, and knows no campaign that does not exist', async () => {
		const dates = await call('GET', '/campaigns/2048110/analytics?start_date=2025-01-01');
		expect([dates.status, dates.data]).toEqual([
			400,
			joi('"start_date" is not allowed', 'query', 'start_date'),
		]);
		const unknown = await call('GET', '/campaigns/999/analytics');
		expect([unknown.status, unknown.data]).toEqual([404, missing]);
	});
});

describe('settings', () => {
	it('returns other words than were written, and keeps fields that are left out', async () => {
		const id = await create({ name: 'Before', client_id: 4101 });
		const { status, data } = await call('POST', `/campaigns/${id}/settings`, {
			name: 'After',
			track_settings: ['DONT_TRACK_EMAIL_OPEN', 'DONT_TRACK_REPLY_TO_AN_EMAIL'],
			bounce_autopause_threshold: '5',
		});
		expect([status, data]).toEqual([200, { ok: true }]);
		const read = object((await call('GET', `/campaigns/${id}`)).data);
		expect(read).toMatchObject({
			name: 'After',
			track_settings: ['DONT_EMAIL_OPEN', 'DONT_REPLY_TO_AN_EMAIL'],
			client_id: 4101,
			stop_lead_settings: 'REPLY_TO_AN_EMAIL',
		});
		expect(read).not.toHaveProperty('bounce_autopause_threshold');
	});

	it.each([
		[
			{ track_settings: ['DONT_EMAIL_OPEN'] },
			{ error: 'Invalid track_settings value - DONT_EMAIL_OPEN' },
		],
		[{ stop_lead_settings: 'NEVER' }, { error: 'Invalid stop_lead_settings value - NEVER' }],
		[
			{ track_settings: { track_open: true } },
			joi('"track_settings" must be an array', 'body', 'track_settings'),
		],
		[{ ai_esp_matching: true }, joi('"ai_esp_matching" is not allowed', 'body', 'ai_esp_matching')],
		[
			{ follow_up_percentage: 101 },
			joi(
				'"follow_up_percentage" must be less than or equal to 100',
				'body',
				'follow_up_percentage',
			),
		],
		[
			{ bounce_autopause_threshold: 5 },
			joi('"bounce_autopause_threshold" must be a string', 'body', 'bounce_autopause_threshold'),
		],
	])('refuses %j and changes nothing', async (body, expected) => {
		const { status, data } = await call('POST', '/campaigns/2048133/settings', body);
		expect([status, data]).toEqual([400, expected]);
	});

	it.each(['settings', 'schedule', 'status', 'sequences', 'email-accounts'])(
		'answers a write of %s to a missing campaign with 404',
		async (part) => {
			const bodies: Record<string, unknown> = {
				settings: {},
				schedule,
				status: { status: 'START' },
				sequences: { sequences: [step] },
				'email-accounts': { email_account_ids: [7301] },
			};
			const { status, data } = await call('POST', `/campaigns/1/${part}`, bodies[part]);
			expect([status, data]).toEqual([404, missing]);
		},
	);
});

describe('schedule', () => {
	it('accepts the flat body, and returns other names', async () => {
		const { status, data } = await call('POST', '/campaigns/2048133/schedule', schedule);
		expect([status, data]).toEqual([200, { ok: true }]);
		expect((await call('GET', '/campaigns/2048133')).data).toMatchObject({
			scheduler_cron_value: {
				tz: 'America/New_York',
				days: [1, 2, 3, 4, 5],
				startHour: '09:00',
				endHour: '17:00',
			},
			min_time_btwn_emails: 10,
			max_leads_per_day: 20,
		});
	});

	it.each(Object.keys(schedule))('requires %s', async (key) => {
		const { [key]: _left, ...body }: Record<string, unknown> = schedule;
		const { status, data } = await call('POST', '/campaigns/2048133/schedule', body);
		expect([status, data]).toEqual([400, joi(`"${key}" is required`, 'body', key)]);
	});

	it.each([
		[{ min_time_btw_emails: 2 }, '"min_time_btw_emails" must be larger than or equal to 3'],
		[{ client_id: 4101 }, '"client_id" is not allowed'],
		[{ days_of_the_week: [7] }, '"days_of_the_week[0]" must be less than or equal to 6'],
	])('the validator refuses %j', async (change, message) => {
		const { data } = await call('POST', '/campaigns/2048133/schedule', { ...schedule, ...change });
		expect(object(data).message).toBe(message);
	});

	it.each([
		[{ timezone: 'Mars/Olympus' }, 'Invalid timezone - Mars/Olympus'],
		[{ start_hour: '9:00' }, 'Invalid start_hour - 9:00'],
		[{ end_hour: '24:00' }, 'Invalid end_hour - 24:00'],
		[{ start_hour: '18:00' }, 'startHour cannot be greater that endHour'],
	])('the domain checks refuse %j', async (change, error) => {
		const body = { ...schedule, ...change };
		const { status, data } = await call('POST', '/campaigns/2048133/schedule', body);
		expect([status, data]).toEqual([400, { error }]);
	});

	it('refuses the nested body of the current page', async () => {
		const { data } = await call('POST', '/campaigns/2048133/schedule', { schedule });
		expect(object(data).message).toBe('"timezone" is required');
	});
});

describe('sequences', () => {
	const path = '/campaigns/2048124/sequences';
	const stored = async () => rows((await call('GET', path)).data);
	const save = async (...sequences: unknown[]) => await call('POST', path, { sequences });

	it('keeps the steps whose IDs are sent, and removes the others', async () => {
		const [first] = await stored();
		const kept = { ...step, id: first?.id, seq_number: 2, subject: 'Kept' };
		expect((await save(step, kept)).status).toBe(200);
		const now = await stored();
		expect(now.map(({ subject }) => subject)).toEqual(['Hello', 'Kept']);
		expect(now[1]).toMatchObject({ id: first?.id, created_at: first?.created_at });
		expect((await save()).status).toBe(200);
		expect(await stored()).toEqual([]);
	});

	it.each([
		['a gap in the numbers', [step, { ...step, seq_number: 3 }], 'Invalid seq_number - 3'],
		['an unknown ID', [{ ...step, id: 5 }], 'Invalid sequence id - 5'],
		[
			'an ID without a step before it',
			[{ seq_number: 1, seq_delay_details: { delay_in_days: 0 } }],
			'"sequences[0].id" is required',
		],
		[
			'a delay of more than a year',
			[{ ...step, seq_delay_details: { delay_in_days: 366 } }],
			'"sequences[0].seq_delay_details.delay_in_days" must be less than or equal to 365',
		],
	])('refuses %s', async (_case, sequences, message) => {
		const { status, data } = await save(...sequences);
		expect(status).toBe(400);
		expect(JSON.stringify(data)).toContain(JSON.stringify(message).slice(1, -1));
	});

	it('reads a step with variants without a text of its own, and keeps deleted variants', async () => {
		const variant = (subject: string, more = {}) => ({ subject, email_body: 'A', ...more });
		await save({ ...step, seq_variants: [variant('A'), variant('B')] });
		const [before] = await stored();
		expect(before).toMatchObject({ subject: '', email_body: '' });
		const [one] = rows(before?.sequence_variants);
		const share = { id: one?.id, variant_distribution_percentage: 40 };
		await save({ ...step, id: before?.id, seq_variants: [variant('A2', share)] });
		const [after] = await stored();
		expect(rows(after?.sequence_variants)).toMatchObject([
			{ subject: 'B', is_deleted: true, variant_distribution_percentage: 'None' },
			{ subject: 'A2', is_deleted: false, id: one?.id, variant_distribution_percentage: 40 },
		]);
	});

	it('replaces the whole sequence and reads it as a bare array', async () => {
		const path = '/campaigns/2048124/sequences';
		const { status, data } = await call('POST', path, { sequences: [step] });
		expect([status, data]).toEqual([200, { ok: true, data: 'success' }]);
		expect((await call('GET', path)).data).toMatchObject([
			{ seq_number: 1, seq_delay_details: { delayInDays: 0 }, email_campaign_id: 2048124 },
		]);
	});

	it.each([
		[[step], '"value" must be of type object'],
		[{ sequence: [step] }, '"sequences" is required'],
		[
			{ sequences: [{ ...step, seq_delay_details: { delayInDays: 1 } }] },
			'"sequences[0].seq_delay_details.delay_in_days" is required',
		],
	])('refuses %j', async (body, message) => {
		const { status, data } = await call('POST', '/campaigns/2048133/sequences', body);
		expect([status, object(data).message]).toEqual([400, message]);
	});

	it('refuses a change while the campaign is active', async () => {
		const { status } = await call('POST', '/campaigns/2048110/sequences', { sequences: [step] });
		expect(status).toBe(400);
	});
});

describe('status', () => {
	it('allows a new campaign to start once it has a schedule, sequences and an email account', async () => {
		const id = await create();
		const start = () => call('POST', `/campaigns/${id}/status`, { status: 'START' });
		expect((await start()).status).toBe(400);
		await call('POST', `/campaigns/${id}/schedule`, schedule);
		expect((await start()).status).toBe(400);
		await call('POST', `/campaigns/${id}/sequences`, { sequences: [step] });
		expect((await start()).status).toBe(400);
		await call('POST', `/campaigns/${id}/email-accounts`, { email_account_ids: [7301] });
		const { status, data } = await start();
		expect([status, data]).toEqual([200, { ok: true }]);
		expect((await call('GET', `/campaigns/${id}`)).data).toMatchObject({ status: 'ACTIVE' });
	});

	it.each(['ACTIVE', 'DRAFTED', 'ARCHIVED', 'start'])('refuses the word %s', async (status) => {
		const reply = await call('POST', '/campaigns/2048124/status', { status });
		expect([reply.status, reply.data]).toEqual([
			400,
			{ error: 'Invalid value for status. Allowed values are - START,STOPPED,PAUSED' },
		]);
	});

	it('stops for good', async () => {
		await call('POST', '/campaigns/2048124/status', { status: 'STOPPED' });
		const { status } = await call('POST', '/campaigns/2048124/status', { status: 'START' });
		expect(status).toBe(400);
		expect((await call('GET', '/campaigns/2048124')).data).toMatchObject({ status: 'STOPPED' });
	});
});

describe('email accounts', () => {
	it('refuses an unknown account and the singular key', async () => {
		const path = '/campaigns/2048133/email-accounts';
		const unknown = await call('POST', path, { email_account_ids: [2849] });
		expect([unknown.status, unknown.data]).toEqual([
			404,
			{
				ok: false,
				message: 'Email account not found!',
				errorCode: 'ACCOUNT_NOT_FOUND',
				emailAccountId: 2849,
			},
		]);
		expect((await call('POST', path, { email_account_id: 7301 })).status).toBe(400);
	});

	it('removes with a body on DELETE, but not the last one of an active campaign', async () => {
		const body = { email_account_ids: [7301] };
		const paused = await call('DELETE', '/campaigns/2048124/email-accounts', body);
		expect([paused.status, paused.data]).toEqual([200, { ok: true, result: 1 }]);
		expect((await call('DELETE', '/campaigns/2048110/email-accounts', body)).status).toBe(400);
	});
});

describe('duplicate', () => {
	const path = '/campaigns/2048110/duplicate';
	const read = async (id: unknown) => object((await call('GET', `/campaigns/${String(id)}`)).data);

	it('makes a draft with the settings and the sequence, without leads and client', async () => {
		const { status, data } = await call('POST', path, {});
		expect([status, data]).toEqual([200, { ok: true, newCampaignId: expect.any(Number) }]);
		const id = object(data).newCampaignId;
		const original = await read(2048110);
		expect(await read(id)).toEqual({
			...original,
			id,
			name: 'SaaS Founders Q1 2025 - copy',
			status: 'DRAFTED',
			client_id: null,
			created_at: expect.any(String),
			updated_at: expect.any(String),
		});
		const steps = rows((await call('GET', `/campaigns/${String(id)}/sequences`)).data);
		const originals = rows((await call('GET', '/campaigns/2048110/sequences')).data);
		expect(steps.map(({ subject }) => subject)).toEqual(originals.map(({ subject }) => subject));
		expect(steps.map((each) => each.id)).not.toEqual(originals.map((each) => each.id));
		const leads = object((await call('GET', `/campaigns/${String(id)}/leads`)).data);
		expect(leads.total_leads).toBe('0');
	});

	it('makes another one when it is repeated, with the client and the subsequences if asked for', async () => {
		const first = object((await call('POST', path)).data).newCampaignId;
		const body = { duplicate_client_label: true, duplicate_sub_sequence: true };
		const second = object((await call('POST', path, body)).data).newCampaignId;
		expect(second).not.toBe(first);
		expect(await read(second)).toMatchObject({ client_id: 4101 });
		const subsequences = rows((await call('GET', '/campaigns')).data).filter(
			({ parent_campaign_id: parent }) => parent === second,
		);
		expect(subsequences).toMatchObject([{ name: 'SaaS Founders Q1 2025 - no reply - copy' }]);
	});

	it('refuses a campaign that does not exist with 500, and other keys', async () => {
		const unknown = await call('POST', '/campaigns/999/duplicate', {});
		expect([unknown.status, unknown.data]).toEqual([500, { message: 'Invalid campaign Id!' }]);
		const named = await call('POST', path, { name: 'Copy' });
		expect([named.status, named.data]).toEqual([400, joi('"name" is not allowed', 'body', 'name')]);
	});
});

describe('delete', () => {
	it('deletes once; then the campaign is missing everywhere', async () => {
		const { status, data } = await call('DELETE', '/campaigns/2048133');
		expect([status, data]).toEqual([200, { ok: true }]);
		expect((await call('GET', '/campaigns/2048133')).data).toEqual({});
		const again = await call('DELETE', '/campaigns/2048133');
		expect([again.status, again.data]).toEqual([404, missing]);
	});

	it('refuses an active campaign as documented', async () => {
		const { status, data } = await call('DELETE', '/campaigns/2048110');
		expect(status).toBe(400);
		expect(data).toMatchObject({ success: false, error: { code: 'CAMPAIGN_ACTIVE' } });
	});
});

describe('rate limit', () => {
	it('allows 60 requests in 60 seconds, with headers, then answers 429', async () => {
		const limited = await Client.start({});
		try {
			for (let index = 0; index < 60; index++) {
				const { status, headers } = await limited.call('smartlead', 'GET', '/campaigns/1');
				expect([status, headers['x-ratelimit-remaining']]).toEqual([200, String(59 - index)]);
			}
			const { status, data, headers } = await limited.call('smartlead', 'GET', '/campaigns/1');
			expect(status).toBe(429);
			const seconds = Number(headers['retry-after']);
			expect(data).toEqual({
				error: {
					code: 'RATE_LIMIT_EXCEEDED',
					message: `Too many requests. Please retry after ${seconds} seconds.`,
					retry_after: seconds,
				},
			});
			expect(headers).toMatchObject({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0' });
			const left = Number(headers['x-ratelimit-reset']) - Date.now() / 1000;
			expect(left).toBeGreaterThan(0);
			expect(left).toBeLessThanOrEqual(61);
		} finally {
			await limited.close();
		}
	});
});

describe('the list of mailboxes', () => {
	it('has pages of at most 100, with passwords in base64', async () => {
		const first = rows((await call('GET', '/email-accounts')).data);
		const second = rows((await call('GET', '/email-accounts?offset=100&limit=100')).data);
		expect([first.length, second.length]).toEqual([100, 5]);
		const [{ password } = {}] = first;
		expect(Buffer.from(String(password), 'base64').toString()).toBe('not-a-real-mailbox-password');
		const [{ password: plain } = {}] = rows(
			(await call('GET', '/campaigns/2048110/email-accounts')).data,
		);
		expect(plain).toBe('not-a-real-mailbox-password');
	});

	it.each([
		['?limit=101', '"limit" must be less than or equal to 100'],
		['?page=2', '"page" is not allowed'],
	])('refuses %s', async (query, message) => {
		const { status, data } = await call('GET', `/email-accounts${query}`);
		expect([status, object(data).message]).toEqual([400, message]);
	});
});
