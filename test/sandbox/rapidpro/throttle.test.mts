import { list, useRapidPro } from './workspace.mts';

const { anonymous, call, control } = useRapidPro();

describe('throttle', () => {
	it('counts GET without ".json" when there is a token', async () => {
		await control('PUT', '/limits', { rapidPro: { requests: 1, windowMs: 3_600_000 } });
		const json = { Accept: 'application/json' };
		expect((await anonymous('GET', '/campaigns', { headers: json })).status).toBe(200);
		expect((await call('GET', '/campaigns', undefined, json)).status).toBe(200);
		expect((await call('GET', '/campaigns', undefined, json)).status).toBe(429);
	});

	it('counts accepted and refused bodies, but not 403 and 405, and states the wait', async () => {
		await control('PUT', '/limits', { rapidPro: { requests: 2, windowMs: 3_000_000 } });
		await anonymous('GET', list);
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
