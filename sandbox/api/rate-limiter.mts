export interface RateLimit {
	requests: number;
	windowMs: number;
}

/** The state of a rate limit after a request. */
export interface RateLimitStatus {
	allowed: boolean;
	limit: number;
	remaining: number;
	/** When the window ends, in milliseconds since 1970. */
	resetAt: number;
	/** Whole seconds until the next request is allowed, at least 1. */
	retryAfterSeconds: number;
}

/** Counts the requests to a service and tells which ones exceed its rate limit. */
export class RateLimiter {
	/** The limit in force, or null for none. */
	limit: RateLimit | null = null;
	/** The limit that the service documents, or null if it documents none. */
	readonly documented: RateLimit | null;
	readonly #window: 'fixed' | 'sliding';
	#times: number[] = [];

	/** @param window `fixed`: a window starts with its first request. `sliding`: it is always the last windowMs. */
	constructor(documented: RateLimit | null, window: 'fixed' | 'sliding' = 'fixed') {
		this.documented = documented;
		this.#window = window;
	}

	/** Sets the limit and forgets the requests counted so far. */
	reset(limit: RateLimit | null): void {
		this.limit = limit;
		this.#times = [];
	}

	/** Counts one request; refused requests do not count. @returns null if there is no limit */
	count(now: number = Date.now()): RateLimitStatus | null {
		if (!this.limit) return null;
		const { requests, windowMs } = this.limit;
		const since = now - windowMs;
		if (this.#window === 'sliding') this.#times = this.#times.filter((time) => time > since);
		else if ((this.#times[0] ?? now) <= since) this.#times = [];
		const allowed = this.#times.length < requests;
		if (allowed) this.#times.push(now);
		const resetAt = (this.#times[0] ?? now) + windowMs;
		return {
			allowed,
			limit: requests,
			remaining: Math.max(0, requests - this.#times.length),
			resetAt,
			retryAfterSeconds: Math.max(1, Math.ceil((resetAt - now) / 1000)),
		};
	}
}
