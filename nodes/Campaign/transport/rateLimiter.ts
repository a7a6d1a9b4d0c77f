import type { Rate } from '../providers/contract/service';

/** Clocks and timers may be some ms off. */
const toleranceMs = 50;

/** A rate that the user sets is spread over its minute in intervals of this length, in ms. */
const intervalMs = 2_000;

/** When a request may be sent. */
export interface Slot {
	/** How long to wait before sending, in ms. Ask again after waiting: an earlier request may have been late. */
	waitMs(now: number): number;
	/** The request was answered or given up. The service counted it when it arrived, which was before `now`. */
	ended(now: number): void;
}

/**
 * Keeps the requests of one account below the service's rate limits: at most `requests` in any `perMs`. This is a
 * courtesy within one process; the handling of 429 is what guarantees that work completes.
 */
export class RateLimiter {
	/** When each request is sent or, once it has ended, when it ended; in ms of one clock. */
	private requests: Array<{ at: number }> = [];
	private largestRate = 1;
	private pausedUntil = 0;

	/**
	 * Reserves the next slot, unless it is too far away.
	 *
	 * @param now ms of a monotonic clock
	 * @param rates the rate limits; all of them apply
	 * @param maxWaitMs the longest wait that the caller accepts
	 * @returns the slot; or the wait for it, in ms, when that is too long and no slot was reserved
	 */
	reserve(now: number, rates: readonly Rate[], maxWaitMs: number): Slot | number {
		const before = rates.flatMap(({ requests, perMs }) => {
			const request = this.requests[this.requests.length - requests];
			return request === undefined ? [] : [{ request, perMs }];
		});
		const earliest = () =>
			Math.max(
				this.pausedUntil,
				...before.map(({ request, perMs }) => request.at + perMs + toleranceMs),
			);
		const at = Math.max(now, earliest());
		if (at - now > maxWaitMs) return at - now;
		const own = { at };
		this.requests.push(own);
		this.largestRate = Math.max(this.largestRate, ...rates.map(({ requests }) => requests));
		if (this.requests.length > 2 * this.largestRate)
			this.requests = this.requests.slice(-this.largestRate);
		return {
			waitMs: (time) => Math.max(0, earliest() - time),
			ended: (time) => {
				own.at = time;
			},
		};
	}

	/**
	 * Pauses all requests of the account, because the service refused one for its rate limit.
	 *
	 * @param until ms of the same monotonic clock
	 */
	pauseUntil(until: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, until);
	}
}

const limiters = new Map<string, RateLimiter>();

/** The rate limiter that all requests of one account share in this process. */
export function rateLimiterFor(account: string): RateLimiter {
	const known = limiters.get(account);
	if (known !== undefined) return known;
	const limiter = new RateLimiter();
	limiters.set(account, limiter);
	return limiter;
}

/** The limits for a rate that the user sets. It is spread evenly, because services also limit bursts. */
export function ratesOf(requestsPerMinute: number): Rate[] {
	return [
		{
			requests: Math.max(1, Math.ceil((requestsPerMinute * intervalMs) / 60_000)),
			perMs: intervalMs,
		},
		{ requests: requestsPerMinute, perMs: 60_000 },
	];
}
