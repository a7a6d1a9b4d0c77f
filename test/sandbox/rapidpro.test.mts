import { keys, rapidProDemotedKey, rapidProEmail } from '../../sandbox/api/keys.mts';
import { Client, object, rows } from './client.mts';

let client: Client;
beforeAll(async () => {
	client = await Client.start();
});
beforeEach(() => client.reset());
afterAll(() => client.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
	client.call('rapidPro', method, path, body, headers);

const list = '/campaigns.json';
const first = 'f14e4ff0-724d-43fe-a953-1d16aefd1c00';
const archived = '8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0003';
const reporters = { uuid: '0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0002', name: 'Reporters' };
const workspace = 'b1d0f2a4-6c1f-4d5e-9a3b-7c8d9e0f1a2b';
const required = ['This field is required.'];

const results = (data: unknown) => rows(object(data).results);

describe('authentication', () => {
	const url = '/rapidpro/api/v2/campaigns.json';
	const missing = 'Authentication credentials were not provided.';
	const basic = (user: string, token: string) =>
		`Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
	it.each([
		[undefined, missing],
		[`Bearer ${keys.rapidPro}`, missing],
		['Token WRONG', 'Invalid token'],
		['Token', 'Invalid token header. No credentials provided.'],
		['Token A B', 'Invalid token header. Token string should not contain spaces.'],
		[basic('someone@else.example', keys.rapidPro), 'Invalid token or email'],
		[`Token ${rapidProDemotedKey}`, 'You do not have permission to perform this action.'],
	])('refuses %s with 403', async (authorization, detail) => {
		const headers: Record<string, string> = authorization ? { Authorization: authorization } : {};
		const reply = await client.raw('GET', url, { headers });
		expect([reply.status, reply.data]).toEqual([403, { detail }]);
	});

	it.each([
		`Token ${keys.rapidPro}`,
		`token ${keys.rapidPro}`,
		basic(rapidProEmail, keys.rapidPro),
	])('accepts %s and names the workspace', async (authorization) => {
		const reply = await client.raw('GET', url, { headers: { Authorization: authorization } });
		expect([reply.status, reply.headers['x-temba-workspace']]).toEqual([200, workspace]);
	});

	it('does not accept the token in the query', async () => {
		const reply = await client.raw('GET', `${url}?token=${keys.rapidPro}`);
		expect(reply.data).toEqual({ detail: missing });
	});
});

describe('paths, methods and media types', () => {
	it('answers a path without ".json" with an empty response, whatever the token', async () => {
		const headers = { Accept: 'application/json' };
		const get = async (name: string) =>
			await client.raw('GET', `/rapidpro/api/v2/${name}`, { headers });
		expect(await get('campaigns')).toMatchObject({ status: 200, data: [] });
		expect(await get('workspace')).toMatchObject({ status: 200, data: { uuid: null, name: '' } });
		const post = await client.raw('POST', '/rapidpro/api/v2/campaigns', { headers, body: {} });
		expect(post.status).toBe(403);
	});

	it('shows the documentation page without ".json" to a browser', async () => {
		const reply = await call('GET', '/campaigns', undefined, { Accept: 'text/html' });
		expect(reply.headers['content-type']).toContain('text/html');
	});

	it('accepts one slash after ".json", and no other path', async () => {
		expect((await call('GET', `${list}/`)).status).toBe(200);
		const unknown = await call('GET', '/campaign.json');
		expect([unknown.status, unknown.headers['content-type']]).toEqual([
			404,
			'text/html; charset=utf-8',
		]);
		expect((await call('GET', `/campaigns/${first}.json`)).status).toBe(404);
	});

	it.each(['PUT', 'PATCH', 'DELETE'])('refuses %s with 405', async (method) => {
		const { status, data, headers } = await call(method, `${list}?uuid=${first}`, {});
		expect([status, data]).toEqual([405, { detail: `Method "${method}" not allowed.` }]);
		expect(headers.allow).toBe('GET, POST, HEAD, OPTIONS');
	});

	it.each(['HEAD', 'OPTIONS'])('refuses %s with 405', async (method) => {
		expect((await call(method, list)).status).toBe(405);
	});

	it.each(['text/html', 'application/xml'])(
		'refuses Accept %s with an HTML 406',
		async (accept) => {
			const { status, headers } = await call('GET', list, undefined, { Accept: accept });
			expect([status, headers['content-type']]).toEqual([406, 'text/html; charset=utf-8']);
		},
	);

	it('refuses text/plain with 415, and takes form data', async () => {
		const text = await call('POST', list, 'hello', { 'Content-Type': 'text/plain' });
		expect([text.status, text.data]).toEqual([
			415,
			{ detail: 'Unsupported media type "text/plain" in request.' },
		]);
		const form = await call('POST', list, 'name=Form&group=Reporters', {
			'Content-Type': 'application/x-www-form-urlencoded',
		});
		expect(form.status).toBe(201);
		const parts = '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nParts\r\n--b\r\n';
		const more = 'Content-Disposition: form-data; name="group"\r\n\r\nReporters\r\n--b--\r\n';
		const multipart = await call('POST', list, parts + more, {
			'Content-Type': 'multipart/form-data; boundary=b',
		});
		expect(multipart.status).toBe(201);
	});
});

describe('list', () => {
	it('is newest first, without archived campaigns or a count, and has five keys a campaign', async () => {
		const { status, data } = await call('GET', list);
		expect(status).toBe(200);
		expect(Object.keys(object(data))).toEqual(['next', 'previous', 'results']);
		expect(object(data)).toMatchObject({ next: null, previous: null });
		const dates = results(data).map((row) => String(row.created_on));
		expect(dates).toEqual(dates.toSorted().toReversed());
		expect(dates[0]).toMatch(/\.\d{6}Z$/);
		expect(
			results(data)
				.slice(0, 2)
				.map((row) => row.name),
		).toEqual(['Weekly check-in', 'تذكير أسبوعي']);
		expect(results(data).map((row) => row.uuid)).not.toContain(archived);
		expect(results(data).at(-1)).toEqual({
			uuid: first,
			name: 'Reminders',
			archived: false,
			group: reporters,
			created_on: '2024-03-19T19:11:21.088412Z',
		});
	});

	it.each([
		'archived=true',
		'page_size=1',
		'limit=1',
		'offset=5',
		'page=2',
		'before=2000-01-01',
		'after=2100-01-01',
	])('ignores %s', async (query) => {
		const { status, data } = await call('GET', `${list}?${query}`);
		expect([status, results(data).length]).toEqual([200, 9]);
	});

	it.each([
		[`uuid=${first}`, 1],
		[`uuid=${first}&uuid=${archived}`, 1],
		[`uuid=${archived}`, 0],
		['uuid=00000000-0000-4000-8000-000000000000', 0],
		[`UUID=${first}`, 9],
	])('?%s returns %i', async (query, count) => {
		const { status, data } = await call('GET', `${list}?${query}`);
		expect([status, results(data).length]).toEqual([200, count]);
	});

	it.each(['GET', 'POST'])('refuses a bad uuid on %s', async (method) => {
		for (const uuid of ['garbage', '']) {
			const { status, data } = await call(method, `${list}?uuid=${uuid}`, {});
			expect([status, data]).toEqual([
				400,
				{ detail: `Param 'uuid': ${uuid} is not a valid UUID.` },
			]);
		}
	});
});

describe('cursors', () => {
	const walk = async (path: string, direction: 'next' | 'previous') => {
		const pages = [];
		for (let url: unknown = path; typeof url === 'string'; ) {
			const { data } = await call('GET', url);
			pages.push(object(data));
			const link = object(data)[direction];
			url = typeof link === 'string' ? link.slice(link.indexOf('/campaigns.json')) : null;
		}
		return pages;
	};

	it('walks 514 rows in 250/250/14 and back, links on the Host of the request', async () => {
		await client.control('POST', '/seed', { provider: 'rapidPro', count: 505 });
		const pages = await walk(`${list}?x=1`, 'next');
		expect(pages.map((page) => rows(page.results).length)).toEqual([250, 250, 14]);
		const uuids = pages.flatMap((page) => rows(page.results).map((row) => row.uuid));
		expect(new Set(uuids).size).toBe(514);
		expect(pages[0]?.previous).toBeNull();
		expect(String(pages[0]?.next)).toMatch(
			/\/rapidpro\/api\/v2\/campaigns\.json\?cursor=[^&]+&x=1$/,
		);
		expect(pages[1]?.previous).not.toBeNull();
		const lastPath = String(pages[1]?.next);
		const back = await walk(lastPath.slice(lastPath.indexOf('/campaigns.json')), 'previous');
		expect(back.map((page) => rows(page.results).length)).toEqual([14, 250, 250]);

		const other = await call('GET', list, undefined, { Host: 'internal.example:8000' });
		expect(object(other.data).next).toMatch(/^http:\/\/internal\.example:8000\/rapidpro\//);
	});

	it('does not shift pages when a campaign is created meanwhile', async () => {
		await client.control('POST', '/seed', { provider: 'rapidPro', count: 300 });
		const { data } = await call('GET', list);
		const seen = new Set(results(data).map((row) => row.uuid));
		await call('POST', list, { name: 'Meanwhile', group: 'Reporters' });
		const next = String(object(data).next);
		const page = await call('GET', next.slice(next.indexOf('/campaigns.json')));
		expect(results(page.data)).toHaveLength(59);
		expect(results(page.data).some((row) => seen.has(row.uuid))).toBe(false);
	});

	it.each(['garbage', '%21%21%21%21', 'bm9wZQ=='])('refuses %s with 404', async (cursor) => {
		const { status, data } = await call('GET', `${list}?cursor=${cursor}`);
		expect([status, data]).toEqual([404, { detail: 'Invalid cursor' }]);
	});
});

describe('create', () => {
	it.each([reporters.uuid, 'Reporters', 'rEPORTERS'])('accepts the group by %s', async (group) => {
		const { status, data } = await call('POST', list, { name: ' New 👋 ', group, archived: true });
		expect(status).toBe(201);
		expect(data).toEqual({
			uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
			name: 'New 👋',
			archived: false,
			group: reporters,
			created_on: expect.stringMatching(/\.\d{6}Z$/),
		});
		expect((await call('POST', list, { name: 'new 👋', group })).data).toEqual({
			name: ['This field must be unique.'],
		});
	});

	it.each(['Open Tickets', 'Mères et bébés', 'Still Importing'])(
		'accepts the group %s',
		async (group) => {
			expect((await call('POST', list, { name: 'Any', group })).status).toBe(201);
		},
	);

	it('coerces a number to a string', async () => {
		const { data } = await call('POST', list, { name: 42, group: 'Reporters' });
		expect(object(data).name).toBe('42');
	});

	const long = 'x'.repeat(65);
	const tooLong = [
		'Cannot be longer than 64 characters.',
		'Ensure this field has no more than 64 characters.',
	];
	const nul = ['Cannot contain null characters.', 'Null characters are not allowed.'];
	it.each([
		[{}, { name: required, group: required }],
		[undefined, { name: required, group: required }],
		[
			{ name: null, group: null },
			{ name: ['This field may not be null.'], group: ['This field may not be null.'] },
		],
		[
			{ name: '  ', group: '' },
			{ name: ['This field may not be blank.'], group: ['This field may not be null.'] },
		],
		[{ name: 'REMINDERS', group: 'Farmers' }, { name: ['This field must be unique.'] }],
		[{ name: 'reminders 2023', group: 'Farmers' }, { name: ['This field must be unique.'] }],
		[{ name: long, group: 'Farmers' }, { name: tooLong }],
		[{ name: 'a"b', group: 'Farmers' }, { name: ['Cannot contain the character: "'] }],
		[{ name: 'a\\b', group: 'Farmers' }, { name: ['Cannot contain the character: \\'] }],
		[{ name: 'a\0b', group: 'Farmers' }, { name: nul }],
		[{ name: true, group: 'Farmers' }, { name: ['Not a valid string.'] }],
		[{ name: 'A', group: 'Nobody' }, { group: ['No such object: Nobody'] }],
		[{ name: 'A', group: {} }, { group: ['Must be a string or integer'] }],
		[{ name: 'A', group: [] }, { group: ['Must be a string or integer'] }],
		[[], { non_field_errors: ['Request body should be a single JSON object'] }],
		['"text"', { non_field_errors: ['Request body should be a single JSON object'] }],
		['null', { non_field_errors: ['Request body should be a single JSON object'] }],
	])('refuses %j', async (body, expected) => {
		const { status, data } = await call('POST', list, body);
		expect([status, data]).toEqual([400, expected]);
	});

	it.each([
		['{"name":}', 'Expecting value: line 1 column 9 (char 8)'],
		['{"name" "x"}', "Expecting ':' delimiter: line 1 column 9 (char 8)"],
		['{"a":1 "b":2}', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
		['{a:1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
		['{"a":"x', 'Unterminated string starting at: line 1 column 6 (char 5)'],
		['{}\n{}', 'Extra data: line 2 column 1 (char 3)'],
	])('writes %s as Python does', async (body, message) => {
		const { status, data } = await call('POST', list, body);
		expect([status, data]).toEqual([400, { detail: `JSON parse error - ${message}` }]);
	});
});

describe('update', () => {
	it('replaces both fields, and requires both', async () => {
		const path = `${list}?uuid=${first}`;
		const { status, data } = await call('POST', path, { name: 'reminders', group: 'Farmers' });
		expect(status).toBe(200);
		expect(data).toMatchObject({ uuid: first, name: 'reminders', group: { name: 'Farmers' } });
		const partial = await call('POST', path, { name: 'Only' });
		expect([partial.status, partial.data]).toEqual([400, { group: required }]);
	});

	it.each([archived, '00000000-0000-4000-8000-000000000000'])(
		'answers %s with 404',
		async (uuid) => {
			const { status, data } = await call('POST', `${list}?uuid=${uuid}`, {});
			expect([status, data]).toEqual([404, { detail: 'No Campaign matches the given query.' }]);
		},
	);

	it('creates when the parameter is written UUID', async () => {
		const { status, data } = await call('POST', `${list}?UUID=${first}`, {
			name: 'Oops',
			group: 'Farmers',
		});
		expect(status).toBe(201);
		expect(object(data).uuid).not.toBe(first);
	});
});

describe('groups and workspace', () => {
	it('lists groups newest first, without initialising ones', async () => {
		const { data } = await call('GET', '/groups.json');
		const names = results(data).map((row) => row.name);
		expect(names).toEqual([
			'Health Workers',
			'Mères et bébés',
			'Farmers',
			'Reporters',
			'Open Tickets',
		]);
		expect(results(data).at(-1)).toMatchObject({ system: true, status: 'ready', query: null });
	});

	it.each([
		['name=FARMERS', 200, 1],
		[`uuid=${reporters.uuid}`, 200, 1],
		['name=farm', 200, 0],
	])('filters groups by %s', async (query, status, count) => {
		const reply = await call('GET', `/groups.json?${query}`);
		expect([reply.status, results(reply.data).length]).toEqual([status, count]);
	});

	it('refuses both filters', async () => {
		const { status } = await call('GET', `/groups.json?name=x&uuid=${reporters.uuid}`);
		expect(status).toBe(400);
	});

	it.each(['/workspace.json', '/org.json'])('%s names the workspace', async (path) => {
		expect((await call('GET', path)).data).toMatchObject({
			uuid: workspace,
			name: 'Sandbox Workspace',
		});
	});
});

describe('throttle', () => {
	it('counts accepted and refused bodies, but not 403 and 405, and states the wait', async () => {
		await client.control('PUT', '/limits', { rapidPro: { requests: 2, windowMs: 3_000_000 } });
		await client.raw('GET', '/rapidpro/api/v2/campaigns.json');
		await call('DELETE', list);
		expect((await call('POST', list, {})).status).toBe(400);
		expect((await call('GET', '/workspace.json')).status).toBe(200);
		const { status, data, headers } = await call('GET', list);
		const seconds = Number(headers['retry-after']);
		expect(status).toBe(429);
		expect(seconds).toBeGreaterThan(2990);
		expect(data).toEqual({
			detail: `Request was throttled. Expected available in ${seconds} seconds.`,
		});
		expect(headers).not.toHaveProperty('x-ratelimit-limit');
	});
});
