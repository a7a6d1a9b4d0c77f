import { first, list, useRapidPro } from './workspace.mts';

const { anonymous, call } = useRapidPro();

describe('paths, methods and media types', () => {
	it('answers a path without ".json" with an empty response, whatever the token', async () => {
		const headers = { Accept: 'application/json' };
		const get = async (name: string) => await anonymous('GET', `/${name}`, { headers });
		expect(await get('campaigns')).toMatchObject({ status: 200, data: [] });
		expect(await get('workspace')).toMatchObject({ status: 200, data: { uuid: null, name: '' } });
		const post = await anonymous('POST', '/campaigns', { headers, body: {} });
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
