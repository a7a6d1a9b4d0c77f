import type { NodeApiError } from 'n8n-workflow';
import type { Campaign, RawCampaign } from '../campaign';
import { createApiError } from '../errors';
import type { Provider } from '../providers/contract/provider';
import type { ProviderRequest } from '../providers/contract/request';
import { normalize } from '../providers/normalize';
import type { RequestHistory } from './apiError';
import { apiError } from './apiError';
import type { Classification, Failure } from './classify';
import { classifyResponse } from './classify';
import type { ResolvedCredential } from './credential';
import { accountId } from './credential';
import { readQuota } from './quota';
import type { NoSlot, Slot } from './rateLimiter';
import { rateLimiterFor, ratesOf } from './rateLimiter';
import type { RetryPolicy } from './retry';
import { shouldRetry } from './retry';
import { Run } from './run';
import type { Context, SendResult } from './send';
import { defaultTimeoutMs, isCancelled, neverLeft, pause, sendOnce } from './send';

/** What a request came to after all its attempts. */
export type Outcome = Answered | Failed;

/** The request succeeded. */
export interface Answered {
	readonly ok: true;
	readonly body: unknown;
	/** The body as it arrived, with the key removed. */
	readonly text: string;
	/** The request that was answered: the one that was sent, or its fallback. */
	readonly answered: ProviderRequest;
}

/** The request failed; the last attempt says why. */
export interface Failed extends Failure {
	readonly error: NodeApiError;
	/** Whether any of the attempts may have had its effect. */
	readonly mayHaveTakenEffect: boolean;
}

/** How a client sends: which retries it may make, and how long it may wait. */
export interface SendPolicy extends RetryPolicy {
	/** The longest wait, in ms, for a slot that keeps below the service's rate limit, once earlier requests have theirs. */
	readonly maxQueueMs: number;
	/** How long one answer may take, in ms. The default is the request's own time, or 30 s. */
	readonly timeoutMs?: number;
	/** The account's rate, where the plan has another than the documented one. */
	readonly requestsPerMinute?: number;
	/** How much longer all requests together may take, in ms; asked before each attempt. The default is no limit. */
	readonly remainingMs?: () => number;
}

/** A service that answers at all does so in this time, in ms: less is never given, however little time is left. */
const minTimeoutMs = 5_000;

/** How much longer than the service asked a refused request waits, at most: a part of the wait, and in ms. */
const jitterPart = 0.1;
const longestJitterMs = 1_000;

/** Is told what sending a request once came to. */
export type Observe = (result: SendResult, tookMs: number) => void;

/** One account, called for one item: the only way to the network. */
export interface ApiClient {
	readonly account: ResolvedCredential;
	readonly provider: Provider;
	/**
	 * Sends a request, with retries, and says what it came to.
	 *
	 * @param observe is told what each attempt came to, and how long it took
	 */
	attempt(request: ProviderRequest, observe?: Observe): Promise<Outcome>;
	/**
	 * Sends a request that must succeed.
	 *
	 * @throws NodeApiError with message, description, HTTP code, item and failure cause
	 */
	send(request: ProviderRequest): Promise<Answered>;
	/** The neutral campaign of an object of this account. */
	normalize(raw: RawCampaign): Campaign;
	/** An error about this account and item that belongs to no single request. */
	error(message: string, description: string, httpCode?: string): NodeApiError;
	/**
	 * Waits, unless the execution is cancelled.
	 *
	 * @returns false when it was cancelled
	 */
	pause(ms: number): Promise<boolean>;
	/** Converts a time of this machine to the service's clock, as its answers showed it; both in ms since 1970. */
	toServiceTime(time: number): number;
}

/**
 * Creates the client for one item.
 *
 * @param context n8n's functions of the execution, the poll or the editor's request
 * @param item the item's index for messages, and the run that it shares with other items
 */
