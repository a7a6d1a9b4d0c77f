import { type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

const list = async (provider: ProviderId) =>
	await world.run(provider, { operation: 'getAll', options: { maxWait: 20 } });

it('reports when to try again if the service asks for a longer wait than the user allows', async () => {
	await world.fault({
		provider: 'rapidPro',
		status: 429,
		headers: { 'retry-after': '2880' },
		body: { detail: 'Request was throttled. Expected available in 2880 seconds.' },
	});
	const { error, ms } = await list('rapidPro');
	expect(error?.message).toContain('Request was throttled');
	expect(error?.description).toContain('48 minutes');
	expect(error).toMatchObject({ failure: { cause: 'rate-limited', retryAfterMs: 2_880_000 } });
	expect(ms).toBeLessThan(15_000);
});

it('reads the wait from the body when no header states it', async () => {
	await world.fault({
		provider: 'smartlead',
		status: 429,
		body: {
			error: {
				code: 'RATE_LIMIT_EXCEEDED',
				message: 'Too many requests. Please retry after 900 seconds.',
				retry_after: 900,
			},
		},
	});
	const { error } = await list('smartlead');
	expect(error).toMatchObject({ failure: { cause: 'rate-limited', retryAfterMs: 900_000 } });
});

describe.each([
	['an hour ahead', 3_600_000],
	['an hour behind', -3_600_000],
])('a wait until a time of a service whose clock is %s', (_, aheadMs) => {
	const waited = async (headers: (now: number) => Record<string, string>) => {
		const now = Math.floor(Date.now() / 1000) * 1000 + aheadMs;
		await world.fault({
			provider: 'rapidPro',
			status: 429,
			headers: { date: new Date(now).toUTCString(), ...headers(now) },
			body: '{}',
		});
		const { items } = await list('rapidPro');
		expect(items?.length).toBeGreaterThan(0);
		const [first, second] = await world.log('rapidPro');
		return (second?.at ?? 0) - (first?.at ?? 0);
	};

	it('is as long as its Retry-After says', async () => {
		const ms = await waited((now) => ({ 'retry-after': new Date(now + 2_000).toUTCString() }));
		expect(ms).toBeGreaterThan(1_900);
	});

	it('is as long as its X-RateLimit-Reset says', async () => {
		const ms = await waited((now) => ({
			'x-ratelimit-remaining': '0',
			'x-ratelimit-reset': String(now / 1000 + 2),
		}));
		expect(ms).toBeGreaterThan(1_900);
	});
});
