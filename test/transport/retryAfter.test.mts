import { createRequire } from 'node:module';
import type * as retryAfterModule from '../../dist/modules/nodes/Campaign/transport/retryAfter.js';

const { retryAfterMs, statedWaitMs }: typeof retryAfterModule = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/transport/retryAfter',
);

const now = Date.UTC(2026, 10, 24, 12, 0, 0);

it.each([
	['seconds', '120', 120_000],
	['no wait', '0', 0],
	['many digits', '00007', 7_000],
	['an IMF-fixdate', 'Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
	['the same in RFC 850 form', 'Tuesday, 24-Nov-26 12:00:30 GMT', 30_000],
	['the same as asctime writes it', 'Tue Nov 24 12:00:30 2026', 30_000],
	['a day of one digit in asctime', 'Tue Dec  1 12:00:00 2026', 7 * 86_400_000],
	['a date that has passed', 'Sun, 06 Nov 1994 08:49:37 GMT', 0],
	['a two-digit year that is in the past', 'Sunday, 06-Nov-94 08:49:37 GMT', 0],
	['a leap second', 'Tue, 24 Nov 2026 12:00:60 GMT', 60_000],
	['repeated seconds in one line', '5, 30', 30_000],
	['repeated headers', ['5', '30', '10'], 30_000],
	[
		'repeated dates in one line',
		'Tue, 24 Nov 2026 12:00:10 GMT, Tue, 24 Nov 2026 12:00:20 GMT',
		20_000,
	],
	['a repeated header of which one value is invalid', ['soon', '10'], 10_000],
])('reads %s', (_, value, expected) => {
	expect(retryAfterMs(value, now)).toBe(expected);
});

it.each([
	['a fraction', '1.5'],
	['a negative number', '-10'],
	['an exponent', '1e3'],
	['hexadecimal', '0x10'],
	['an ISO time', '2026-11-24T12:00:30Z'],
	['a date without a time zone', 'Tue, 24 Nov 2026 12:00:30'],
	['a date in another time zone', 'Tue, 24 Nov 2026 12:00:30 +0100'],
	['a day that does not exist', 'Tue, 31 Nov 2026 12:00:30 GMT'],
	['a month that does not exist', 'Tue, 24 Nob 2026 12:00:30 GMT'],
	['an hour that does not exist', 'Tue, 24 Nov 2026 24:00:30 GMT'],
	['a minute that does not exist', 'Tue, 24 Nov 2026 12:60:30 GMT'],
	['a second that does not exist', 'Tue, 24 Nov 2026 12:00:61 GMT'],
	['a list without texts', [30, null]],
	['words', 'in a moment'],
	['nothing', ''],
	['another type', 30],
	['a missing header', undefined],
])('ignores %s', (_, value) => {
	expect(retryAfterMs(value, now)).toBeUndefined();
});

describe('the wait that an answer states', () => {
	const inAMinute = { 'x-ratelimit-reset': String(now / 1000 + 60) };
	const used = { 'x-ratelimit-remaining': '0' };

	it.each([
		['Retry-After', { 'retry-after': '5' }, {}, 5_000],
		['Smartlead’s body', {}, { error: { retry_after: 7 } }, 7_000],
		['Retry-After before the body', { 'retry-after': '5' }, { error: { retry_after: 7 } }, 5_000],
		[
			'the body where Retry-After is no wait',
			{ 'retry-after': 'x' },
			{ error: { retry_after: 7 } },
			7_000,
		],
		['the reset of a used-up limit', { ...inAMinute, ...used }, {}, 60_000],
		[
			'nothing of a limit that is not used up',
			{ ...inAMinute, 'x-ratelimit-remaining': '1' },
			{},
			undefined,
		],
		['nothing of a limit that does not say what remains', inAMinute, {}, undefined],
		[
			'nothing of a reset in seconds from now',
			{ ...used, 'x-ratelimit-reset': '60' },
			{},
			undefined,
		],
		[
			'nothing of a reset that is no number',
			{ ...used, 'x-ratelimit-reset': 'soon' },
			{},
			undefined,
		],
		['nothing of an error that is a text', {}, { error: 'retry_after' }, undefined],
		['nothing of a wait that is a text', {}, { error: { retry_after: '7' } }, undefined],
	])('is %s', (_, headers, body, expected) => {
		expect(statedWaitMs(headers, body, now)).toBe(expected);
	});
});