export function createClient(
	context: Context,
	account: ResolvedCredential,
	policy: SendPolicy,
	{ itemIndex, run = new Run() }: { itemIndex?: number; run?: Run } = {},
): ApiClient {
	const { provider } = account;
	const { requestsPerMinute, maxQueueMs, maxWaitMs } = policy;
	const rates =
		requestsPerMinute === undefined ? (provider.service.rates ?? []) : ratesOf(requestsPerMinute);
	const node = context.getNode();
	const limiter = rateLimiterFor(accountId(account));
	const remainingMs = () =>
		Math.max(0, Math.ceil(policy.remainingMs?.() ?? Number.POSITIVE_INFINITY));
	let clockOffsetMs = 0;

	async function attempt(request: ProviderRequest, observe?: Observe): Promise<Outcome> {
		const isIdempotent = request.idempotent ?? request.method === 'GET';
		let spent = { sent: 0, attempts: 0, lostMs: 0 };
		let lastRetryCost = 0;
		let mayHaveTakenEffect = false;
		let previous: Failure | undefined;
		const failWith = (failure: Failure, isOutOfRetries = false) =>
			failed(request, failure, { mayHaveTakenEffect, isOutOfRetries });
		for (;;) {
			const pausedMs = limiter.pausedMs(performance.now());
			const slot = await reserveSlot(maxWaitMs - spent.lostMs);
			if ('reason' in slot) return failWith(noSlotFailure(slot));
			const { result, tookMs } = await sendInSlot(request, slot, observe);
			if (result.ok) {
				run.noteSuccess(lastRetryCost);
				return { ...result, answered: request };
			}
			const isSecondEmpty = previous?.kind === 'emptyAnswer' && result.kind === 'emptyAnswer';
			if (isSecondEmpty && request.emptyMeansNotFound === true) {
				return { ok: true, body: undefined, text: '', answered: request };
			}
			const isRateLimit = result.kind === 'rateLimit';
			spent = {
				sent: spent.sent + 1,
				attempts: spent.attempts + (isRateLimit ? 0 : 1),
				lostMs: spent.lostMs + pausedMs + (isRateLimit ? 0 : tookMs),
			};
			const longestMs = Math.min(maxWaitMs, spent.lostMs + remainingMs());
			const patience = { ...policy, maxWaitMs: longestMs };
			const decision = shouldRetry(result, isIdempotent, spent, patience, Math.random());
			if (!decision.retry) {
				if (isRateLimit) run.refuseUntil(limiter, performance.now() + (result.waitMs ?? 0));
				return (await tryFallback(request, result)) ?? failWith(result);
			}
			if (isRateLimit) {
				limiter.pauseUntil(performance.now() + withJitter(decision.waitMs));
			} else {
				lastRetryCost = run.takeRetry(result.kind === 'timeout');
				if (lastRetryCost === 0) return failWith(result, true);
				if (!(await pause(context, decision.waitMs))) return failWith(result);
				spent = { ...spent, lostMs: spent.lostMs + decision.waitMs };
			}
			mayHaveTakenEffect ||= result.effect === 'unknown';
			previous = result;
		}
	}

	function timeoutOf(request: ProviderRequest): number {
		const timeoutMs = policy.timeoutMs ?? request.timeoutMs ?? defaultTimeoutMs;
		return Math.min(timeoutMs, Math.max(minTimeoutMs, remainingMs()));
	}

	/** Waits for a slot, behind the earlier requests of the run. */
	async function reserveSlot(maxPause: number): Promise<Slot | NoSlot> {
		const now = performance.now();
		const maxPauseMs = Math.min(maxPause, remainingMs());
		const waitMs = Math.max(limiter.pausedMs(now), run.refusedMs(limiter, now));
		if (waitMs > maxPauseMs) return { reason: 'paused', waitMs };
		return await run.enqueue(limiter, async () => {
			const limits = { maxPauseMs, maxQueueMs: Math.min(maxQueueMs, remainingMs()) };
			const slot = limiter.reserve(performance.now(), rates, limits);
			if (!('reason' in slot)) await waitForSlot(context, slot);
			return slot;
		});
	}

	async function sendInSlot(
		request: ProviderRequest,
		slot: Slot,
		observe?: Observe,
	): Promise<{ result: Classification; tookMs: number }> {
		const sentAt = performance.now();
		const response = isCancelled(context)
			? ({ kind: 'noAnswer', reason: 'stopped', detail: '' } as const)
			: await sendOnce(context, account, request, timeoutOf(request));
		if (response.kind === 'answer') {
			clockOffsetMs = clockOffsetOf(response.headers) ?? clockOffsetMs;
		}
		const now = performance.now();
		const serviceTime = Date.now() + clockOffsetMs;
		const result = classifyResponse(provider, request, response, serviceTime);
		if (neverLeft(response)) {
			slot.release();
		} else if (response.kind === 'answer') {
			const isRefused = !result.ok && result.kind === 'rateLimit';
			slot.complete(now, { isRefused, quota: readQuota(response.headers, serviceTime, now) });
		} else {
			slot.complete(now);
		}
		const tookMs = now - sentAt;
		observe?.(response, tookMs);
		return { result, tookMs };
	}

	/** The outcome of the fallback, when the service has nothing at this path; undefined when the failure stands. */
	async function tryFallback(
		{ fallback }: ProviderRequest,
		failure: Failure,
	): Promise<Outcome | undefined> {
		const isMissing = failure.kind === 'notFound' || failure.kind === 'notOffered';
		if (!isMissing || fallback === undefined) return undefined;
		const other = await attempt(fallback);
		// The fallback has no such campaign, but the first path did not answer as the provider does: it may have it.
		const isUncertain =
			!other.ok &&
			other.kind === 'notFound' &&
			failure.kind === 'notOffered' &&
			!failure.isProviderError;
		return isUncertain ? undefined : other;
	}

	function failed(request: ProviderRequest, failure: Failure, history: RequestHistory): Failed {
		return {
			...failure,
			error: apiError(node, account, request, failure, history, itemIndex),
			mayHaveTakenEffect: history.mayHaveTakenEffect || failure.effect === 'unknown',
		};
	}

	return {
		account,
		provider,
		attempt,
		async send(request) {
			const outcome = await attempt(request);
			if (!outcome.ok) throw outcome.error;
			return outcome;
		},
		normalize: (raw) => normalize(provider, raw, account),
		error: (message, description, httpCode) =>
			createApiError(node, { message, description, httpCode, itemIndex }),
		pause: async (ms) => await pause(context, ms),
		toServiceTime: (time) => time + clockOffsetMs,
	};
}

