/** No service counts for longer than a day, in ms. A reset time beyond is none. */
const longestPeriodMs = 86_400_000;

/** What an answer says about one of the service's rate limits, whoever sent the requests. */
export interface Quota {
	/** How many requests the limit allows in its period. */
	readonly limit: number;
	/** How many of them are left. */
	readonly remaining: number;
	/** When the period ends, by the service's clock in whole seconds: it tells one period from the next. */
	readonly period: number;
	/** When the period ends, in ms of the monotonic clock. */
	readonly endsAt: number;
}

/**
 * The quota in the headers `X-RateLimit-Limit`, `-Remaining` and `-Reset` (seconds since 1970).
 *
 * @param headers names in lower case
 * @param serviceTime ms since 1970 by the service's clock
 * @param now the same moment in ms of the monotonic clock
 * @returns undefined unless all three are there and plausible
 */
export function readQuota(
	headers: Readonly<Record<string, unknown>>,
	serviceTime: number,
	now: number,
): Quota | undefined {
	const limit = wholeNumber(headers['x-ratelimit-limit']);
	const remaining = wholeNumber(headers['x-ratelimit-remaining']);
	const period = wholeNumber(headers['x-ratelimit-reset']);
	if (limit === undefined || remaining === undefined || period === undefined) return undefined;
	const leftMs = period * 1000 - serviceTime;
	const isPlausible = limit > 0 && leftMs > 0 && leftMs <= longestPeriodMs;
	return isPlausible ? { limit, remaining, period, endsAt: now + leftMs } : undefined;
}

function wholeNumber(value: unknown): number | undefined {
	return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
