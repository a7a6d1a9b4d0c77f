import type { INodeParameters } from 'n8n-workflow';
import { isCreation, needed } from '../engine/creation.mts';
import { runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, providerIds, useSandbox } from '../engine/world.mts';

const world = useSandbox();

const create = async (provider: ProviderId, name: string, more: INodeParameters = {}) =>
	await runCampaign({
		credential: world.credential(provider),
		parameters: {
			provider,
			operation: 'create',
			name,
			...needed[provider],
			options: { maxWait: 20 },
			...more,
		},
	});

const named = async (provider: ProviderId, name: string) =>
	(await world.stored(provider)).filter((campaign) => campaign.name === name);

describe.each(providerIds)('creation on %s', (provider) => {
	it('whose answer was lost is looked for, not repeated', async () => {
		await world.fault({ provider, ...isCreation, handled: true, reset: true });
		const { items, error } = await create(provider, 'Lost answer');
		const stored = await named(provider, 'Lost answer');
		expect(stored).toHaveLength(1);
		if (provider === 'dailyStory') {
			// Its campaigns carry no time of creation, so it can't be told from an older one of that name.
			expect(error?.message).toContain(
				"not known whether DailyStory created the campaign 'Lost answer'",
			);
			expect(error?.description).toContain(`ID ${String(stored[0]?.campaignId)}`);
			return;
		}
		expect(items).toMatchObject([{ name: 'Lost answer' }]);
		expect(items?.[0]?.id).toBe(String(stored[0]?.id ?? stored[0]?.uuid));
		const creations = (await world.log(provider)).filter(({ method }) => method === 'POST');
		expect(creations).toHaveLength(1);
	});

	it('that never arrived fails and says that it may exist', async () => {
		await world.fault({ provider, ...isCreation, reset: true });
		const { error } = await create(provider, 'Never arrived');
		expect(error?.message).toContain("created the campaign 'Never arrived'");
		expect(error?.description).toContain('not in the list');
		expect((await world.log(provider)).filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	it('never takes an older campaign of the same name for its own', async () => {
		const first = await create(provider, 'Twin');
		await new Promise((resolve) => setTimeout(resolve, 4_000));
		await world.fault({ provider, ...isCreation, reset: true });
		const { items, error } = await create(provider, 'Twin');
		expect(first.items).toHaveLength(1);
		expect(items).toBeUndefined();
		expect(error?.description).toContain(String(first.items?.[0]?.id));
	}, 20_000);

	it('refused for its rate is repeated', async () => {
		await world.fault({
			provider,
			...isCreation,
			status: 429,
			headers: { 'retry-after': '1' },
			body: '{}',
		});
		const { items } = await create(provider, 'Busy');
		expect(items).toMatchObject([{ name: 'Busy' }]);
		expect(await named(provider, 'Busy')).toHaveLength(1);
		const [first, second] = (await world.log(provider)).filter(({ method }) => method === 'POST');
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
	});
});

it('says when to come back if the service asks for more time than the user gives', async () => {
	await world.fault({
		provider: 'rapidPro',
		status: 429,
		headers: { 'retry-after': '2880' },
		body: { detail: 'Request was throttled. Expected available in 2880 seconds.' },
	});
	const { error, ms } = await create('rapidPro', 'Throttled');
	expect(error?.message).toContain('Request was throttled');
	expect(error?.description).toContain('48 minutes');
	expect(error).toMatchObject({ failure: { cause: 'rate-limited', retryAfterMs: 2_880_000 } });
	expect(ms).toBeLessThan(15_000);
});

it('reads a wait from the body where no header states it', async () => {
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
	const { error } = await create('smartlead', 'Throttled');
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
		const { items } = await runCampaign({
			credential: world.credential('rapidPro'),
			parameters: { provider: 'rapidPro', operation: 'getAll', options: { maxWait: 20 } },
		});
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

describe('a read', () => {
	const list = async (provider: ProviderId, maxWait = 20) =>
		await runCampaign({
			credential: world.credential(provider),
			parameters: { provider, operation: 'getAll', options: { maxWait } },
		});

	it.each([502, 503, 504])('is tried again after HTTP %i', async (status) => {
		await world.fault({ provider: 'smartlead', status, times: 2, body: 'upstream' });
		expect((await list('smartlead')).items?.length).toBeGreaterThan(0);
		expect(await world.log('smartlead')).toHaveLength(3);
	});

	it('is tried again after a broken connection and after an empty answer', async () => {
		await world.fault({ provider: 'inbox', reset: true });
		await world.fault({ provider: 'inbox', cutOff: true });
		await world.fault({ provider: 'inbox', status: 200, body: '' });
		expect((await list('inbox')).items?.length).toBeGreaterThan(0);
		expect(await world.log('inbox')).toHaveLength(4);
	});

	it('of a list that is empty each time says so, and is no list without campaigns', async () => {
		await world.fault({ provider: 'smartlead', status: 200, body: '', times: 100 });
		const { error } = await list('smartlead', 2);
		expect(error?.message).toBe('Smartlead sent an empty answer when asked to list the campaigns');
		expect((await world.log('smartlead')).length).toBeGreaterThan(2);
	});

	it('of a campaign is not missing for two empty answers that did not follow each other', async () => {
		for (const fault of [{ status: 200 }, { status: 503 }, { status: 200 }])
			await world.fault({ provider: 'smartlead', ...fault, body: '' });
		const { items } = await runCampaign({
			credential: world.credential('smartlead'),
			parameters: { provider: 'smartlead', operation: 'get', campaign: byId('2048101') },
		});
		expect(items).toMatchObject([{ id: '2048101' }]);
	});

	it('says what the service said with HTTP 500', async () => {
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

	it('gives up when the user’s patience ends', async () => {
		await world.fault({ provider: 'smartlead', status: 503, times: 100 });
		const { error, ms } = await list('smartlead', 2);
		expect(error?.message).toContain('HTTP 503');
		expect(ms).toBeLessThan(15_000);
	});

	it('says where nothing answers', async () => {
		const { error } = await runCampaign({
			credential: world.credential('inbox', { baseUrl: 'http://127.0.0.1:9' }),
			parameters: { provider: 'inbox', operation: 'getAll', options: { maxWait: 1 } },
		});
		expect(error?.message).toBe('Inbox could not be reached at 127.0.0.1:9');
		expect(error?.description).toContain('Nothing was sent');
	});

	it('stops waiting when the execution is cancelled', async () => {
		await world.fault({
			provider: 'smartlead',
			status: 503,
			headers: { 'retry-after': '30' },
			times: 100,
		});
		const { ms } = await runCampaign({
			credential: world.credential('smartlead'),
			parameters: { provider: 'smartlead', operation: 'getAll' },
			cancelAfterMs: 1_000,
		});
		expect(ms).toBeLessThan(15_000);
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		expect(await world.log('smartlead')).toHaveLength(1);
	});
});

describe('a list', () => {
	it('that sends the same page again is not read for ever', async () => {
		const body = {
			next: 'http://x/?cursor=again',
			previous: null,
			results: [
				{
					uuid: '8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0010',
					name: 'a',
					archived: false,
					group: null,
					created_on: '2025-01-01T00:00:00Z',
				},
			],
		};
		await world.fault({
			provider: 'rapidPro',
			status: 200,
			headers: { 'content-type': 'application/json' },
			body,
			times: 50,
		});
		const { error } = await runCampaign({
			credential: world.credential('rapidPro'),
			parameters: { provider: 'rapidPro', operation: 'getAll', returnAll: true },
		});
		expect(error?.message).toContain('keeps sending pages');
		expect((await world.log('rapidPro')).length).toBeLessThan(4);
	});
});

it('keeps below the rate that a service documents', async () => {
	await world.control('PUT', '/limits', { smartlead: { requests: 10, windowMs: 2_000 } });
	// An address of its own has a pace of its own.
	const baseUrl = world.address('smartlead').replace('127.0.0.1', 'localhost');
	const { items, ms } = await runCampaign({
		credential: world.credential('smartlead', { baseUrl }),
		parameters: { provider: 'smartlead', operation: 'create', name: '={{ $json.name }}' },
		items: Array.from({ length: 15 }, (_, index) => ({ name: `Paced ${index}` })),
	});
	expect(items).toHaveLength(15);
	expect((await world.log('smartlead')).filter(({ status }) => status === 429)).toEqual([]);
	expect(ms).toBeGreaterThan(3_000);
}, 30_000);
