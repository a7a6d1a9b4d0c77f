import type { NodeApiError } from 'n8n-workflow';
import type { ProviderRequest } from '../providers/contract/provider';
import type { ResolvedCredential } from './credential';
import { accountId } from './credential';
import { apiError, plainError } from './apiError';
import type { Context, SendResult } from './send';
import { sendOnce, pause } from './send';
import type { Slot } from './rateLimiter';
import { rateLimiterFor, ratesOf } from './rateLimiter';
import { backoffMs, shortestWaitMs, usualAttempts } from './retry';
import type { Classification } from './classify';
import { classifyResponse } from './classify';

const stopped: SendResult = { kind: 'noAnswer', reason: 'stopped', detail: '' };

type Failed = Extract<Classification, { ok: false }>;

/** What came of a request after all its attempts. */
export type Outcome =
	| {
			readonly ok: true;
			readonly body: unknown;
			/** The request that was answered: the one asked, or what it names to ask otherwise. */
			readonly answered: ProviderRequest;
	  }
	| {
			readonly ok: false;
			readonly error: NodeApiError;
			readonly notFound: boolean;
			/** The service did not take it, and would not at another time or with another key. */
			readonly isRefusal: boolean;
			/** What the service itself, as far as we know it, advises. */
			readonly advice: string | undefined;
			/** Whether the last attempt may have had its effect. */
			readonly effect: 'notDone' | 'unknown';
			/** Whether an attempt before it may have had its effect. */
			readonly mayHaveTakenEffect: boolean;
	  };

/** One account, asked for one item: the way out to the network. */
export interface ApiClient {
	readonly account: ResolvedCredential;
	/** Sends a request with all the attempts that it may have, and says what came of it. */
	attempt(request: ProviderRequest): Promise<Outcome>;
	/**
	 * The same for a request that must succeed.
	 *
	 * @throws NodeApiError with message, description, HTTP code, item and failure cause
	 */
	send(request: ProviderRequest): Promise<Extract<Outcome, { ok: true }>>;
	/** An error of this account and item that is no single request's. */
	error(message: string, description: string): NodeApiError;
	/** A moment of this machine's clock by the service's clock, as far as its answers told it; both in ms since 1970. */
	byServiceClock(time: number): number;
}

/** What a request may cost in time and attempts, and which item it is for. */
export interface RetryPolicy {
	/** The time, in ms, that attempts which failed and waits for a busy service may take together. */
	readonly maxWaitMs: number;
	/** The wait, in ms, for a place in the pace that keeps below the service's rate. */
	readonly maxPaceMs: number;
	/** Attempts, the first one included; those that were refused for the service's rate don't count. */
	readonly maxAttempts?: number;
	/** How long one answer may take, in ms. */
	readonly timeoutMs?: number;
	/** The account's own rate, where its plan has another than the service documents. */
	readonly requestsPerMinute?: number;
	readonly itemIndex?: number;
}

/**
 * Opens the way out for one item.
 *
 * @param caller n8n's functions of the execution or of the editor's request
 * @param account the credential, read by openAccount
 */
