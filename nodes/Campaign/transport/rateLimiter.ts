import type { Rate } from '../providers/contract/service';

/** For clocks and timers that are some ms off. */
const slackMs = 50;

/** In steps of this length, in ms, a rate that a user sets is spread over its minute. */
const stepMs = 2_000;

/** A request's place in the pace. */
export interface Slot {
	/** How long to wait before sending, in ms; to be asked again after waiting, because an earlier request may have been late. */
	waitMs(now: number): number;
	/** The request was answered, or given up: a service counts it when it arrives, which was before now. */
	ended(now: number): void;
}

/**
 * Keeps the requests of one account below the service's rates: at most `requests` in any `perMs`.
 * A courtesy within one process; what guarantees that work finishes is the handling of 429.
 */
export class RateLimiter {
	/** When each request is sent, and once it has ended, when that was; ms of the same clock. */
	private requests: Array<{ at: number }> = [];
	private most = 1;
	private restsUntil = 0;

	/**
	 * Takes the next place, unless it is too far away.
	 *
	 * @param now ms of a clock that nobody can set
	 * @param rates the rates to keep below, all of them
	 * @param mostMs the longest wait that the caller takes
	 * @returns the place, or how long to wait for it, in ms, when that is longer and none was taken
	 */
	reserve(now: number, rates: readonly Rate[], mostMs: number): Slot | number {
		const before = rates.flatMap(({ requests, perMs }) => {
			const request = this.requests[this.requests.length - requests];
			return request === undefined ? [] : [{ request, perMs }];
		});
		const earliest = () =>
			Math.max(
				this.restsUntil,
				...before.map(({ request, perMs }) => request.at + perMs + slackMs),
			);
		const at = Math.max(now, earliest());
		if (at - now > mostMs) return at - now;
		const own = { at };
		this.requests.push(own);
		this.most = Math.max(this.most, ...rates.map(({ requests }) => requests));
		if (this.requests.length > 2 * this.most) this.requests = this.requests.slice(-this.most);
		return {
			waitMs: (time) => Math.max(0, earliest() - time),
			ended: (time) => {
				own.at = time;
			},
		};
	}

	/**
	 * Lets every request of the account wait, because the service refused one for its rate.
	 *
	 * @param until ms of the same clock
	 */
	pauseUntil(until: number): void {
		this.restsUntil = Math.max(this.restsUntil, until);
	}
}

const paces = new Map<string, RateLimiter>();

/** The pace that all requests with one account share in this process. */
export function rateLimiterFor(account: string): RateLimiter {
	const known = paces.get(account);
	if (known !== undefined) return known;
	const pace = new RateLimiter();
	paces.set(account, pace);
	return pace;
}

/** A rate that a user sets: not only so many a minute, but evenly, for services that also limit a burst. */
export function ratesOf(requestsPerMinute: number): Rate[] {
	return [
		{ requests: Math.max(1, Math.ceil((requestsPerMinute * stepMs) / 60_000)), perMs: stepMs },
		{ requests: requestsPerMinute, perMs: 60_000 },
	];
}