/** Waits for a slot, until it is time or the execution is cancelled. */
async function waitForSlot(context: Context, slot: Slot): Promise<void> {
	let waitMs: number;
	do {
		waitMs = slot.waitMs(performance.now());
	} while ((await pause(context, waitMs)) && waitMs > 0);
}

/** Workers that the service refused together do not return together. */
function withJitter(waitMs: number): number {
	return waitMs + Math.random() * Math.min(longestJitterMs, waitMs * jitterPart);
}

/** The wait for a slot is longer than the policy allows; nothing is sent. */
function noSlotFailure({ reason, waitMs }: NoSlot): Failure {
	return {
		ok: false,
		kind: reason === 'paused' ? 'rateLimit' : 'ownPace',
		effect: 'none',
		transient: false,
		waitMs,
		explanation: { message: '' },
		isProviderError: false,
	};
}

/** An error for an answer that succeeded but has an unexpected shape. */
export function unexpectedShape(client: ApiClient, request: ProviderRequest): NodeApiError {
	return client.error(
		`${client.provider.displayName} sent an unexpected answer when asked to ${request.purpose}`,
		"The service may have changed, or the credential's 'Base URL' leads to something else.",
	);
}

function clockOffsetOf(headers: Readonly<Record<string, unknown>>): number | undefined {
	const time = typeof headers.date === 'string' ? Date.parse(headers.date) : Number.NaN;
	return Number.isNaN(time) ? undefined : time - Date.now();
}
