import { keys } from '../../sandbox/api/keys.mts';
import { Client, object, rows } from './client.mts';

let client: Client;
beforeAll(async () => {
	client = await Client.start();
});
beforeEach(() => client.reset());
afterAll(() => client.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
	client.call('inbox', method, path, body, headers);

const v2 = '/campaigns/v2';
const link = 'r4t9vw15jm6bn3yxcf2dq8ek';
const paused = 'usdjpdql3f90seqk13rwuo7z';
const draft = 's2nd0gen0campaign0000003';
const old = 'f1rst0gen0campaign000002';
const founders = 'l1st0founders0sandbox000';

const types = async () =>
	rows(object((await call('GET', '/events')).data).events).map((event) => event.type);

describe('authentication and errors', () => {
	it.each([undefined, 'Bearer wrong', keys.inbox])(
		'refuses %s with the flat 401',
		async (given) => {
			const headers: Record<string, string> = given === undefined ? {} : { Authorization: given };
			const { status, data } = await client.raw('GET', '/inbox/api/v1/team', { headers });
			expect(status).toBe(401);
			expect(data).toEqual({ error: 'Unauthorized', message: expect.any(String) });
		},
	);

	it.each([
		['GET', '/nothing'],
		['GET', `${v2}/nothing`],
		['GET', '/campaigns/nothing'],
		['DELETE', `${v2}/${draft}`],
		['PATCH', `${v2}/${draft}`],
	])('answers %s %s with 404', async (method, path) => {
		const { status, data } = await call(method, path);
		expect(status).toBe(404);
		expect(data).toMatchObject({ error: { code: 'NOT_FOUND', status: 404 } });
	});
});

describe('two generations', () => {
	it('answers a campaign under its own path only', async () => {
		const second = object((await call('GET', `${v2}/${paused}`)).data);
		expect(second).toMatchObject({ status: 'paused', enabled: false, rules: {}, sequence: {} });
		expect((await call('GET', `/campaigns/${paused}`)).status).toBe(404);
		const first = object((await call('GET', `/campaigns/${old}`)).data);
		expect(first).toMatchObject({
			status: 'active',
			type: expect.any(String),
			steps: [{}],
			lists: [{}],
		});
		expect(first).not.toHaveProperty('enabled');
		expect((await call('GET', `${v2}/${old}`)).status).toBe(404);
	});

	it('pauses a campaign of the first generation', async () => {
		const { status, data } = await call('POST', `/campaigns/${old}/pause`);
		expect([status, object(data).status]).toEqual([200, 'paused']);
		expect((await call('POST', `/campaigns/${paused}/pause`)).status).toBe(404);
	});
});

describe('lists', () => {
	it('returns pages of the second generation in the newer style', async () => {
		const seen: unknown[] = [];
		for (let query = '?limit=4'; query !== ''; ) {
			const page = object((await call('GET', `${v2}${query}`)).data);
			seen.push(...rows(page.data).map((row) => row.id));
			query = page.nextCursor === null ? '' : `?limit=4&cursor=${page.nextCursor}`;
		}
		expect(seen).toHaveLength(9);
		expect(new Set(seen).size).toBe(9);
		expect(seen).not.toContain(old);
	});

	it.each([
		['cursorId', 'cursorTimestamp'],
		['cursor[id]', 'cursor[timestamp]'],
	])('returns pages of the first generation in the older style with %s', async (idKey, timeKey) => {
		const page = object((await call('GET', '/campaigns?limit=2')).data);
		expect(rows(page.campaigns)).toHaveLength(2);
		const { id, timestamp } = object(page.nextCursor);
		const query = new URLSearchParams({ [idKey]: String(id), [timeKey]: String(timestamp) });
		const rest = object((await call('GET', `/campaigns?limit=2&${query}`)).data);
		expect([rows(rest.campaigns).length, rest.nextCursor]).toEqual([1, null]);
	});

	it.each(['limit=101', 'limit=0', 'limit=x'])('refuses ?%s', async (query) => {
		expect((await call('GET', `${v2}?${query}`)).status).toBe(422);
	});

	it('offers the team, bare account links and lists', async () => {
		expect((await call('GET', '/team')).data).toMatchObject({ id: expect.any(String) });
		const links = rows((await call('GET', '/account-links')).data);
		expect(links.map((row) => row.status)).toEqual(['active', 'active', 'offline']);
		expect(rows(object((await call('GET', '/lists')).data).data)).toHaveLength(3);
	});
});

describe('create', () => {
	it('answers the bare draft', async () => {
		const body = { name: 'DM 👋', accountLinkIds: [link], timezone: 'America/New_York' };
		const { status, data } = await call('POST', v2, {
			...body,
			rules: { syncedListIds: [founders] },
		});
		expect(status).toBe(200);
		expect(data).toMatchObject({
			id: expect.stringMatching(/^[0-9a-z]{24}$/),
			name: 'DM 👋',
			status: 'draft',
			enabled: false,
			dryRun: false,
			scheduleTimezone: 'America/New_York',
			accountLinkIds: [link],
			rules: { syncedLists: [{ listId: founders, listName: 'SaaS founders' }] },
			pausedAt: null,
			completedAt: null,
			lastStartedAt: null,
		});
		expect((await call('GET', `${v2}/${object(data).id}`)).data).toEqual(data);
		expect(await types()).toEqual(['campaign.created']);
	});

	it.each([
		[{ name: '' }],
		[{ name: 'x'.repeat(256) }],
		[{ accountLinkIds: [] }],
		[{ accountLinkIds: ['NOT-AN-ID'] }],
		[{ accountLinkIds: ['unknown0link'] }],
		[{ timezone: 'Mars/Olympus' }],
		[{ status: 'active' }],
		[{ rules: { syncedListIds: ['unknown0list'] } }],
	])('refuses %j with 422', async (change) => {
		const body = { name: 'x', accountLinkIds: [link], ...change };
		const { status, data } = await call('POST', v2, body);
		expect(status).toBe(422);
		expect(data).toMatchObject({ error: { status: 422, message: expect.any(String) } });
		expect(rows((await client.control('GET', '/campaigns?provider=inbox')).data)).toHaveLength(12);
	});

	it.each([
		['{"name":', {}],
		['x', { 'Content-Type': 'text/plain' }],
	])('refuses %s with 400', async (body, headers) => {
		expect((await call('POST', v2, body, { ...headers })).status).toBe(400);
	});
});

describe('enable and disable', () => {
	it('answers the whole campaign without its status', async () => {
		for (const [verb, enabled, status] of [
			['enable', true, 'active'],
			['disable', false, 'paused'],
			['enable', true, 'active'],
			['enable', true, 'active'],
		]) {
			const reply = await call('POST', `${v2}/${draft}/${verb}`, {});
			expect(reply.status).toBe(200);
			expect(reply.data).toMatchObject({ id: draft, enabled });
			expect(reply.data).not.toHaveProperty('status');
			expect((await call('GET', `${v2}/${draft}`)).data).toMatchObject({ status, enabled });
		}
		expect(await types()).toEqual([
			'campaign.started',
			'campaign.paused',
			'campaign.started',
			'campaign.resumed',
		]);
	});

	it('pauses a draft that is disabled', async () => {
		await call('POST', `${v2}/${draft}/disable`, {});
		expect((await call('GET', `${v2}/${draft}`)).data).toMatchObject({
			status: 'paused',
			pausedAt: expect.any(String),
		});
	});

	it.each(['s2nd0gen0campaign0000006', 's2nd0gen0campaign0000009'])(
		'refuses to enable %s with 409',
		async (id) => {
			expect((await call('POST', `${v2}/${id}/enable`, {})).status).toBe(409);
		},
	);

	it('requires the documented body {}', async () => {
		expect((await call('POST', `${v2}/${draft}/enable`)).status).toBe(400);
		expect((await call('POST', `${v2}/${draft}/enable`, { x: 1 })).status).toBe(422);
	});
});

describe('rules and sequence', () => {
	it('keeps lists that are left out, and clears them with an empty array', async () => {
		const path = `${v2}/${draft}/rules`;
		const patch = async (body: unknown) => {
			const { status, data } = await call('PATCH', path, body);
			expect([status, data]).toEqual([200, { success: true }]);
			return object((await call('GET', `${v2}/${draft}`)).data).rules;
		};
		await patch({ syncedListIds: [founders], excludeContacted: true });
		expect(await patch({ excludeMutuals: true })).toMatchObject({
			syncedLists: [{ listId: founders }],
			excludeContacted: true,
			excludeMutuals: true,
		});
		expect(await patch({ syncedListIds: [] })).toMatchObject({ syncedLists: [] });
	});

	it('refuses a system list among the excluded lists, and unknown keys', async () => {
		const path = `${v2}/${draft}/rules`;
		const excluded = { excludedListIds: ['l1st0everyone0system0000'] };
		expect((await call('PATCH', path, excluded)).status).toBe(422);
		expect((await call('PATCH', path, { lists: [] })).status).toBe(422);
	});
});

describe('sequence', () => {
	const path = `${v2}/${draft}/sequence`;
	const text = { type: 'message', data: { segments: [{ type: 'static', text: 'gm "you" 👋' }] } };
	const steps = [
		{ type: 'like_tweet', data: {} },
		{
			type: 'message',
			data: {
				segments: [
					{ type: 'variation', options: ['Hey', 'Hi'] },
					{ type: 'variable', name: 'first-name', fallback: 'there' },
				],
			},
		},
		{ type: 'delay', data: { delaySeconds: 86_400, unit: 'days' } },
		text,
	];
	const put = async (body: unknown) => await call('PUT', path, body);
	const read = async () => object((await call('GET', `${v2}/${draft}`)).data).sequence;

	it('is replaced by a new version with every PUT; its steps are shown without their type', async () => {
		const { status, data } = await put({ steps });
		expect([status, data]).toEqual([
			200,
			{
				version: 2,
				steps: steps.map((step, rank) => ({ id: expect.any(String), rank, data: step.data })),
			},
		]);
		expect(await read()).toEqual(data);
		const again = object((await put({ steps })).data);
		expect(again.version).toBe(3);
		expect(rows(again.steps)[0]?.id).not.toBe(rows(object(data).steps)[0]?.id);
	});

	it('is cleared by an empty list', async () => {
		await put({ steps });
		expect((await put({ steps: [] })).data).toEqual({ version: 3, steps: [] });
	});

	it.each([
		{},
		{ steps: 'text' },
		{ steps: [{ data: text.data }] },
		{ steps: [{ ...text, id: 'abc' }] },
		{ steps: [{ type: 'message', data: { segments: [] } }] },
		{ steps: [{ type: 'message', data: { segments: [{ type: 'text', text: 'gm' }] } }] },
		{ steps: [{ type: 'message', data: { segments: [{ type: 'static', text: '' }] } }] },
		{ steps: [{ type: 'delay', data: { delaySeconds: '60', unit: 'minutes' } }] },
		{ steps: [{ type: 'delay', data: { delaySeconds: 60 } }] },
		{ steps: [{ type: 'like', data: {} }] },
	])('refuses %j with 422 and keeps the old one', async (body) => {
		const { status } = await put(body);
		expect([status, await read()]).toEqual([422, { version: 1, steps: [] }]);
	});

	it.each([old, 'nothing'])('of %s is not found', async (id) => {
		expect((await call('PUT', `${v2}/${id}/sequence`, { steps })).status).toBe(404);
	});

	it('is shown in the shape of the first generation on older pages', async () => {
		await client.control('PUT', '/other-documentation', { inbox: true });
		await put({ steps: [text] });
		expect((await call('GET', `${v2}/${draft}`)).status).toBe(404);
		const { status, data } = await call('GET', `/campaigns/${draft}`);
		expect(status).toBe(200);
		expect(data).toMatchObject({
			...{ id: draft, status: 'draft', type: 'sequence' },
			steps: [{ ...text, rank: 0, campaignVersion: 2 }],
		});
		expect(data).not.toHaveProperty('sequence');
		expect(data).not.toHaveProperty('rules');
	});
});

describe('events', () => {
	it('replays after a sequence number, with the documented envelope', async () => {
		await call('POST', `${v2}/${paused}/enable`, {});
		const { data } = await call('GET', '/events?afterSeq=1&limit=1');
		expect(data).toMatchObject({ hasMore: false, lastSeq: 2 });
		const [event] = rows(object(data).events);
		expect(event).toMatchObject({
			seq: 2,
			teamId: expect.any(String),
			type: 'campaign.resumed',
			version: '1.0',
			data: { campaign: { id: paused, status: 'active', contactedCount: 340 } },
		});
		expect((await call('GET', '/events?limit=1')).data).toMatchObject({
			hasMore: true,
			lastSeq: 1,
		});
		expect((await call('GET', '/events?limit=1001')).status).toBe(422);
	});

	it('logs a change that was not made through the API, such as the service’s own pause', async () => {
		const body = { status: 'paused', enabled: false };
		await client.control('PUT', '/campaigns/inbox/s2nd0gen0campaign0000002', body);
		expect(await types()).toEqual(['campaign.paused']);
	});
});

it('sends rate headers with every response, and 429 with Retry-After', async () => {
	await client.control('PUT', '/limits', { inbox: { requests: 2, windowMs: 60_000 } });
	const unauthorised = await client.raw('GET', '/inbox/api/v1/team');
	expect(unauthorised.headers).toMatchObject({
		'x-ratelimit-limit': '2',
		'x-ratelimit-remaining': '1',
		'x-ratelimit-reset': expect.stringMatching(/^\d{10}$/),
	});
	await call('GET', '/team');
	const { status, data, headers } = await call('GET', '/team');
	expect(status).toBe(429);
	expect(data).toMatchObject({ error: { status: 429 } });
	expect(Number(headers['retry-after'])).toBeGreaterThan(55);
});
