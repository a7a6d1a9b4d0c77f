import { object } from '../client.mts';
import { first, reporters, results, useRapidPro, workspace } from './workspace.mts';

const { call } = useRapidPro();
const groups = '/groups.json';
const openTickets = '0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0001';

describe('groups', () => {
	it('lists groups newest first, without initialising ones', async () => {
		const { data } = await call('GET', groups);
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
		const reply = await call('GET', `${groups}?${query}`);
		expect([reply.status, results(reply.data).length]).toEqual([status, count]);
	});

	it('refuses both filters', async () => {
		const { status } = await call('GET', `${groups}?name=x&uuid=${reporters.uuid}`);
		expect(status).toBe(400);
	});

	it('creates, renames and deletes a group', async () => {
		const created = await call('POST', groups, { name: ' Midwives ', query: 'age > 18' });
		expect([created.status, created.data]).toEqual([
			201,
			{
				uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
				name: 'Midwives',
				query: null,
				status: 'ready',
				system: false,
				count: 0,
			},
		]);
		const own = `${groups}?uuid=${String(object(created.data).uuid)}`;
		expect(results((await call('GET', groups)).data)[0]?.name).toBe('Midwives');
		const renamed = await call('POST', own, { name: 'Nurses' });
		expect([renamed.status, object(renamed.data).name]).toEqual([200, 'Nurses']);
		const deleted = await call('DELETE', own);
		expect([deleted.status, deleted.data]).toEqual([204, '']);
		expect(deleted.headers).toMatchObject({ allow: 'GET, POST, DELETE, HEAD, OPTIONS' });
		expect(results((await call('GET', own)).data)).toEqual([]);
		expect((await call('DELETE', own)).status).toBe(404);
	});

	it('renames a group in its campaigns', async () => {
		await call('POST', `${groups}?uuid=${reporters.uuid}`, { name: 'Journalists' });
		const { data } = await call('GET', `/campaigns.json?uuid=${first}`);
		expect(results(data)[0]?.group).toEqual({ ...reporters, name: 'Journalists' });
	});

	it.each([
		[{}, ['This field is required.']],
		[{ name: 'REPORTERS' }, ['This field must be unique.']],
		[{ name: '"People"' }, ['Cannot contain the character: "']],
	])('refuses to create %j', async (body, name) => {
		const { status, data } = await call('POST', groups, body);
		expect([status, data]).toEqual([400, { name }]);
	});

	it.each([
		['POST', `?uuid=${openTickets}`, 403, 'Cannot modify system object.'],
		['DELETE', `?uuid=${openTickets}`, 403, 'Cannot delete system object.'],
		['DELETE', '', 400, 'URL must contain one of the following parameters: uuid'],
		['DELETE', '?uuid=', 400, "Param 'uuid':  is not a valid UUID."],
		[
			'DELETE',
			`?uuid=${reporters.uuid}`,
			400,
			'Group is being used by campaigns which must be archived first.',
		],
	])('refuses %s %s', async (method, query, status, detail) => {
		const reply = await call(method, groups + query, { name: 'X' });
		expect([reply.status, reply.data]).toEqual([status, { detail }]);
	});

	it('holds up to 250 groups', async () => {
		for (let count = 6; count < 250; count++) {
			expect((await call('POST', groups, { name: `Group ${count}` })).status).toBe(201);
		}
		const { status, data } = await call('POST', groups, { name: 'One more' });
		expect([status, data]).toEqual([
			409,
			{ detail: 'Cannot create object because workspace has reached limit.' },
		]);
	});

	it.each(['PUT', 'PATCH', 'HEAD', 'OPTIONS'])('refuses %s', async (method) => {
		expect((await call(method, groups)).status).toBe(405);
	});
});

describe('workspace', () => {
	it.each(['/workspace.json', '/org.json'])('%s names the workspace', async (path) => {
		expect((await call('GET', path)).data).toMatchObject({
			uuid: workspace,
			name: 'Sandbox Workspace',
		});
	});
});
