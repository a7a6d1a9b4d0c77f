import { createRequire } from 'node:module';
import type * as retryAfterModule from '../../dist/modules/nodes/Campaign/transport/retryAfter.js';

const { retryAfterMs }: typeof retryAfterModule = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/transport/retryAfter',
);

/*
 * The dates by which undici, the HTTP client of Node.js, tests its parser (github.com/nodejs/undici, MIT:
 * test/utils/date.js, and test/utils/date-npm-http-dates.js, which come from the package http-dates). Its million random
 * dates are left out. Where this node decides otherwise, the test says so and why.
 */

const at = (time: string) => Date.parse(time);

/** Expects that a date is read as `time`, by a clock that is a minute behind it. */
function expectDate(value: string, time: number): void {
	expect([value, retryAfterMs(value, time - 60_000)]).toEqual([value, 60_000]);
}

function expectInvalid(values: readonly string[]): void {
	const now = at('1994-11-06T08:48:37Z');
	expect(values.filter((value) => retryAfterMs(value, now) !== undefined)).toEqual([]);
}

const twoDigits = (value: number) => String(value).padStart(2, '0');

it.each([
	['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37Z'],
	['Fri, 18 Aug 1950 02:01:18 GMT', '1950-08-18T02:01:18Z'],
	['Wed, 31 Aug 2022 15:01:59 GMT', '2022-08-31T15:01:59Z'],
	['Wed, 11 Dec 2024 23:20:57 GMT', '2024-12-11T23:20:57Z'],
	['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
	['Monday, 07-Nov-94 08:49:37 GMT', '1994-11-07T08:49:37Z'],
	['Tuesday, 08-Nov-94 08:49:37 GMT', '1994-11-08T08:49:37Z'],
	['Wednesday, 09-Nov-94 08:49:37 GMT', '1994-11-09T08:49:37Z'],
	['Thursday, 10-Nov-94 08:49:37 GMT', '1994-11-10T08:49:37Z'],
	['Friday, 11-Nov-94 08:49:37 GMT', '1994-11-11T08:49:37Z'],
	['Saturday, 12-Nov-94 08:49:37 GMT', '1994-11-12T08:49:37Z'],
	['Thursday, 18-Aug-50 02:01:18 GMT', '2050-08-18T02:01:18Z'],
	['Wednesday, 31-Aug-22 15:01:59 GMT', '2022-08-31T15:01:59Z'],
	['Wednesday, 11-Dec-24 23:20:57 GMT', '2024-12-11T23:20:57Z'],
	['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'],
	['Sun Nov 06 08:49:37 1994', '1994-11-06T08:49:37Z'],
	['Fri Aug 18 02:01:18 1950', '1950-08-18T02:01:18Z'],
	['Wed Aug 31 15:01:59 2022', '2022-08-31T15:01:59Z'],
	['Wed Dec 11 23:20:57 2024', '2024-12-11T23:20:57Z'],
])('reads %s', (value, time) => {
	expectDate(value, at(time));
});

it('reads every month, hour, minute and second of asctime', () => {
	const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
	for (const [index, month] of months.entries()) {
		const day = 'Mon Thu Fri Mon Wed Sat Mon Thu Sun Tue Fri Sun'.split(' ')[index];
		expectDate(`${day} ${month}  1 23:20:57 2024`, Date.UTC(2024, index, 1, 23, 20, 57));
	}
	for (let hour = 0; hour < 24; hour++) {
		expectDate(`Mon Jan  1 ${twoDigits(hour)}:20:57 2024`, Date.UTC(2024, 0, 1, hour, 20, 57));
	}
	for (let minute = 0; minute < 60; minute++) {
		expectDate(`Mon Jan  1 01:${twoDigits(minute)}:57 2024`, Date.UTC(2024, 0, 1, 1, minute, 57));
	}
	for (let second = 0; second < 60; second++) {
		expectDate(`Mon Jan  1 02:00:${twoDigits(second)} 2024`, Date.UTC(2024, 0, 1, 2, 0, second));
	}
});

it('ignores what is nearly an IMF-fixdate', () => {
	expectInvalid([
		'Wed,\t11 Dec 2024 23:20:57 GMT',
		'Wed, 11\tDec 2024 23:20:57 GMT',
		'Wed, 11 Dec\t2024 23:20:57 GMT',
		'Wed, 11 Dec 2024\t23:20:57 GMT',
		'Wed, 11 Dec 2024 23:20:57\tGMT',
		'Wed, 11 Dec 2024 23.20:57 GMT',
		'Wed, 11 Dec 2024 23:20.57 GMT',
		'Wed, 11 Dec 2024 23:20:57 UTC',
		'Wed, aa Dec 2024 23:20:57 GMT',
		'aaa, 06 Dec 2024 23:20:57 GMT',
		'Wed, 01 aaa 2024 23:20:57 GMT',
		'Wed, 6 Dec 2024 23:20:07 GMT',
		'Wed, 06 Dec 2024 3:20:07 GMT',
		'Wed, 06 Dec 2024 23:1:07 GMT',
		'Wed, 06 Dec 2024 23:01:7 GMT',
		'Wed, a6 Dec 2024 23:01:07 GMT',
		'Wed, 06 Dec aaaa 23:01:07 GMT',
		'Wed, 06 Dec 2024 aa:01:07 GMT',
		'Wed, 06 Dec 2024 23:aa:07 GMT',
		'Wed, 06 Dec 2024 23:01:a7 GMT',
		'Wed, 06 Dec 2024 23:01:+7 GMT',
		'Wed, 06 Dec 2024 23:01:aa GMT',
		'Sun,  06 Nov 1994 08:49:37 GMT',
		'Sun, 06  Nov 1994 08:49:37 GMT',
		'Sun, 06 Nov  1994 08:49:37 GMT',
		'Sun, 06 Nov 1994  08:49:37 GMT',
		'Sun, 06 Nov 1994 08 : 49 : 37 GMT',
		'Sun, 06 Nov 1994 08:49:37  GMT',
		'Sun, 06 Nov 1994 08:49:37.000 GMT',
		'Sun, 06. Nov 1994 08:49:37 GMT',
		'Sun, 06 Nov 94 08:49:37 GMT',
		'Sun, 06 Nov 1994 08:49:37',
		'Sun, 06 Nov 1994 08:49:37 UTC',
		'Mon, 07 Nov 1994 00:00:00 GMT-1',
	]);
});

it('ignores what is nearly an RFC 850 date', () => {
	expectInvalid([
		'Wednesday, 11-Dec-24 23:20:57 UTC',
		'Wednesday  11-Dec-24 23:20:57 GMT',
		'Wednesday, 11-Dec-bc 23:20:57 GMT',
		'Wednesday, aa Dec 2024 23:20:57 GMT',
		'Thursday, +7-Aug-50 02:01:18 GMT',
		'Funday, 06-Nov-94 08:49:37 GMT',
		'Wednesday, 01-aaa-24 23:20:57 GMT',
		'Wednesday, 6-Dec-24 23:20:07 GMT',
		'Wednesday, 06-Dec-24 3:20:07 GMT',
		'Wednesday, 06-Dec-24 23:1:07 GMT',
		'Wednesday, 06-Dec-24 23:01:7 GMT',
		'Wednesday, 06 Dec-aa 23:01:07 GMT',
		'Wednesday, 06-Dec-24 aa:01:07 GMT',
		'Wednesday, 06-Dec-24 23:aa:07 GMT',
		'Wednesday, 06-Dec-24 23:01:+7 GMT',
		'Wednesday, 06-Dec-24 23:01:aa GMT',
		'Sunday , 06-Nov-94 08:49:37 GMT',
		'Sunday,  06-Nov-94 08:49:37 GMT',
		'Sunday, 06 - Nov - 94 08:49:37 GMT',
		'Sunday, 06-Nov-94  08:49:37 GMT',
		'Sunday, 06-Nov-94 08 : 49 : 37 GMT',
		'Sunday, 06-Nov-94 08:49:37.000 GMT',
		'Sunday, 06-Nov-94 08:49:37',
		'Sunday, 06-Nov-94 08:49:37 UTC',
		'Monday, 07-Nov-94 00:00:00 GMT-2',
	]);
});

it('ignores what is nearly a date of asctime, and what is no HTTP date at all', () => {
	expectInvalid([
		'Mon Jan  1 24:20:57 2024',
		'Mon Jan  1 01:60:57 2024',
		'Wed Dec aa 23:20:57 2024',
		'aaa Dec 06 23:20:57 2024',
		'Wed aaa 01 23:20:57 2024',
		'Wed Dec 11 +3:20:57 2024',
		'Wed Dec 11 23:+0:57 2024',
		'Wed Dec 11 23:20:+7 2024',
		'Wed Dec 11 23:20:07 t024',
		'Wed Dec 6 23:20:07 2024',
		'Wed Dec 06 3:20:07 2024',
		'Wed Dec 06 23:1:07 2024',
		'Wed Dec 06 23:01:7 2024',
		'Wed 06 Dec 23:01:07 aaaa',
		'Wed Dec 06 aa:01:07 2024',
		'Wed Dec 06 23:aa:07 2024',
		'Wed Dec 06 23:01:aa 2024',
		'Sun Nov 6 08:49:37 1994',
		'Sun, Nov  6 08:49:37 1994',
		'Sun  Nov  6 08:49:37 1994',
		'Sun Nov   6 08:49:37 1994',
		'Sun Nov  6  08:49:37 1994',
		'Sun Nov  6 08 : 49 : 37 1994',
		'Sun Nov  6 08:49:37  94',
		'Sun Nov  6 08:49:37 1994 GMT',
		'Sun Nov  6 08:49:37 1994 UTC',
		'Mon Nov  7 00:00:00 1994 GMT-2',
		'',
		'nonsense',
		'2022-03-10T15:39:01.000Z',
		'06/11/2073, 09:49:37',
	]);
	for (const value of [123, true, { date: '6th nov 94' }, new Date(0)]) {
		expect(retryAfterMs(value, 0)).toBeUndefined();
	}
});

it.each([
	['1882-01-01T00:00:00.000Z', 'Tuesday', 1894],
	['1932-01-01T00:00:00.000Z', 'Tuesday', 1894],
	['1982-01-01T00:00:00.000Z', 'Sunday', 1994],
	['1992-01-01T00:00:00.000Z', 'Sunday', 1994],
	['2002-01-01T00:00:00.000Z', 'Sunday', 1994],
	['2022-01-01T00:00:00.000Z', 'Sunday', 1994],
	['2042-01-01T00:00:00.000Z', 'Sunday', 1994],
	['2043-01-01T00:00:00.000Z', 'Sunday', 1994],
	['2044-01-01T00:00:00.000Z', 'Sunday', 1994],
	['2044-11-06T08:49:36.999Z', 'Sunday', 1994],
	['2044-11-06T08:49:37.000Z', 'Saturday', 2094],
	['2045-01-01T00:00:00.000Z', 'Saturday', 2094],
	['2052-01-01T00:00:00.000Z', 'Saturday', 2094],
	['2072-01-01T00:00:00.000Z', 'Saturday', 2094],
	['2092-01-01T00:00:00.000Z', 'Saturday', 2094],
	['2132-01-01T00:00:00.000Z', 'Saturday', 2094],
	['2182-01-01T00:00:00.000Z', 'Thursday', 2194],
])('reads on %s that a %s in 94 is in %i', (now, weekday, year) => {
	const date = Date.UTC(year, 10, 6, 8, 49, 37);
	expect(retryAfterMs(`${weekday}, 06-Nov-94 08:49:37 GMT`, at(now))).toBe(
		Math.max(0, date - at(now)),
	);
});

it('reads the first days of a new century at the end of the old one', () => {
	const now = at('2099-12-31T23:59:00Z');
	expect(retryAfterMs('Friday, 01-Jan-00 00:00:00 GMT', now)).toBe(60_000);
});

/** By which urllib3 tests its parser (github.com/urllib3/urllib3, MIT: test/test_retry.py). */
describe('the seconds of urllib3', () => {
	it.each([
		['0', 0],
		['1000', 1_000_000],
		['\t42 ', 42_000],
	])('%j are read', (value, ms) => {
		expect(retryAfterMs(value, 0)).toBe(ms);
	});

	it.each(['-1', '+1', '1.0', '\u00b2'])('%j is ignored', (value) => {
		expect(retryAfterMs(value, 0)).toBeUndefined();
	});
});

describe('where it decides otherwise than undici', () => {
	const sunday = at('1994-11-06T08:49:37Z');

	it.each([
		' Sun, 06 Nov 1994 08:49:37 GMT',
		'Sun, 06 Nov 1994 08:49:37 GMT ',
		' Sunday, 06-Nov-94 08:49:37 GMT',
		'Sunday, 06-Nov-94 08:49:37 GMT ',
		' Sun Nov  6 08:49:37 1994',
		'Sun Nov  6 08:49:37 1994 ',
	])('reads "%s": spaces around a header are no part of its value', (value) => {
		expectDate(value, sunday);
	});

	it.each(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'])(
		'reads a date whose weekday is wrongly %s: the wait is what matters, and it is safe to wait',
		(weekday) => {
			const long = { Tue: 'Tuesday', Wed: 'Wednesday', Thu: 'Thursday', Sat: 'Saturday' };
			const name = long[weekday as keyof typeof long] ?? `${weekday}day`;
			expectDate(`${weekday}, 06 Nov 1994 08:49:37 GMT`, sunday);
			expectDate(`${name}, 06-Nov-94 08:49:37 GMT`, sunday);
			expectDate(`${weekday} Nov  6 08:49:37 1994`, sunday);
		},
	);

	it('reads a leap second, which RFC 9110 allows', () => {
		expectDate('Mon Jan  1 02:00:60 2024', at('2024-01-01T02:01:00Z'));
	});

	it('reads digits as seconds: here they are no date, but Retry-After has both', () => {
		expect(retryAfterMs('1646923144', 0)).toBe(1_646_923_144_000);
	});
});
