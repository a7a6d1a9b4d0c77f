import { list, useRapidPro } from './workspace.mts';

const { anonymous, call, control } = useRapidPro();

describe('headers', () => {
	it('name JSON without a charset', async () => {
		expect((await call('GET', list)).headers['content-type']).toBe('application/json');
		expect((await call('POST', list, {})).headers['content-type']).toBe('application/json');
		expect((await anonymous('GET', list)).headers['content-type']).toBe('application/json');
	});

	it('hold Allow, Vary and Content-Language on every answer', async () => {
		await control('PUT', '/limits', { rapidPro: { requests: 5, windowMs: 3_600_000 } });
		const answers = [
			await call('GET', list),
			await call('POST', list, { name: 'New', group: 'Farmers' }),
			await call('POST', list, {}),
			await call('POST', list, { name: 'A', group: '\0' }),
			await call('GET', `${list}?cursor=garbage`),
			await call('GET', list),
			await call('DELETE', list),
			await anonymous('GET', list),
			await call('GET', list, undefined, { Accept: 'application/xml' }),
		];
		expect(answers.map(({ status }) => status)).toEqual([
			200, 201, 400, 500, 404, 429, 405, 403, 406,
		]);
		for (const { headers } of answers) {
			expect(headers).toMatchObject({
				allow: 'GET, POST, HEAD, OPTIONS',
				vary: 'Accept, Cookie',
				'content-language': 'en-us',
			});
		}
	});
});
