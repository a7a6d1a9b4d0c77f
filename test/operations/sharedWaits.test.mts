import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { selfSigned } from '../engine/certificate.mts';
import { scaledTime } from '../engine/clock.mts';
import { runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
/** The pace of an account is kept from one test to the next, so tests that pause an account have one each. */
const campaigns = {
	inbox: byId('s2nd0gen0campaign0000002'),
	smartlead: byId('2048110'),
	dailyStory: byId('23842'),
	falconyte: byId('ca3a1600-0000-4000-8000-000000000003'),
	rapidPro: byId('f14e4ff0-724d-43fe-a953-1d16aefd1c00'),
} as const;
const campaign = campaigns.inbox;

const many = (count: number): IDataObject[] => Array.from({ length: count }, () => ({}));

async function getMany(
	count: number,
	options: INodeParameters,
	{
		provider = 'inbox',
		...rest
	}: { provider?: keyof typeof campaigns; cancelAfterMs?: number } = {},
) {
	return await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, operation: 'get', campaign: campaigns[provider], options },
		items: many(count),
		node: { onError: 'continueRegularOutput' },
		...rest,
	});
}

const errors = (items: IDataObject[] | undefined) =>
	(items ?? []).map(({ error }) => String(error).replace(/ \[item \d+\]$/, ''));

it('sends one request, not a hundred, when the service asks for a longer wait than allowed', async () => {
	await world.fault({
		provider: 'dailyStory',
		status: 429,
		headers: { 'retry-after': '90' },
		body: {},
		times: 200,
	});
	const { items } = await getMany(100, { maxWait: 1, itemsAtOnce: 1 }, { provider: 'dailyStory' });
	expect(new Set(errors(items))).toEqual(new Set(['DailyStory takes no more requests for now']));
	expect(await world.log('dailyStory')).toHaveLength(1);
	const { description } = (items?.[99]?.details ?? {}) as IDataObject;
	expect(description).toMatch(/asks to come back in (8\d|90) seconds/);
});

it('shares a Retry-After among items that are already under way', async () => {
	await world.fault({
		provider: 'smartlead',
		status: 429,
		headers: { 'retry-after': '90' },
		body: {},
		times: 200,
	});
	const { items } = await getMany(100, { maxWait: 1, itemsAtOnce: 5 }, { provider: 'smartlead' });
	expect(items).toHaveLength(100);
	expect((await world.log('smartlead')).length).toBeLessThanOrEqual(5);
});

it('lets the items of a run queue behind each other, however many there are', async () => {
	// One request a minute: the last item waits four minutes, twice as long as a request may wait for its own turn.
	const options = { requestsPerMinute: 1, itemsAtOnce: 5, maxWait: 0 };
	// Its own account, as each address is one: its pace has seen a later time.
	const baseUrl = world.address('inbox').replace('127.0.0.1', 'localhost');
	const { items } = await scaledTime(
		20,
		async () =>
			await world.run(
				'inbox',
				{ operation: 'get', campaign, options },
				{ credential: { baseUrl }, items: many(5), node: { onError: 'continueRegularOutput' } },
			),
	);
	expect(items?.map(({ id, error }) => id ?? error)).toEqual(many(5).map(() => campaign.value));
}, 60_000);

it('gives back the place of a request that was not sent', async () => {
	// Nothing listens at this address.
	const away = { ...world.credential('inbox'), baseUrl: 'http://127.0.0.1:1' };
	const runAway = async () =>
		await runCampaign({
			credential: away,
			parameters: {
				provider: 'inbox',
				operation: 'get',
				campaign,
				options: { requestsPerMinute: 30, maxWait: 0, itemsAtOnce: 1 },
			},
			items: many(11),
			node: { onError: 'continueRegularOutput' },
		});
	const { ms, items } = await runAway();
	expect(errors(items)).toEqual(many(11).map(() => 'Inbox could not be reached at 127.0.0.1:1'));
	// If each request kept its place, one in each 2 s: 20 s.
	expect(ms).toBeLessThan(15_000);
}, 60_000);

it('takes no place for a run that is cancelled', async () => {
	const options = { requestsPerMinute: 10, itemsAtOnce: 20, maxWait: 0 };
	const provider = 'rapidPro';
	const cancelled = await getMany(20, options, { provider, cancelAfterMs: 500 });
	expect(cancelled.ms).toBeLessThan(20_000);
	expect(await world.log(provider)).toHaveLength(1);
	const { items, ms } = await getMany(1, options, { provider });
	expect(items?.[0]?.id).toBe(campaigns.rapidPro.value);
	// One request in each 2 s: 20 places would be 40 s.
	expect(ms).toBeLessThan(20_000);
}, 60_000);

