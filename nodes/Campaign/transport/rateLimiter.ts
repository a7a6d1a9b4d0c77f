import type { Rate } from '../providers/contract/service';

/** Clocks and timers may be some ms off. */
const toleranceMs = 50;

/** A rate that the user sets is spread over its minute in intervals of this length, in ms. */
const intervalMs = 2_000;

/** Accounts whose requests are remembered; the one that was unused for the longest time is forgotten first. */
const maxAccounts = 500;

/** When a request may be sent. */
export interface Slot {
	/** How long to wait before sending, in ms. Ask again after waiting: an earlier request may have been late. */
	waitMs(now: number): number;
	/** The request was answered or given up. The service counted it when it arrived, which was before `now`. */
	ended(now: number): void;
	/** The request never left: another one may have the slot. */
	release(): void;
}

/** Why no slot was reserved: the service paused the account for too long, or our own pace would delay it too long. */
export interface NoSlot {
	readonly reason: 'paused' | 'pace';
	readonly waitMs: number;
}

/** How long a request may wait for its slot, in ms. */
export interface SlotLimits {
	/** While the service has paused the account. */
	readonly maxPauseMs: number;
	/** To keep below the service's rate limits. */
	readonly maxQueueMs: number;
}

/**
 * Keeps the requests of one account below the service's rate limits: at most `requests` in any `perMs`. This is a
 * courtesy within one process; the handling of 429 is what guarantees that work completes.
 */
export class RateLimiter {
	/** When each request is sent or, once it has ended, when it ended; in ms of one monotonic clock. */
	private requests: Array<{ at: number }> = [];
	private largestRate = 1;
	private pausedUntil = 0;

	/**
	 * Reserves the next slot, unless it is too far away.
	 *
	 * @param now ms of a monotonic clock
	 * @param rates the rate limits; all of them apply
	 */
	reserve(now: number, rates: readonly Rate[], limits: SlotLimits): Slot | NoSlot {
		const pausedMs = this.pausedMs(now);
		if (pausedMs > limits.maxPauseMs) return { reason: 'paused', waitMs: pausedMs };
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
		if (at - now - pausedMs > limits.maxQueueMs) return { reason: 'pace', waitMs: at - now };
		const own = { at };
		this.requests.push(own);
		this.largestRate = Math.max(this.largestRate, ...rates.map(({ requests }) => requests));
		if (this.requests.length > 2 * this.largestRate) {
			this.requests = this.requests.slice(-this.largestRate);
		}
		return {
			waitMs: (time) => Math.max(0, earliest() - time),
			ended: (time) => {
				own.at = time;
			},
			release: () => {
				own.at = Number.NEGATIVE_INFINITY;
				this.requests = this.requests.filter((request) => request !== own);
			},
		};
	}

	/** How long the service has paused the account from now on, in ms. */
	pausedMs(now: number): number {
		return Math.max(0, this.pausedUntil - now);
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
export function rateLimiterFor(accountId: string): RateLimiter {
	const limiter = limiters.get(accountId) ?? new RateLimiter();
	// The order of insertion is the order of use.
	limiters.delete(accountId);
	limiters.set(accountId, limiter);
	const [oldest] = limiters.keys();
	if (limiters.size > maxAccounts && oldest !== undefined) limiters.delete(oldest);
	return limiter;
}

/** The limits for a rate that the user sets. It is spread evenly, because services also limit bursts. */
export function ratesOf(requestsPerMinute: number): Rate[] {
	const perInterval = Math.max(1, Math.ceil((requestsPerMinute * intervalMs) / 60_000));
	return [
		{ requests: perInterval, perMs: intervalMs },
		{ requests: requestsPerMinute, perMs: 60_000 },
	];
}
