import { createRequire } from 'node:module';
import type * as credential from '../../dist/modules/nodes/Campaign/transport/credential.js';
import type * as rateLimiter from '../../dist/modules/nodes/Campaign/transport/rateLimiter.js';
import { byId, useSandbox } from '../engine/world.mts';

const { RateLimiter, rateLimiterFor }: typeof rateLimiter = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/transport/rateLimiter',
);

const { accountId, resolveCredential }: typeof credential = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/transport/credential',
);

const world = useSandbox();

it('reserves no slot that is further away than the caller waits', () => {
	const rates = [{ requests: 2, perMs: 3_600_000 }];
	const limiter = new RateLimiter();
	const reserve = (now: number) => {
		const slot = limiter.reserve(now, rates, { maxPauseMs: 0, maxQueueMs: 1_000 });
		return 'reason' in slot ? slot.waitMs : slot.waitMs(now);
	};
	expect([reserve(0), reserve(0)]).toEqual([0, 0]);
	expect(reserve(0)).toBeGreaterThan(3_600_000 - 1);
	expect(reserve(3_600_100)).toBe(0);
	// Whoever uses the whole rate spreads it over half of the next period.
	expect(reserve(3_600_100)).toBe(900_000);
	expect(reserve(3_600_100 + 900_000)).toBe(0);
});

it('does not count a pause that the service asked for as the queue for a place', () => {
	const limiter = new RateLimiter();
	limiter.pauseUntil(200_000);
	const slot = limiter.reserve(0, [{ requests: 2, perMs: 1_000 }], {
		maxPauseMs: 300_000,
		maxQueueMs: 120_000,
	});
	expect(slot).not.toHaveProperty('reason');
});

it('still knows what was sent when later requests gave their places back', () => {
	const limiter = new RateLimiter();
	const reserve = () => {
		const slot = limiter.reserve(0, [{ requests: 2, perMs: 1_000 }], {
			maxPauseMs: 0,
			maxQueueMs: 10_000,
		});
		if ('reason' in slot) throw new Error(slot.reason);
		return slot;
	};
	for (const sent of [reserve(), reserve()]) sent.complete(0);
	for (const kept of [reserve(), reserve()]) kept.release();
	expect(reserve().waitMs(0)).toBeGreaterThanOrEqual(1_000);
});

it('keeps below the documented rate of a service', async () => {
	await world.control('PUT', '/limits', { smartlead: { requests: 10, windowMs: 2_000 } });
	// Each address has a rate limiter of its own.
	const baseUrl = world.address('smartlead').replace('127.0.0.1', 'localhost');
	const { items, ms } = await world.run(
		'smartlead',
		{ operation: 'create', name: '={{ $json.name }}' },
		{
			credential: { baseUrl },
			items: Array.from({ length: 15 }, (_, index) => ({ name: `Paced ${index}` })),
		},
	);
	expect(items).toHaveLength(15);
	expect((await world.log('smartlead')).filter(({ status }) => status === 429)).toEqual([]);
	expect(ms).toBeGreaterThan(2_000);
}, 30_000);

it('keeps below the rate when the first request takes longer to arrive than the others', async () => {
	await world.control('PUT', '/limits', { inbox: { requests: 10, windowMs: 2_000 } });
	// On Smartlead and Inbox a window begins when its first request arrives, here half a second late.
	await world.fault({ provider: 'inbox', delayMs: 500, times: 3 });
	const { items, error } = await world.run(
		'inbox',
		{
			operation: 'get',
			campaign: byId('usdjpdql3f90seqk13rwuo7z'),
			// The same rate, which the node spreads in steps of two seconds.
			options: { requestsPerMinute: 300, itemsAtOnce: 3 },
		},
		{ items: Array.from({ length: 25 }, () => ({})) },
	);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(25);
	const statuses = (await world.log('inbox')).map(({ status }) => status);
	expect(statuses).toEqual(Array.from({ length: 25 }, () => 200));
}, 20_000);

describe('the memory of the rate limiter', () => {
	it('holds the 500 accounts that were used last', () => {
		const first = rateLimiterFor('first');
		const second = rateLimiterFor('second');
		for (let index = 0; index < 498; index++) rateLimiterFor(`other ${index}`);
		expect(rateLimiterFor('first')).toBe(first);
		rateLimiterFor('one more');
		expect(rateLimiterFor('first')).toBe(first);
		expect(rateLimiterFor('second')).not.toBe(second);
	});

	it('holds no more requests of an account than its rates need', () => {
		const limiter = new RateLimiter();
		const rates = [{ requests: 10, perMs: 1_000 }];
		for (let now = 0; now < 1_000_000; now += 200) {
			limiter.reserve(now, rates, { maxPauseMs: 0, maxQueueMs: 1_000 });
		}
		// A heap of 5,000 requests would take some 250,000 characters.
		expect(JSON.stringify(limiter).length).toBeLessThan(2_000);
	});

	it('knows accounts by a hash, not by their keys', () => {
		const key = 'secret0key0of0an0account';
		const id = accountId(resolveCredential({ provider: 'smartlead', apiKey: key }));
		expect(id).toMatch(/^[\w-]{43}$/);
		expect(id).not.toContain(key);
	});
});
