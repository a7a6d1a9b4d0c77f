import { foreignCampaignId, mailAccounts, templates } from '../../sandbox/api/falconyte/seed.mts';
import { keys } from '../../sandbox/api/keys.mts';
import { Client, object, rows } from './client.mts';

let client: Client;
beforeAll(async () => {
	client = await Client.start();
});
beforeEach(() => client.reset());
afterAll(() => client.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
	client.call('falconyte', method, path, body, headers);

const campaigns = '/email/campaigns';
const list = async (query = 'per_page=100') =>
	rows(object((await call('GET', `${campaigns}?${query}`)).data).campaigns);
const one = async (id: unknown) => object((await list()).find((row) => row.id === id));
const enabled = (send: unknown) =>
	object(object(object(send).send_data).event_triggered_send).enabled;
const codeOf = (data: unknown) => object(object(data).error).code;

const good = {
	name: 'Café 🎉',
	template_ids: [templates[0]?.id],
	mail_account_ids: [mailAccounts[0]?.id],
	events: ['contact.saved'],
};

describe('authentication', () => {
	it.each([
		[{}, 401],
		[{ 'x-api-key': 'wrong' }, 401],
		[{ Authorization: `Bearer ${keys.falconyte}` }, 401],
		[{ 'x-api-key': keys.falconyte }, 200],
	])('answers %j with %i', async (headers, expected) => {
		const reply = await client.raw('GET', '/falconyte/public/v1/ping', { headers: { ...headers } });
		expect(reply.status).toBe(expected);
		if (expected === 200) expect(reply.data).toEqual({ ok: true });
		else expect(codeOf(reply.data)).toBe('UNAUTHENTICATED');
	});
});

describe('list', () => {
	it('pages and searches', async () => {
		expect(await list()).toHaveLength(9);
		expect(await list('per_page=4&page=3')).toHaveLength(1);
		expect(await list('per_page=4&page=4')).toHaveLength(0);
		expect((await list('search=welcome')).map((row) => row.name)).toEqual([
			'WELCOME FLOW',
			'Welcome flow',
		]);
	});

	it('answers ok and campaigns, which have no status', async () => {
		const { data } = await call('GET', campaigns);
		expect(Object.keys(object(data))).toEqual(['ok', 'campaigns']);
		expect(rows(object(data).campaigns)[0]).not.toHaveProperty('status');
	});

	it.each([
		['per_page=0', 'The per page field must be at least 1.'],
		['per_page=101', 'The per page field must not be greater than 100.'],
		['page=0', 'The page field must be at least 1.'],
		['page=x', 'The page field must be an integer.'],
	])('refuses ?%s', async (query, message) => {
		const { status, data } = await call('GET', `${campaigns}?${query}`);
		expect([status, object(data).message]).toEqual([422, message]);
	});
});

describe('create', () => {
	it('creates a draft without sends', async () => {
		const { status, data } = await call('POST', campaigns, good);
		expect(status).toBe(201);
		expect(data).toMatchObject({
			ok: true,
			campaign: {
				name: good.name,
				campaign_sends: [],
				draft_data: {
					send_data: {
						template_ids: good.template_ids,
						mail_account_ids: good.mail_account_ids,
						event_triggered_send: { events: good.events, enabled: false },
					},
				},
			},
		});
	});

	const inactive = mailAccounts[2]?.id;
	const nowhere = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
	it.each([
		[{ name: undefined }, 'name', 'The name field is required.'],
		[{ template_ids: [] }, 'template_ids', 'The template ids field is required.'],
		[{ template_ids: ['x'] }, 'template_ids.0', 'The template_ids.0 field must be a valid UUID.'],
		[{ template_ids: [nowhere] }, 'template_ids.0', 'The selected template_ids.0 is invalid.'],
		[
			{ mail_account_ids: [inactive] },
			'mail_account_ids.0',
			'The selected mail_account_ids.0 is invalid.',
		],
		[{ events: ['contact_saved'] }, 'events.0', 'The selected events.0 is invalid.'],
		[{ events: ['contact.unsubscribed'] }, 'events.0', 'The selected events.0 is invalid.'],
		[{ events: 'contact.saved' }, 'events', 'The events field must be an array.'],
		[{ status: 'active' }, 'status', 'The status field is prohibited.'],
	])('refuses %j', async (change, field, message) => {
		const { status, data } = await call('POST', campaigns, { ...good, ...change });
		expect([status, data]).toEqual([422, { message, errors: { [field]: [message] } }]);
	});

	it.each([
		['{"name":', {}],
		[JSON.stringify(good), { 'Content-Type': 'text/plain' }],
	])('reads %s as a body without fields', async (body, headers) => {
		const { status, data } = await call('POST', campaigns, body, { ...headers });
		expect(status).toBe(422);
		expect(Object.keys(object(object(data).errors))).toEqual(Object.keys(good));
		expect(object(data).message).toBe('The name field is required. (and 3 more errors)');
	});
});

describe('start and stop', () => {
	it('creates an enabled send on start, disables it on stop, and enables it again on start', async () => {
		const created = object(object((await call('POST', campaigns, good)).data).campaign);
		const path = `${campaigns}/${created.id}`;
		for (const [verb, expected] of [
			['start', true],
			['stop', false],
			['start', true],
		]) {
			const { status, data } = await call('POST', `${path}/${verb}`);
			expect([status, data]).toEqual([200, { ok: true }]);
			const sends = rows((await one(created.id)).campaign_sends);
			expect(sends).toHaveLength(1);
			expect(enabled(sends[0])).toBe(expected);
		}
	});

	it('stops the newest of several sends, whatever their order', async () => {
		const [row] = await list('search=Upsell');
		await call('POST', `${campaigns}/${row?.id}/stop`);
		const sends = rows((await one(row?.id)).campaign_sends);
		expect(sends.map((send) => send.created_at)).toEqual([
			'2025-02-11T16:45:30Z',
			'2024-09-01T00:00:00Z',
		]);
		expect(sends.map(enabled)).toEqual([false, false]);
	});

	it.each([
		['start', '3c90c3cc-0d44-4b50-8888-8dd25736052a', 404, 'NOT_FOUND'],
		['stop', 'x', 404, 'NOT_FOUND'],
		['start', foreignCampaignId, 403, 'FORBIDDEN'],
	])('refuses %s of %s with %i', async (verb, id, expected, code) => {
		const { status, data } = await call('POST', `${campaigns}/${id}/${verb}`);
		expect([status, object(data).ok, codeOf(data)]).toEqual([expected, false, code]);
	});

	it.each([
		['GET', ''],
		['PATCH', ''],
		['DELETE', ''],
		['GET', '/start'],
	])('has no %s for a single campaign%s', async (method, tail) => {
		const [row] = await list();
		const { status, data } = await call(method, `${campaigns}/${row?.id}${tail}`);
		expect([status, object(data).ok]).toEqual([404, false]);
	});
});

it('offers templates in pages and active mail accounts only', async () => {
	const { data } = await call('GET', '/email/templates?per_page=2&page=2');
	expect(data).toMatchObject({
		ok: true,
		templates: { data: [{ name: 'Win back' }] },
		meta: { total: 3 },
	});
	const accounts = await call('GET', '/email/mail-accounts');
	expect(rows(object(accounts.data).mail_accounts)).toEqual(
		mailAccounts.slice(0, 2).map(({ id, email }) => ({ id, email })),
	);
});

it('answers 429 with Retry-After when a limit is set', async () => {
	await client.control('PUT', '/limits', { falconyte: { requests: 1, windowMs: 5000 } });
	await call('GET', '/ping');
	const { status, headers } = await call('GET', '/ping');
	expect([status, headers['retry-after']]).toEqual([429, '5']);
});

describe('submit', () => {
	const path = `${campaigns}/ca3a1600-0000-4000-8000-000000000001/submit`;
	const event = { event_name: 'contact.saved', email: 'rosa@made.example' };
	const submissions = async () => {
		const stored = rows((await client.control('GET', '/campaigns?provider=falconyte')).data);
		return stored.flatMap(({ sandbox }) =>
			sandbox === undefined ? [] : rows(object(sandbox).submissions),
		);
	};

	it('takes an event with the same key once, and one without a key every time', async () => {
		const keyed = { ...event, idempotency_key: 'k1' };
		for (const body of [keyed, keyed, event, event]) {
			const { status, data } = await call('POST', path, body);
			expect([status, data]).toEqual([200, { ok: true }]);
		}
		expect(await submissions()).toEqual([keyed, event, event]);
	});

	it.each([
		[{ email: event.email }, 'event_name', 'The event name field is required.'],
		[
			{ ...event, event_name: 'contact_saved' },
			'event_name',
			'The selected event name is invalid.',
		],
		[{ ...event, email: 'rosa' }, 'email', 'The email field must be a valid email address.'],
		[
			{ event_name: 'contact.saved' },
			'email',
			'The email field is required when idempotency key is not present.',
		],
		[{ ...event, name: 'Rosa' }, 'name', 'The name field is prohibited.'],
	])('refuses %j', async (body, field, message) => {
		const { status, data } = await call('POST', path, body);
		expect([status, object(data).errors]).toEqual([422, { [field]: [message] }]);
		expect(await submissions()).toEqual([]);
	});

	it('refuses the campaign of another team and one that does not exist', async () => {
		expect((await call('POST', `${campaigns}/${foreignCampaignId}/submit`, event)).status).toBe(
			403,
		);
		const unknown = `${campaigns}/00000000-0000-4000-8000-000000000000/submit`;
		expect((await call('POST', unknown, event)).status).toBe(404);
	});
});
