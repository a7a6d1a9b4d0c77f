import { createRequire } from 'node:module';
import type * as classifyModule from '../../dist/modules/nodes/Campaign/transport/classify.js';
import type * as retryModule from '../../dist/modules/nodes/Campaign/transport/retry.js';

const { shouldRetry }: typeof retryModule = createRequire(import.meta.url)(
	'../../dist/modules/nodes/Campaign/transport/retry',
);

const failure: classifyModule.Failure = {
	...{ ok: false, kind: 'unavailable', effect: 'none', transient: true },
	...{ explanation: { message: '' }, isProviderError: false },
};
const spent = { sent: 1, attempts: 1, lostMs: 0 };
const policy = { maxWaitMs: 1_000 };

it.each([
	['what passes by itself', failure, true, spent, { retry: true, waitMs: 500 }],
	['a write that had no effect', failure, false, spent, { retry: true, waitMs: 500 }],
	[
		'what may be sent twice and may have had its effect',
		{ ...failure, effect: 'unknown' as const },
		true,
		spent,
		{ retry: true, waitMs: 500 },
	],
	[
		'as late as there is time',
		{ ...failure, waitMs: 600 },
		true,
		{ ...spent, lostMs: 400 },
		{ retry: true, waitMs: 600 },
	],
	[
		'no sooner than after a quarter of a second',
		{ ...failure, waitMs: 0 },
		true,
		spent,
		{ retry: true, waitMs: 250 },
	],
])('sends again %s', (_, failed, isIdempotent, cost, expected) => {
	expect(shouldRetry(failed, isIdempotent, cost, policy, 1)).toEqual(expected);
});

it.each([
	['what fails again', { ...failure, transient: false }, true, spent, 'permanent'],
	[
		'a creation that may have had its effect',
		{ ...failure, effect: 'unknown' as const },
		false,
		spent,
		'mayHaveTakenEffect',
	],
	['after eight attempts', failure, true, { ...spent, attempts: 8 }, 'noAttemptsLeft'],
	['when it would take too long', { ...failure, waitMs: 1_001 }, true, spent, 'noTimeLeft'],
])('does not send again %s', (_, failed, isIdempotent, cost, reason) => {
	expect(shouldRetry(failed, isIdempotent, cost, policy, 1)).toEqual({ retry: false, reason });
});
