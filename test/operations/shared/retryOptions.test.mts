import type { INodeParameters } from 'n8n-workflow';
import { useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const provider = 'inbox';

const list = async (options: INodeParameters) =>
	await world.run(provider, { operation: 'getAll', options });

it('stops after Maximum Attempts', async () => {
	await world.fault({ provider, status: 503, times: 20 });
	const { error } = await list({ maxAttempts: 3 });
	expect(error?.message).toContain('HTTP 503');
	expect(await world.log(provider)).toHaveLength(3);
});

it('waits for a rate-limited service even with a single attempt', async () => {
	await world.fault({ provider, status: 429, headers: { 'retry-after': '1' }, body: {}, times: 2 });
	const { items } = await list({ maxAttempts: 1 });
	expect(items?.length).toBeGreaterThan(0);
	await world.control('POST', '/reset');
	await world.fault({ provider, status: 503 });
	expect((await list({ maxAttempts: 1 })).error?.message).toContain('HTTP 503');
	expect(await world.log(provider)).toHaveLength(1);
});

it('gives up on a response after Timeout', async () => {
	await world.fault({ provider, delayMs: 20_000 });
	const { error, ms } = await list({ timeout: 1, maxWait: 0 });
	expect(error?.message).toBe('Inbox took too long to list the campaigns');
	expect(ms).toBeGreaterThan(950);
	expect(ms).toBeLessThan(10_000);
});

it('gives up on a response that arrives byte by byte after the same time', async () => {
	await world.fault({ provider, handled: true, drip: 400 });
	const { error, ms } = await list({ timeout: 1, maxWait: 0 });
	expect(error?.message).toBe('Inbox took too long to list the campaigns');
	expect(ms).toBeLessThan(10_000);
});

it('counts the time of failed attempts toward Maximum Wait', async () => {
	await world.fault({ provider, delayMs: 20_000, times: 20 });
	const { ms } = await list({ timeout: 1, maxWait: 3 });
	expect(ms).toBeGreaterThan(1_900);
	expect(ms).toBeLessThan(15_000);
	expect((await world.log(provider)).length).toBeLessThan(4);
});

it('keeps to Requests per Minute', async () => {
	const { items } = await world.run(
		provider,
		{ operation: 'getAll', limit: 1, options: { requestsPerMinute: 60 } },
		{ items: [{}, {}, {}, {}, {}] },
	);
	expect(items).toHaveLength(5);
	const times = (await world.log(provider)).map(({ at }) => at);
	// At most two in any two seconds.
	expect(times.map((from) => times.filter((at) => at >= from && at < from + 2_000).length)).toEqual(
		expect.not.arrayContaining([3, 4, 5]),
	);
	expect((times[4] ?? 0) - (times[0] ?? 0)).toBeLessThan(15_000);
});
