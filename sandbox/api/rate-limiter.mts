/** At most so many requests in a window. */
export interface Limit {
	requests: number;
	windowMs: number;
}

/** The rate limit of a service, and what the service tells of it. */
export interface RateLimit extends Limit {
	/** A second, shorter limit that answers do not describe. */
	burst?: Limit;
	/** Whether refused requests count, too (default false). */
	countsRefused?: boolean;
	/** Whether refusals say when to come back (default true). */
	retryAfter?: boolean;
	/** Whether answers say what remains, if those of the service do at all (default true). */
	remaining?: boolean;
}

/** The state of a rate limit after a request. */
export interface RateLimitStatus {
	allowed: boolean;
	limit: number;
	remaining: number;
	/** When the window ends, in milliseconds since 1970. */
	resetAt: number;
	/** Whole seconds until the next request is allowed, at least 1; undefined if the service does not say. */
	retryAfterSeconds: number | undefined;
	/** Whether answers say what remains. */
	isTold: boolean;
}

/** The requests within one limit. */
class Window {
	readonly limit: Limit;
	readonly #kind: 'fixed' | 'sliding';
	#times: number[] = [];

	constructor(limit: Limit, kind: 'fixed' | 'sliding') {
		this.limit = limit;
		this.#kind = kind;
	}

	/** Forgets what is over. */
	advance(now: number): void {
		const since = now - this.limit.windowMs;
		if (this.#kind === 'sliding') this.#times = this.#times.filter((time) => time > since);
		else if ((this.#times[0] ?? now) <= since) this.#times = [];
	}

	add(now: number): void {
		this.#times.push(now);
	}

	get remaining(): number {
		return Math.max(0, this.limit.requests - this.#times.length);
	}

	/** When it ends, or when its oldest request is over; in milliseconds since 1970. */
	resetAt(now: number): number {
		return (this.#times[0] ?? now) + this.limit.windowMs;
	}
}

/** Counts the requests to a service and tells which ones exceed its rate limit. */
export class RateLimiter {
	/** The limit that the service documents, or null if it documents none. */
	readonly documented: RateLimit | null;
	readonly #kind: 'fixed' | 'sliding';
	#limit: RateLimit | null = null;
	#window: Window | undefined;
	#burst: Window | undefined;

	/** @param kind `fixed`: a window starts with its first request. `sliding`: it is always the last windowMs. */
	constructor(documented: RateLimit | null, kind: 'fixed' | 'sliding' = 'fixed') {
		this.documented = documented;
		this.#kind = kind;
	}

	/** Sets the limit and forgets the requests counted so far. */
	reset(limit: RateLimit | null): void {
		this.#limit = limit;
		this.#window = limit ? new Window(limit, this.#kind) : undefined;
		this.#burst = limit?.burst ? new Window(limit.burst, this.#kind) : undefined;
	}

	/** Counts one request. @returns null if there is no limit */
	count(now: number = Date.now()): RateLimitStatus | null {
		if (!this.#limit || !this.#window) return null;
		const windows = [this.#window, ...(this.#burst ? [this.#burst] : [])];
		for (const window of windows) window.advance(now);
		const full = windows.filter(({ remaining }) => remaining === 0);
		const allowed = full.length === 0;
		if (allowed || this.#limit.countsRefused === true) {
			for (const window of windows) window.add(now);
		}
		const freeAt = Math.max(...(allowed ? windows : full).map((window) => window.resetAt(now)));
		const seconds = Math.max(1, Math.ceil((freeAt - now) / 1000));
		return {
			allowed,
			limit: this.#limit.requests,
			remaining: this.#window.remaining,
			resetAt: this.#window.resetAt(now),
			retryAfterSeconds: this.#limit.retryAfter === false ? undefined : seconds,
			isTold: this.#limit.remaining !== false,
		};
	}
}
