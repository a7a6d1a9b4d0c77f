import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

describe('a read', () => {
	const list = async (provider: ProviderId, maxWait = 20) =>
		await world.run(provider, { operation: 'getAll', options: { maxWait } });

	it.each([502, 503, 504])('is retried after HTTP %i', async (status) => {
		await world.fault({ provider: 'smartlead', status, times: 2, body: 'upstream' });
		expect((await list('smartlead')).items?.length).toBeGreaterThan(0);
		expect(await world.log('smartlead')).toHaveLength(3);
	});

	it('is retried after a broken connection, a truncated response and an empty response', async () => {
		await world.fault({ provider: 'inbox', reset: true });
		await world.fault({ provider: 'inbox', cutOff: true });
		await world.fault({ provider: 'inbox', status: 200, body: '' });
		expect((await list('inbox')).items?.length).toBeGreaterThan(0);
		expect(await world.log('inbox')).toHaveLength(4);
	});

	it('reports empty responses instead of a list without campaigns', async () => {
		await world.fault({ provider: 'smartlead', status: 200, body: '', times: 100 });
		const { error } = await list('smartlead', 2);
		expect(error?.message).toBe('Smartlead sent an empty answer when asked to list the campaigns');
		expect((await world.log('smartlead')).length).toBeGreaterThan(2);
	});

	it('does not take a campaign for missing after two empty responses that are not consecutive', async () => {
		for (const fault of [{ status: 200 }, { status: 503 }, { status: 200 }])
			await world.fault({ provider: 'smartlead', ...fault, body: '' });
		const { items } = await world.run('smartlead', { operation: 'get', campaign: byId('2048101') });
		expect(items).toMatchObject([{ id: '2048101' }]);
	});

	it('reports what the service said with HTTP 500', async () => {
		await world.fault({
			provider: 'rapidPro',
			status: 500,
			times: 20,
			headers: { 'content-type': 'text/html' },
			body: 'Server Error. Site administrators have been notified.',
		});
		const { error } = await list('rapidPro', 0);
		expect(error?.message).toBe(
			'RapidPro / TextIt failed to list the campaigns (HTTP 500): Server Error. Site administrators have been notified.',
		);
		expect(await world.log('rapidPro')).toHaveLength(1);
	});

	it('gives up after Maximum Wait', async () => {
		await world.fault({ provider: 'smartlead', status: 503, times: 100 });
		const { error, ms } = await list('smartlead', 2);
		expect(error?.message).toContain('HTTP 503');
		expect(ms).toBeLessThan(15_000);
	});

	it('stops waiting when the execution is canceled', async () => {
		await world.fault({
			provider: 'smartlead',
			status: 503,
			headers: { 'retry-after': '30' },
			times: 100,
		});
		const { ms } = await world.run('smartlead', { operation: 'getAll' }, { cancelAfterMs: 1_000 });
		expect(ms).toBeLessThan(15_000);
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		expect(await world.log('smartlead')).toHaveLength(1);
	});

	it('is retried as long as Maximum Wait allows while the service rate-limits it', async () => {
		await world.fault({
			provider: 'falconyte',
			status: 429,
			headers: { 'retry-after': '0' },
			body: '{}',
			times: 9,
		});
		const { items } = await list('falconyte');
		expect(items?.length).toBeGreaterThan(0);
	});
});
