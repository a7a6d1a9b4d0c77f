import { isObject } from '../campaign';

/** Attempts at one request where the user sets no other number, the first one included. Waiting for a service's rate counts as none. */
export const usualAttempts = 8;

/** No service is asked again sooner than this, whatever it says. */
export const shortestWaitMs = 250;

const firstBackoffMs = 500;
const longestBackoffMs = 15_000;

/**
 * How long to wait before the next attempt where the service stated nothing: doubled each time, with
 * jitter so that several workers don't return at once.
 *
 * @param attempts attempts so far, from 1
 * @param random a number from 0 to 1
 * @returns ms
 */
export function backoffMs(attempts: number, random: number): number {
	const full = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempts - 1));
	return Math.round(full * (0.5 + random / 2));
}

/**
 * The wait that a service asks for: `Retry-After` in seconds or as a date, `retry_after` in the body
 * (Smartlead), else the reset time of an exhausted `X-RateLimit-*`.
 *
 * @param headers names in lower case
 * @param now ms since 1970 by the clock of the service, against which its dates are read
 * @returns ms, or undefined where the service states none
 */
export function statedWaitMs(
	headers: Readonly<Record<string, unknown>>,
	body: unknown,
	now: number,
): number | undefined {
	const after = headers['retry-after'];
	if (typeof after === 'string' && after.trim() !== '') {
		const seconds = Number(after);
		if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
		const date = Date.parse(after);
		if (!Number.isNaN(date)) return Math.max(0, date - now);
	}
	const error = isObject(body) && isObject(body.error) ? body.error : {};
	if (typeof error.retry_after === 'number') return Math.max(0, error.retry_after * 1000);
	const reset = Number(headers['x-ratelimit-reset']);
	if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset) && reset > 1_000_000_000) {
		return Math.max(0, reset * 1000 - now);
	}
	return undefined;
}
