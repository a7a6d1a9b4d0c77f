export interface Limit {
	requests: number;
	windowMs: number;
}

export interface Reading {
	allowed: boolean;
	limit: number;
	remaining: number;
	/** When the window ends, milliseconds since 1970. */
	resetAt: number;
	/** Whole seconds until the next request is allowed, at least 1. */
	waitSeconds: number;
}

/** Counts a service's requests. `fixed`: a window starts with its first request; `sliding`: the last windowMs. */
export class Meter {
	/** The limit in force, null for none. */
	limit: Limit | null = null;
	/** What the service documents. */
	readonly documented: Limit | null;
	readonly #kind: 'fixed' | 'sliding';
	#times: number[] = [];

	constructor(documented: Limit | null, kind: 'fixed' | 'sliding' = 'fixed') {
		this.documented = documented;
		this.#kind = kind;
	}

	reset(limit: Limit | null): void {
		this.limit = limit;
		this.#times = [];
	}

	/** Counts one request. @returns null where there is no limit */
	take(now: number = Date.now()): Reading | null {
		if (!this.limit) return null;
		const { requests, windowMs } = this.limit;
		const since = now - windowMs;
		if (this.#kind === 'sliding') this.#times = this.#times.filter((time) => time > since);
		else if ((this.#times[0] ?? now) <= since) this.#times = [];
		const allowed = this.#times.length < requests;
		if (allowed) this.#times.push(now);
		const resetAt = (this.#times[0] ?? now) + windowMs;
		return {
			allowed,
			limit: requests,
			remaining: Math.max(0, requests - this.#times.length),
			resetAt,
			waitSeconds: Math.max(1, Math.ceil((resetAt - now) / 1000)),
		};
	}
}