it('stops retrying for the whole run when the service is down', async () => {
	await world.fault({ provider: 'falconyte', status: 503, times: 10_000 });
	const { items } = await getMany(
		200,
		{
			itemsAtOnce: 20,
			maxWait: 3_600,
			requestsPerMinute: 60_000,
		},
		{ provider: 'falconyte' },
	);
	const requests = (await world.log('falconyte')).length;
	// 200 first attempts and 100 retries for the run; eight attempts each would be 1,600.
	expect(requests).toBe(300);
	expect(items).toHaveLength(200);
	const { description } = (items?.[199]?.details ?? {}) as IDataObject;
	expect(description).toContain('The retries of this run are used up');
}, 120_000);

it.each([500, 520, 521, 522, 523, 524])(
	'retries a read that fails with HTTP %s',
	async (status) => {
		await world.fault({ provider: 'inbox', status, body: {}, times: 2 });
		const { items } = await getMany(1, { requestsPerMinute: 60_000 });
		expect(items?.[0]?.id).toBe(campaign.value);
		expect(await world.log('inbox')).toHaveLength(3);
	},
);

it('does not retry a write that fails with HTTP 500', async () => {
	await world.fault({ provider: 'inbox', method: 'POST', status: 500, body: {}, times: 2 });
	const { error } = await runCampaign({
		credential: world.credential('inbox'),
		parameters: { provider: 'inbox', operation: 'changeStatus', campaign, status: 'paused' },
	});
	expect(error?.message).toContain('HTTP 500');
	const posts = (await world.log('inbox')).filter(({ method }) => method === 'POST');
	expect(posts).toHaveLength(1);
});

it('describes a wait that the node chose as its own, with the option that changes it', async () => {
	const options = { requestsPerMinute: 1, maxWait: 0 };
	// Its own account, whose pace no other test needs.
	const credential = { ...world.credential('falconyte'), apiKey: 'other0key' };
	const run = async (cancelAfterMs?: number) =>
		await runCampaign({
			credential,
			parameters: { provider: 'falconyte', operation: 'get', campaign: byId('x'), options },
			cancelAfterMs,
		});
	await run();
	// The first may wait a minute for its turn, and the second about as long as the node allows; the third waits longer.
	const results = await Promise.all([run(8_000), run(8_000), run(8_000)]);
	const said =
		'The node would have to wait too long before it asks Falconyte to list the campaigns';
	const refused = results.flatMap(({ error }) => (error?.message === said ? [error] : []));
	expect(refused).not.toHaveLength(0);
	for (const { description } of refused) {
		expect(description).toMatch(/^Nothing was sent\. To stay below the rate limit/);
		expect(description).toContain("set 'Requests per Minute' if your plan allows more");
		expect(description).toContain("Raise 'Maximum Wait' under Options");
	}
}, 60_000);

it('gives back the place of a request whose certificate was not trusted', async () => {
	const server = createServer(selfSigned(), (_, response) => response.end('{}'));
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as AddressInfo;
	const { ms, items } = await runCampaign({
		// Its own address, and so its own pace.
		credential: { ...world.credential('inbox'), baseUrl: `https://127.0.0.1:${port}` },
		parameters: {
			provider: 'inbox',
			...{ operation: 'get', campaign },
			options: { requestsPerMinute: 30, maxWait: 0, itemsAtOnce: 1 },
		},
		items: many(11),
		node: { onError: 'continueRegularOutput' },
	});
	server.close();
	expect(items).toHaveLength(11);
	for (const error of errors(items)) expect(error).toContain('could not be reached securely');
	// If each request kept its place, one in each two seconds: 20 s.
	expect(ms).toBeLessThan(15_000);
}, 60_000);

it('holds the requests of all items while one waits as long as the service asked for', async () => {
	await world.fault({ provider: 'inbox', status: 429, headers: { 'retry-after': '4' }, body: {} });
	const { items } = await getMany(30, { requestsPerMinute: 60_000, itemsAtOnce: 5 });
	expect(items?.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, () => campaign.value));
	const times = (await world.log('inbox')).map(({ at }) => at);
	const [first = 0] = times;
	// Those that were under way at that time.
	expect(times.filter((at) => at < first + 3_500).length).toBeLessThanOrEqual(5);
}, 30_000);

it('retries a run of timeouts half as often as one of refusals', async () => {
	await world.fault({ provider: 'falconyte', delayMs: 8_000, times: 1_000 });
	const pace = { itemsAtOnce: 20, requestsPerMinute: 60_000 };
	const limits = { timeout: 3, maxAttempts: 2, maxWait: 3_600 };
	await getMany(100, { ...limits, ...pace }, { provider: 'falconyte' });
	// 100 first attempts, and 50 retries of 10 tokens each.
	expect(await world.log('falconyte')).toHaveLength(150);
}, 120_000);
