import type { RateLimit } from '../../sandbox/api/rate-limiter.mts';
import { type Outcome, type SharedAccount, simulate } from './sharedAccount.mts';

/** Both limits that Smartlead documents. Answers describe the one of a minute. */
const smartlead: RateLimit = {
	requests: 60,
	windowMs: 60_000,
	burst: { requests: 10, windowMs: 2_000 },
};

const evenly = (processes: number) => Array.from({ length: processes }, () => 500 / processes);

const seeds = [1, 7, 42, 2_026];

/** The worst of several runs. */
async function worst(account: Omit<SharedAccount, 'seed'>): Promise<Outcome> {
	const runs = await Promise.all(seeds.map(async (seed) => await simulate({ ...account, seed })));
	const least = (of: (run: Outcome) => number) => Math.min(...runs.map(of));
	return {
		accepted: least(({ accepted }) => accepted),
		refused: Math.max(...runs.map(({ refused }) => refused)),
		share: least(({ share }) => share),
		doneAt: [least(({ doneAt }) => Math.min(...doneAt))],
		firstHalf: [least(({ firstHalf }) => Math.min(...firstHalf))],
		seconds: Math.max(...runs.map(({ seconds }) => seconds)),
	};
}

describe('a process alone', () => {
	it.each([
		['a service that says what remains', smartlead],
		['one that does not', { ...smartlead, remaining: false }],
	])('is never refused and uses the rate, with %s', async (_, limit) => {
		const { accepted, refused, share } = await worst({ counts: [1_000], limit });
		expect({ accepted, refused }).toEqual({ accepted: 1_000, refused: 0 });
		expect(share).toBeGreaterThan(0.99);
	});

	it('sends what the limits allow at once', async () => {
		const { seconds } = await worst({ counts: [60], limit: smartlead });
		expect(seconds).toBeLessThan(12);
	});
});

describe('processes that share an account of 500 requests', () => {
	const situations: Array<[string, Omit<SharedAccount, 'seed'>]> = [
		['two', { counts: evenly(2), limit: smartlead }],
		['four', { counts: evenly(4), limit: smartlead }],
		['one that joins another', { counts: [250, 250], starts: [0, 70_000], limit: smartlead }],
		[
			'two that join another',
			{ counts: [200, 150, 150], starts: [0, 50_000, 115_000], limit: smartlead },
		],
		['two, at a rate that halves', { counts: evenly(2), limit: smartlead, halvesAfter: 250 }],
		['four, at a rate that halves', { counts: evenly(4), limit: smartlead, halvesAfter: 250 }],
		[
			'two, where refused requests count',
			{ counts: evenly(2), limit: { ...smartlead, countsRefused: true } },
		],
		[
			'four, where refused requests count',
			{ counts: evenly(4), limit: { ...smartlead, countsRefused: true } },
		],
		[
			'two, where refusals do not say when to come back',
			{ counts: evenly(2), limit: { ...smartlead, retryAfter: false } },
		],
		[
			'four, where refusals do not say when to come back',
			{ counts: evenly(4), limit: { ...smartlead, retryAfter: false } },
		],
		['two, with slow answers', { counts: evenly(2), limit: smartlead, latencyMs: 500 }],
		[
			'four, one after the other and with slow answers',
			{ counts: evenly(4), starts: [0, 400, 800, 1_200], limit: smartlead, latencyMs: 300 },
		],
	];

	it.each(situations)('are rarely refused, use the rate and share it: %s', async (_, account) => {
		const { accepted, refused, share, doneAt, firstHalf } = await worst(account);
		expect(accepted).toBe(500);
		expect(refused / (accepted + refused)).toBeLessThanOrEqual(0.02);
		expect(share).toBeGreaterThanOrEqual(0.95);
		// Who starts earlier is done earlier, but nobody waits for the others to be done.
		expect(Math.min(...doneAt)).toBeGreaterThan(0.6);
		expect(Math.min(...firstHalf)).toBeGreaterThan(30);
	});
});

describe('processes that share an account whose answers do not say what remains', () => {
	const bare = { ...smartlead, remaining: false };
	const situations: Array<[string, Omit<SharedAccount, 'seed'>, number]> = [
		['two', { counts: evenly(2), limit: bare }, 0.03],
		['four', { counts: evenly(4), limit: bare }, 0.06],
		['one that joins another', { counts: [250, 250], starts: [0, 70_000], limit: bare }, 0.03],
		['two, at a rate that halves', { counts: evenly(2), limit: bare, halvesAfter: 250 }, 0.04],
		[
			'two, where refused requests count',
			{ counts: evenly(2), limit: { ...bare, countsRefused: true } },
			0.03,
		],
		[
			'two, where refusals do not say when to come back',
			{ counts: evenly(2), limit: { ...bare, retryAfter: false } },
			0.04,
		],
		['two, in a sliding window', { counts: evenly(2), limit: bare, kind: 'sliding' }, 0.03],
	];

	it.each(situations)('learn from refusals, and none starves: %s', async (_, account, most) => {
		const { accepted, refused, share, firstHalf } = await worst(account);
		expect(accepted).toBe(500);
		expect(refused / (accepted + refused)).toBeLessThanOrEqual(most);
		// Once the others are done, the last one's share takes minutes to recover.
		expect(share).toBeGreaterThan(0.7);
		expect(Math.min(...firstHalf)).toBeGreaterThan(20);
	});
});
