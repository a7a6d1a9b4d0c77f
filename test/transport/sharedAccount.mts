import { createRequire } from 'node:module';
import type * as quotas from '../../dist/modules/nodes/Campaign/transport/quota.js';
import type * as rateLimiter from '../../dist/modules/nodes/Campaign/transport/rateLimiter.js';
import { type RateLimit, RateLimiter as ServiceLimiter } from '../../sandbox/api/rate-limiter.mts';
import { randomFrom, VirtualTime } from './virtualTime.mts';

const load = createRequire(import.meta.url);
const { RateLimiter }: typeof rateLimiter = load(
	'../../dist/modules/nodes/Campaign/transport/rateLimiter',
);
const { readQuota }: typeof quotas = load('../../dist/modules/nodes/Campaign/transport/quota');

/** Processes that share an account, and the service that limits it. */
export interface SharedAccount {
	/** How many requests each process sends; a request that is refused is sent again. */
	counts: readonly number[];
	/** When each process starts, in ms; within the first 200 ms when not given. */
	starts?: readonly number[];
	limit: RateLimit;
	kind?: 'fixed' | 'sliding';
	/** How long a request or an answer is under way at most, in ms; 30 when not given. */
	latencyMs?: number;
	/** After so many accepted requests, the service allows half of the requests. */
	halvesAfter?: number;
	seed: number;
}

/** What came of it. */
export interface Outcome {
	accepted: number;
	refused: number;
	/** The part of the rate that was used from the first to the last request. */
	share: number;
	/** When each process was done, as a part of the whole time. */
	doneAt: number[];
	/** How many requests of each process were accepted in the first half of the time. */
	firstHalf: number[];
	seconds: number;
}

const parallel = 5;

/**
 * Lets processes send with a rate limiter each, in virtual time, to the sandbox's rate limiter. They know the limits
 * that Smartlead documents.
 */
export async function simulate(account: SharedAccount): Promise<Outcome> {
	const time = new VirtualTime();
	const random = randomFrom(account.seed);
	const service = new ServiceLimiter(null, account.kind);
	service.reset(account.limit);
	const { requests, windowMs, burst } = account.limit;
	const { latencyMs = 30 } = account;
	const rates = [{ requests, perMs: windowMs }];
	if (burst !== undefined) rates.unshift({ requests: burst.requests, perMs: burst.windowMs });
	const accepted: Array<{ at: number; by: number }> = [];
	const doneAt: number[] = [];
	let refused = 0;
	let halvedAt = Number.POSITIVE_INFINITY;

	function serve(by: number) {
		if (accepted.length === account.halvesAfter && halvedAt > time.now) {
			halvedAt = time.now;
			service.reset({ ...account.limit, requests: requests / 2 });
		}
		const status = service.count(time.now);
		if (status === null) throw new Error('There is no limit.');
		if (status.allowed) accepted.push({ at: time.now, by });
		else refused += 1;
		const { isTold, limit, remaining, resetAt } = status;
		const headers = {
			'x-ratelimit-limit': String(limit),
			'x-ratelimit-remaining': String(remaining),
			'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
		};
		return { ...status, headers: isTold ? headers : {} };
	}

	async function start(by: number): Promise<void> {
		const limiter = new RateLimiter();
		let left = account.counts[by] ?? 0;
		let turn: Promise<unknown> = Promise.resolve();
		const inTurn = async () => {
			const slot = limiter.reserve(time.now, rates, { maxPauseMs: 1e9, maxQueueMs: 120_000 });
			if ('reason' in slot) throw new Error(`No slot: ${slot.reason}`);
			for (let wait = 1; wait > 0; ) {
				wait = slot.waitMs(time.now);
				if (wait > 0) await time.sleep(wait + 3 * random());
			}
			return slot;
		};
		const sendOnce = async (attempt: number) => {
			const next = turn.then(inTurn);
			turn = next;
			const slot = await next;
			await time.sleep(latencyMs * random());
			const { allowed, headers, retryAfterSeconds } = serve(by);
			await time.sleep(latencyMs * random());
			// A Date header has whole seconds.
			const quota = readQuota(headers, Math.floor(time.now / 1000) * 1000, time.now);
			slot.complete(time.now, { isRefused: !allowed, quota });
			if (allowed) return true;
			const stated = retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1000;
			const untilReset = quota?.remaining === 0 ? quota.endsAt - time.now : undefined;
			const backoff = Math.min(15_000, 500 * 2 ** attempt) * (0.5 + random() / 2);
			const waitMs = stated ?? untilReset ?? backoff;
			limiter.pauseUntil(time.now + waitMs + random() * Math.min(1_000, waitMs / 10));
			return false;
		};
		const work = async () => {
			while (left > 0) {
				left -= 1;
				for (let attempt = 0; !(await sendOnce(attempt)); attempt++);
			}
		};
		await time.sleep(account.starts?.[by] ?? 200 * random());
		await Promise.all(Array.from({ length: parallel }, work));
		doneAt[by] = time.now;
	}

	const all = Promise.all(account.counts.map(async (_, by) => await start(by)));
	await time.run();
	await all;
	const first = accepted[0]?.at ?? 0;
	const elapsed = (accepted.at(-1)?.at ?? 0) - first;
	const atHalf = Math.max(0, elapsed - Math.max(0, halvedAt - first));
	const allowed = (requests * (elapsed - Math.min(elapsed, atHalf) / 2)) / windowMs;
	return {
		accepted: accepted.length,
		refused,
		share: accepted.length / allowed,
		doneAt: doneAt.map((at) => (at - first) / elapsed),
		firstHalf: account.counts.map(
			(_, by) => accepted.filter((each) => each.by === by && each.at - first < elapsed / 2).length,
		),
		seconds: elapsed / 1000,
	};
}