export function createClient(caller: Context, account: ResolvedCredential, patience: RetryPolicy): ApiClient {
	const { maxWaitMs, maxPaceMs, maxAttempts = usualAttempts, timeoutMs, itemIndex } = patience;
	const { requestsPerMinute } = patience;
	const { rates: documented } = account.provider.service;
	const rates = requestsPerMinute === undefined ? documented : ratesOf(requestsPerMinute);
	const node = caller.getNode();
	const pace = rateLimiterFor(accountId(account));
	let clockOffsetMs = 0;

	async function attempt(request: ProviderRequest): Promise<Outcome> {
		let empty = 0;
		let mayBeDone = false;
		let lostMs = 0;
		let attempts = 0;
		for (let tries = 1; ; tries++) {
			const place = pace.reserve(performance.now(), rates, maxPaceMs);
			if (typeof place === 'number') return refused(request, tooFast(place), mayBeDone);
			const isTime = await turn(caller, place);
			const sentAt = performance.now();
			const result = isTime ? await sendOnce(caller, account, request, timeoutMs) : stopped;
			place.ended(performance.now());
			if (result.kind === 'answer') clockOffsetMs = offsetOf(result.headers) ?? clockOffsetMs;
			const verdict = classifyResponse(account.provider, request, result, Date.now() + clockOffsetMs);
			if (verdict.ok) return { ok: true, body: verdict.body, answered: request };
			empty = verdict.kind === 'emptyAnswer' ? empty + 1 : 0;
			if (empty > 1 && request.emptyMeansNotFound === true) {
				return { ok: true, body: undefined, answered: request };
			}
			const isBusy = verdict.kind === 'rateLimit';
			if (!isBusy) attempts++;
			const waitMs =
				mayRetry(request, verdict) && attempts < maxAttempts
					? Math.max(shortestWaitMs, verdict.waitMs ?? backoffMs(tries, Math.random()))
					: Number.POSITIVE_INFINITY;
			lostMs += waitMs + (isBusy ? 0 : performance.now() - sentAt);
			if (lostMs > maxWaitMs) return await failed(request, verdict, mayBeDone);
			if (isBusy) pace.pauseUntil(performance.now() + waitMs);
			if (!(await pause(caller, waitMs))) return await failed(request, verdict, mayBeDone);
			mayBeDone ||= verdict.effect === 'unknown';
		}
	}

	/** Asks otherwise where the service has nothing at this path. */
	async function failed(
		request: ProviderRequest,
		verdict: Failed,
		mayBeDone: boolean,
	): Promise<Outcome> {
		const isMissing = verdict.kind === 'notFound' || verdict.kind === 'notOffered';
		if (!isMissing || request.fallback === undefined) return refused(request, verdict, mayBeDone);
		const other = await attempt(request.fallback);
		// Not there either, but the first path did not answer as the service does: it may hold the campaign.
		const isUnsettled =
			!other.ok && other.notFound && verdict.kind === 'notOffered' && !verdict.isProviderError;
		return isUnsettled ? refused(request, verdict, mayBeDone) : other;
	}

	function refused(request: ProviderRequest, verdict: Failed, mayBeDone: boolean): Outcome {
		return {
			ok: false,
			error: apiError(node, account, request, { ...verdict, mayBeDone }, itemIndex),
			advice: verdict.explanation.description,
			notFound: verdict.kind === 'notFound',
			isRefusal: verdict.kind === 'refusal' && verdict.effect === 'notDone' && verdict.status !== 403,
			effect: verdict.effect,
			mayHaveTakenEffect: mayBeDone,
		};
	}

	return {
		account,
		attempt,
		async send(request) {
			const outcome = await attempt(request);
			if (!outcome.ok) throw outcome.error;
			return outcome;
		},
		error: (message, description) => plainError(node, itemIndex, message, description),
		byServiceClock: (time) => time + clockOffsetMs,
	};
}

/** Waits for a place in the pace. Resolves with whether it came (false: cancelled). */
async function turn(caller: Context, place: Slot): Promise<boolean> {
	for (;;) {
		const waitMs = place.waitMs(performance.now());
		if (!(await pause(caller, waitMs))) return false;
		if (waitMs === 0) return true;
	}
}

/** Repeatable requests are tried again after anything that passes; a creation only when it can't have happened. */
function mayRetry(request: ProviderRequest, { transient, effect }: Failed): boolean {
	return transient && (effect === 'notDone' || request.idempotent);
}

/** The rate is used up for longer than anyone waits; nothing is sent. */
function tooFast(waitMs: number): Failed {
	return {
		ok: false,
		kind: 'rateLimit',
		effect: 'notDone',
		transient: false,
		waitMs,
		explanation: { message: 'the rate of requests that it allows is used up' },
		isProviderError: false,
	};
}

/** An error for an answer that succeeded but has no shape that is known. */
export function unexpectedShape(api: ApiClient, request: ProviderRequest): NodeApiError {
	return api.error(
		`${api.account.provider.displayName} answered in a form that is not known when asked to ${request.purpose}`,
		"The service may have changed, or the 'Base URL' of the credential leads to something else.",
	);
}

function offsetOf(headers: Readonly<Record<string, unknown>>): number | undefined {
	const time = typeof headers.date === 'string' ? Date.parse(headers.date) : Number.NaN;
	return Number.isNaN(time) ? undefined : time - Date.now();
}
