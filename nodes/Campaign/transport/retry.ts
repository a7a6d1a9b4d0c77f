import type { Failure } from './classify';

/** Default number of attempts at one request, the first one included. */
export const defaultMaxAttempts = 8;

/** No service is asked again sooner than this, in ms, whatever it says. */
const shortestWaitMs = 250;

const firstBackoffMs = 500;
const longestBackoffMs = 15_000;

/** How long a request may be retried. */
export interface RetryPolicy {
	/** The time that failed attempts and waits for a busy service may take together, in ms. */
	readonly maxWaitMs: number;
	/** Attempts, the first one included. Attempts that were refused for the rate limit do not count. */
	readonly maxAttempts?: number;
}

/** What one request has cost so far, including the attempt that just failed. */
export interface Spent {
	/** How often it was sent. */
	readonly sent: number;
	/** How often it was sent without being refused for the rate limit. */
	readonly attempts: number;
	/** Time lost to failed attempts and to waiting, in ms. */
	readonly lostMs: number;
}

/** Whether to send a request again, and after how many ms; or why not. */
export type RetryDecision =
	| { readonly retry: true; readonly waitMs: number }
	| {
			readonly retry: false;
			readonly reason: 'permanent' | 'mayHaveTakenEffect' | 'noAttemptsLeft' | 'noTimeLeft';
	  };

/**
 * Decides whether a failed request is sent again.
 *
 * @param isIdempotent whether sending it twice has the effect of sending it once
 * @param random a number from 0 to 1, for the jitter
 */
export function shouldRetry(
	failure: Failure,
	isIdempotent: boolean,
	spent: Spent,
	policy: RetryPolicy,
	random: number,
): RetryDecision {
	// A rejected key or bad input fails again.
	if (!failure.transient) return { retry: false, reason: 'permanent' };
	// A creation whose effect is unknown is never sent again: the second one would be a second campaign.
	if (failure.effect === 'unknown' && !isIdempotent) {
		return { retry: false, reason: 'mayHaveTakenEffect' };
	}
	const { maxAttempts = defaultMaxAttempts, maxWaitMs } = policy;
	if (spent.attempts >= maxAttempts) return { retry: false, reason: 'noAttemptsLeft' };
	// The service knows best when to come back; without its word, back off exponentially.
	const waitMs = Math.max(shortestWaitMs, failure.waitMs ?? backoffMs(spent.sent, random));
	if (spent.lostMs + waitMs > maxWaitMs) return { retry: false, reason: 'noTimeLeft' };
	return { retry: true, waitMs };
}

/** Doubles with every attempt, with jitter so that several workers do not return at once. */
function backoffMs(sent: number, random: number): number {
	const full = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (sent - 1));
	return Math.round(full * (0.5 + random / 2));
}
