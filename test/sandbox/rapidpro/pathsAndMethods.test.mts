import { first, list, useRapidPro, workspace } from './workspace.mts';

const { anonymous, call } = useRapidPro();
const wrongToken = { Authorization: 'Token WRONG' };

describe('paths, methods and media types', () => {
	it('answers a path without ".json" with an empty response even without a token', async () => {
		const headers = { Accept: 'application/json' };
		const get = async (name: string) => await anonymous('GET', `/${name}`, { headers });
		expect(await get('campaigns')).toMatchObject({ status: 200, data: [] });
		expect(await get('workspace')).toMatchObject({ status: 200, data: { uuid: null, name: '' } });
		const post = await anonymous('POST', '/campaigns', { headers, body: {} });
		expect(post.status).toBe(403);
	});

	it('takes account of the token without ".json"', async () => {
		const json = { Accept: 'application/json' };
		const wrong = await anonymous('GET', '/campaigns', { headers: { ...json, ...wrongToken } });
		expect([wrong.status, wrong.data]).toEqual([403, { detail: 'Invalid token' }]);
		const right = await call('GET', '/campaigns', undefined, json);
		expect([right.status, right.data]).toEqual([200, []]);
		expect((await call('GET', '/workspace', undefined, json)).data).toMatchObject({
			uuid: workspace,
			name: 'Sandbox Workspace',
		});
	});

	it('does not know a path with a slash instead of ".json"', async () => {
		expect((await call('GET', '/campaigns/')).status).toBe(404);
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

	const others = ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

	it.each(others)('refuses %s with 405 before it asks for a token', async (method) => {
		const { status, data } = await anonymous(method, list);
		expect(status).toBe(405);
		if (method !== 'HEAD') expect(data).toEqual({ detail: `Method "${method}" not allowed.` });
	});

	it.each(others)('refuses a wrong token before it looks at %s', async (method) => {
		const { status } = await anonymous(method, list, { headers: wrongToken });
		expect(status).toBe(403);
	});

	it('asks for a token before it answers GET and POST', async () => {
		expect((await anonymous('GET', list)).status).toBe(403);
		expect((await anonymous('POST', list, { body: {} })).status).toBe(403);
	});

	it.each(['/workspace.json', '/org.json'])('answers HEAD and OPTIONS of %s', async (path) => {
		expect((await call('HEAD', path)).status).toBe(200);
		expect((await call('OPTIONS', path)).status).toBe(200);
		expect((await anonymous('OPTIONS', path)).status).toBe(403);
		const { status, headers } = await call('POST', path, {});
		expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
	});

	it.each(['text/html', 'application/xml'])(
		'refuses Accept %s with an HTML 406',
		async (accept) => {
			const { status, headers } = await call('GET', list, undefined, { Accept: accept });
			expect([status, headers['content-type']]).toEqual([406, 'text/html; charset=utf-8']);
		},
	);
});
