import { isObject } from '../json';

/**
 * The wait that a service asks for: `Retry-After`, `retry_after` in the body (Smartlead), or the reset time of an
 * exhausted `X-RateLimit-*`.
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
	const retryAfter = retryAfterMs(headers['retry-after'], now);
	if (retryAfter !== undefined) return retryAfter;
	const error = isObject(body) && isObject(body.error) ? body.error : {};
	if (typeof error.retry_after === 'number') return Math.max(0, error.retry_after * 1000);
	const reset = Number(headers['x-ratelimit-reset']);
	if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset) && reset > 1_000_000_000) {
		return Math.max(0, reset * 1000 - now);
	}
	return undefined;
}

/**
 * The wait of a `Retry-After` header (RFC 9110, section 10.2.3): seconds as digits, or a date.
 *
 * @param value the header; when it is repeated, the longest wait counts
 * @param now ms since 1970 by the service's clock
 * @returns ms, or undefined when no value has a valid form
 */
export function retryAfterMs(value: unknown, now: number): number | undefined {
	const values: unknown[] = Array.isArray(value) ? value : [value];
	const waits = values
		.flatMap((one) => (typeof one === 'string' ? splitValues(one) : []))
		.map((one) => (/^\d+$/.test(one) ? Number(one) * 1000 : waitUntil(httpDate(one, now), now)))
		.filter((wait) => wait !== undefined);
	return waits.length === 0 ? undefined : Math.max(...waits);
}

/** Some proxies join repeated headers with commas. A date has a comma of its own, after the weekday. */
function splitValues(value: string): string[] {
	return value.split(/(?<!Mon|Tue|Wed|Thu|Fri|Sat|Sun|day),/).map((one) => one.trim());
}

function waitUntil(time: number | undefined, now: number): number | undefined {
	return time === undefined ? undefined : Math.max(0, time - now);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The three forms of RFC 9110, section 5.6.7. All of them are in UTC. */
const dateForms = [
	/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\d\d) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) GMT$/,
	/^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\d\d)-(?<month>[A-Z][a-z]{2})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d) GMT$/,
	/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/,
];

/** An HTTP date in ms since 1970, or undefined when it has none of the three forms. */
function httpDate(text: string, now: number): number | undefined {
	for (const form of dateForms) {
		const { day = '', month = '', year = '', time = '' } = form.exec(text)?.groups ?? {};
		const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
		const monthIndex = months.indexOf(month);
		if (monthIndex === -1) continue;
		const inYear = (fullYear: number) =>
			Date.UTC(fullYear, monthIndex, Number(day), hours, minutes, seconds);
		const date = year.length === 2 ? latestDate(Number(year), inYear, now) : inYear(Number(year));
		// A day or an hour that does not exist counts on into another day.
		const isReal = new Date(date).getUTCDate() === Number(day) && minutes < 60;
		// A leap second is allowed.
		return isReal && seconds <= 60 ? date : undefined;
	}
	return undefined;
}

/** Two digits stand for the latest such year that is no more than 50 years ahead (RFC 9110, section 5.6.7). */
function latestDate(twoDigits: number, inYear: (fullYear: number) => number, now: number): number {
	const latest = new Date(now);
	latest.setUTCFullYear(latest.getUTCFullYear() + 50);
	const year = latest.getUTCFullYear() - (latest.getUTCFullYear() % 100) + twoDigits;
	const date = inYear(year);
	return date > latest.getTime() ? inYear(year - 100) : date;
}
