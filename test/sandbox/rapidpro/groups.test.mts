import { reporters, results, useRapidPro, workspace } from './workspace.mts';

const { call } = useRapidPro();

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
