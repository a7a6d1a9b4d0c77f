import type { NodeApiError } from 'n8n-workflow';
import type { Campaign, RawCampaign } from '../campaign';
import { createApiError } from '../errors';
import type { Provider } from '../providers/contract/provider';
import type { ProviderRequest } from '../providers/contract/request';
import { normalize } from '../providers/normalize';
import { apiError } from './apiError';
import type { Classification, Failure } from './classify';
import { classifyResponse } from './classify';
import type { ResolvedCredential } from './credential';
import { accountId } from './credential';
import type { Slot } from './rateLimiter';
import { rateLimiterFor, ratesOf } from './rateLimiter';
import type { RetryPolicy } from './retry';
import { shouldRetry } from './retry';
import type { Context } from './send';
import { pause, sendOnce } from './send';

/** What a request came to after all its attempts. */
export type Outcome = Answered | Failed;

/** The request succeeded. */
export interface Answered {
	readonly ok: true;
	readonly body: unknown;
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
	/** The longest wait, in ms, for a slot that keeps below the service's rate limit. */
	readonly maxQueueMs: number;
	/** How long one answer may take, in ms. The default is the request's own time, or 30 s. */
	readonly timeoutMs?: number;
	/** The account's rate, where the plan has another than the documented one. */
	readonly requestsPerMinute?: number;
}

/** One account, called for one item: the only way to the network. */
export interface ApiClient {
	readonly account: ResolvedCredential;
	readonly provider: Provider;
	/** Sends a request, with retries, and says what it came to. */
	attempt(request: ProviderRequest): Promise<Outcome>;
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
	/** Converts a time of this machine to the service's clock, as its answers showed it; both in ms since 1970. */
	toServiceTime(time: number): number;
}

/**
 * Creates the client for one item.
 *
 * @param context n8n's functions of the execution, the poll or the editor's request
 * @param itemIndex the item, for messages
 */
export function createClient(
	context: Context,
	account: ResolvedCredential,
	policy: SendPolicy,
	itemIndex?: number,
): ApiClient {
	const { provider } = account;
	const { requestsPerMinute, maxQueueMs } = policy;
	const rates =
		requestsPerMinute === undefined ? (provider.service.rates ?? []) : ratesOf(requestsPerMinute);
	const node = context.getNode();
	const limiter = rateLimiterFor(accountId(account));
	let clockOffsetMs = 0;

	async function attempt(request: ProviderRequest): Promise<Outcome> {
		const isIdempotent = request.idempotent ?? request.method === 'GET';
		let spent = { sent: 0, attempts: 0, lostMs: 0 };
		let mayHaveTakenEffect = false;
		let previous: Failure | undefined;
		for (;;) {
			const slot = limiter.reserve(performance.now(), rates, maxQueueMs);
			if (typeof slot === 'number') return failed(request, queueTooLong(slot), mayHaveTakenEffect);
			const { result, tookMs } = await sendInSlot(request, slot);
			if (result.ok) return { ...result, answered: request };
			const isSecondEmpty = previous?.kind === 'emptyAnswer' && result.kind === 'emptyAnswer';
			if (isSecondEmpty && request.emptyMeansNotFound === true) {
				return { ok: true, body: undefined, answered: request };
			}
			const isRateLimit = result.kind === 'rateLimit';
			spent = {
				sent: spent.sent + 1,
				attempts: spent.attempts + (isRateLimit ? 0 : 1),
				lostMs: spent.lostMs + (isRateLimit ? 0 : tookMs),
			};
			const decision = shouldRetry(result, isIdempotent, spent, policy, Math.random());
			if (!decision.retry) return await tryFallback(request, result, mayHaveTakenEffect);
			if (isRateLimit) limiter.pauseUntil(performance.now() + decision.waitMs);
			const isTime = await pause(context, decision.waitMs);
			if (!isTime) return await tryFallback(request, result, mayHaveTakenEffect);
			spent = { ...spent, lostMs: spent.lostMs + decision.waitMs };
			mayHaveTakenEffect ||= result.effect === 'unknown';
			previous = result;
		}
	}

	async function sendInSlot(
		request: ProviderRequest,
		slot: Slot,
	): Promise<{ result: Classification; tookMs: number }> {
		const isTime = await waitForSlot(context, slot);
		const sentAt = performance.now();
		const response = isTime
			? await sendOnce(context, account, request, policy.timeoutMs)
			: ({ kind: 'noAnswer', reason: 'stopped', detail: '' } as const);
		slot.ended(performance.now());
		if (response.kind === 'answer') {
			clockOffsetMs = clockOffsetOf(response.headers) ?? clockOffsetMs;
		}
		const result = classifyResponse(provider, request, response, Date.now() + clockOffsetMs);
		return { result, tookMs: performance.now() - sentAt };
	}

	/** Tries the fallback when the service has nothing at this path. */
	async function tryFallback(
		request: ProviderRequest,
		failure: Failure,
		mayHaveTakenEffect: boolean,
	): Promise<Outcome> {
		const isMissing = failure.kind === 'notFound' || failure.kind === 'notOffered';
		if (!isMissing || request.fallback === undefined) {
			return failed(request, failure, mayHaveTakenEffect);
		}
		const other = await attempt(request.fallback);
		// The fallback has no such campaign, but the first path did not answer as the provider does: it may have it.
		const isUncertain =
			!other.ok &&
			other.kind === 'notFound' &&
			failure.kind === 'notOffered' &&
			!failure.isProviderError;
		return isUncertain ? failed(request, failure, mayHaveTakenEffect) : other;
	}

	/** @param earlier whether an attempt before the last one may have had its effect */
	function failed(request: ProviderRequest, failure: Failure, earlier: boolean): Failed {
		return {
			...failure,
			error: apiError(node, account, request, failure, earlier, itemIndex),
			mayHaveTakenEffect: earlier || failure.effect === 'unknown',
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
		toServiceTime: (time) => time + clockOffsetMs,
	};
}

/** Waits for a slot. Resolves with false when the execution was cancelled. */
async function waitForSlot(context: Context, slot: Slot): Promise<boolean> {
	for (;;) {
		const waitMs = slot.waitMs(performance.now());
		if (!(await pause(context, waitMs))) return false;
		if (waitMs === 0) return true;
	}
}

/** The rate is used up for longer than the policy waits; nothing is sent. */
function queueTooLong(waitMs: number): Failure {
	return {
		ok: false,
		kind: 'rateLimit',
		effect: 'none',
		transient: false,
		waitMs,
		explanation: { message: 'the rate of requests that it allows is used up' },
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
