import { isObject } from '../json';

/**
 * The wait that a service asks for: `Retry-After` in seconds or as a date, `retry_after` in the body (Smartlead),
 * or the reset time of an exhausted `X-RateLimit-*`.
 *
 * @param headers names in lower case
 * @param now ms since 1970 by the service's clock, against which its dates are read
 * @returns ms, or undefined when the service does not say
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
