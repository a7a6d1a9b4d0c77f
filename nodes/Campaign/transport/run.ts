import type { RateLimiter } from './rateLimiter';

/** As in the standard retry mode of the AWS SDKs: what a run may spend on retries, and what each one costs. */
const retryTokens = 500;
const retryCost = 5;
const timeoutRetryCost = 10;
const successGain = 1;

/** What the requests of one run share: a queue for each account, and a budget for retries. */
export class Run {
	private tokens = retryTokens;
	private readonly queues = new WeakMap<RateLimiter, Promise<unknown>>();
	private readonly refusedUntil = new WeakMap<RateLimiter, number>();

	/**
	 * Takes a retry from the budget. When a service is down, a run of many items does not retry every one of them.
	 *
	 * @param isTimeout a retry after a timeout costs twice as much
	 * @returns how much it took, or 0 when the budget is used up
	 */
	takeRetry(isTimeout: boolean): number {
		const cost = isTimeout ? timeoutRetryCost : retryCost;
		if (this.tokens < cost) return 0;
		this.tokens -= cost;
		return cost;
	}

	/**
	 * Refills the budget: the service answers.
	 *
	 * @param taken how much the last retry of the request took, which it gives back; 0 when there was none
	 */
	noteSuccess(taken: number): void {
		this.tokens = Math.min(retryTokens, this.tokens + (taken === 0 ? successGain : taken));
	}

	/**
	 * The service asked for a longer wait than an item of this run accepts: the others need not ask again.
	 *
	 * @param until ms of a monotonic clock
	 */
	refuseUntil(limiter: RateLimiter, until: number): void {
		this.refusedUntil.set(limiter, Math.max(until, this.refusedUntil.get(limiter) ?? 0));
	}

	/** How long the service refuses requests of this run from `now` on, in ms. */
	refusedMs(limiter: RateLimiter, now: number): number {
		return Math.max(0, (this.refusedUntil.get(limiter) ?? 0) - now);
	}

	/** Lets the requests of one account wait for their slots one after the other, in the order in which they came. */
	async enqueue<T>(limiter: RateLimiter, work: () => Promise<T>): Promise<T> {
		const previous = this.queues.get(limiter) ?? Promise.resolve();
		const turn = previous.then(work);
		this.queues.set(
			limiter,
			turn.catch(() => {}),
		);
		return await turn;
	}
}
