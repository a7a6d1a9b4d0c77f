import type { Rate } from '../providers/contract/service';
import type { Feedback, OwnRequest } from './sharedRate';
import { longestOf, SharedRate } from './sharedRate';

/** Clocks and timers may be some ms off. */
const toleranceMs = 50;

/**
 * A process that uses the whole rate sends its requests in this part of each period, evenly. In one burst, it would take
 * the rate before other processes get any of it, and no answer would tell it of them.
 */
const busyPart = 0.5;

/** Where bursts are limited, so many requests of a burst come one by one: their answers tell whether others send, too. */
const firstOfBurst = 4;

/** How often a request looks whether the one before it was answered, in ms. */
const lookMs = 50;

/** A rate that the user sets is spread over its minute in intervals of this length, in ms. */
const intervalMs = 2_000;

/** Accounts whose requests are remembered; the one that was unused for the longest time is forgotten first. */
const maxAccounts = 500;

/** When a request may be sent. */
export interface Slot {
	/** How long to wait before sending, in ms. Ask again after waiting: an earlier request may have been late. */
	waitMs(now: number): number;
	/** The request was answered or given up. The service counted it when it arrived, which was before `now`. */
	complete(now: number, feedback?: Feedback): void;
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
 * Keeps the requests of one account below the service's rate limits: this process sends at most `requests` in any
 * `perMs`, and leaves to other processes what the service's answers show that they use. This is a courtesy; the handling
 * of 429 is what guarantees that work completes.
 */
export class RateLimiter {
	private requests: OwnRequest[] = [];
	private largestRate = 1;
	private pausedUntil = 0;
	private readonly sharedRate = new SharedRate();

	/**
	 * Reserves the next slot, unless it is too far away.
	 *
	 * @param now ms of a monotonic clock
	 * @param rates the rate limits; all of them apply
	 */
	reserve(now: number, rates: readonly Rate[], limits: SlotLimits): Slot | NoSlot {
		const pausedMs = this.pausedMs(now);
		if (pausedMs > limits.maxPauseMs) return { reason: 'paused', waitMs: pausedMs };
		const own: OwnRequest = { at: now, hasEnded: false, isRefused: false };
		const earliest = this.earliestOf(own, rates);
		own.at = Math.max(now, earliest(now));
		if (own.at - now - pausedMs > limits.maxQueueMs) {
			return { reason: 'pace', waitMs: own.at - now };
		}
		this.requests.push(own);
		this.largestRate = Math.max(this.largestRate, ...rates.map(({ requests }) => requests));
		if (this.requests.length > 2 * this.largestRate) {
			this.requests = this.requests.slice(-this.largestRate);
		}
		return {
			waitMs: (time) => {
				own.at = Math.max(time, earliest(time));
				return own.at - time;
			},
			complete: (time, feedback) => {
				own.hasEnded = true;
				own.isRefused = feedback?.isRefused ?? false;
				if (feedback !== undefined) {
					this.sharedRate.note(time, rates, own, this.requests, feedback);
				}
				own.at = time;
			},
			release: () => {
				own.at = Number.NEGATIVE_INFINITY;
				this.requests = this.requests.filter((request) => request !== own);
			},
		};
	}

	/** When the next request may be sent, at any later time, in ms of the clock. */
	private earliestOf(own: OwnRequest, rates: readonly Rate[]): (time: number) => number {
		const { requests } = this;
		const { length } = requests;
		const before = (count: number) => requests[length - count];
		const full = rates.flatMap(({ requests: most, perMs }) => {
			const request = before(most);
			return request === undefined ? [] : [{ request, perMs }];
		});
		const longest = longestOf(rates);
		const burst = rates.find(({ perMs }) => perMs < longest.perMs);
		const oldest = before(longest.requests);
		const busySpacingMs = (busyPart * longest.perMs) / longest.requests;
		return (time) => {
			const isBusy = oldest !== undefined && time - oldest.at < 2 * longest.perMs;
			const isFirst =
				burst !== undefined && (before(firstOfBurst)?.at ?? -Infinity) < time - burst.perMs;
			return Math.max(
				this.pausedUntil,
				...full.map(({ request, perMs }) => request.at + perMs + toleranceMs),
				isBusy ? (before(1)?.at ?? -Infinity) + busySpacingMs : -Infinity,
				isFirst ? afterAnswer(time, before(1), burst, isBusy ? burst : longest) : -Infinity,
				this.sharedRate.earliest(time, rates, before, () => this.underWayBefore(own)),
			);
		};
	}

	private underWayBefore(own: OwnRequest): number {
		const index = this.requests.indexOf(own);
		const earlier = index === -1 ? this.requests : this.requests.slice(0, index);
		return earlier.filter(({ hasEnded }) => !hasEnded).length;
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

const spacingMs = ({ requests, perMs }: Rate): number => perMs / requests;

/**
 * When a request may follow the one before: at the pace of a burst once that is answered, and at another pace if the
 * answer takes long.
 */
function afterAnswer(
	time: number,
	previous: OwnRequest | undefined,
	burst: Rate,
	unanswered: Rate,
): number {
	if (previous === undefined) return -Infinity;
	const next = previous.at + spacingMs(burst);
	if (previous.hasEnded) return next;
	return Math.max(next, Math.min(time + lookMs, previous.at + spacingMs(unanswered)));
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
