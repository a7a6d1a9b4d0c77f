import type { NodeApiError } from 'n8n-workflow';
import type { ProviderRequest } from '../providers/provider';
import type { OpenAccount } from './account';
import { apiError, plainError } from './errors';
import type { Caller, Exchange } from './exchange';
import { exchange, pause } from './exchange';
import { paceOf } from './pace';
import { backoffMs, maxTries } from './retry';
import type { Verdict } from './verdict';
import { judge } from './verdict';

const cancelled: Exchange = { kind: 'noAnswer', reason: 'cancelled', detail: '' };

/** What came of a request after all its tries. */
export type Outcome =
	| {
			readonly ok: true;
			readonly body: unknown;
			/** The request that was answered: the one asked, or what it names to ask otherwise. */
			readonly answered: ProviderRequest;
			readonly tries: number;
	  }
	| {
			readonly ok: false;
			readonly error: NodeApiError;
			readonly notFound: boolean;
			/** Whether a request that failed may have had its effect. */
			readonly fate: 'notDone' | 'unknown';
			readonly tries: number;
	  };

/** One account, asked for one item: the way out to the network. */
export interface Api {
	readonly account: OpenAccount;
	/** Sends a request with all the tries that it may have, and says what came of it. */
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

/** How long an item may wait for a service, in ms, and which item it is. */
export interface Patience {
	readonly maxWaitMs: number;
	readonly itemIndex?: number;
}

/**
 * Opens the way out for one item.
 *
 * @param caller n8n's functions of the execution or of the editor's request
 * @param account the credential, read by openAccount
 */
export function openApi(caller: Caller, account: OpenAccount, patience: Patience): Api {
	const { maxWaitMs, itemIndex } = patience;
	const node = caller.getNode();
	const pace = paceOf(`${account.apiUrl} ${account.key}`, account.provider.service.rates);
	let waitedMs = 0;
	let clockOffsetMs = 0;

	async function attempt(request: ProviderRequest): Promise<Outcome> {
		let empty = 0;
		for (let tries = 1; ; tries++) {
			const result = (await pause(caller, pace.take(Date.now())))
				? await exchange(caller, account, request)
				: cancelled;
			if (result.kind === 'answer') clockOffsetMs = offsetOf(result.headers) ?? clockOffsetMs;
			const verdict = judge(account.provider, request, result, Date.now());
			if (verdict.ok) return { ok: true, body: verdict.body, answered: request, tries };
			// Nothing once is a service under load; nothing twice is its answer.
			if (verdict.kind === 'emptyAnswer' && ++empty > 1) {
				return { ok: true, body: undefined, answered: request, tries };
			}
			const wait = mayRetry(request, verdict)
				? (verdict.waitMs ?? backoffMs(tries, Math.random()))
				: undefined;
			const goesOn = wait !== undefined && tries < maxTries && waitedMs + wait <= maxWaitMs;
			if (!goesOn || !(await pause(caller, wait))) return await failed(request, verdict, tries);
			waitedMs += wait;
		}
	}

	async function failed(
		request: ProviderRequest,
		verdict: Extract<Verdict, { ok: false }>,
		tries: number,
	): Promise<Outcome> {
		const isMissing = verdict.kind === 'notFound' || verdict.kind === 'notOffered';
		if (isMissing && request.otherwise !== undefined) return await attempt(request.otherwise);
		return {
			ok: false,
			error: apiError(node, account, request, verdict, itemIndex),
			notFound: verdict.kind === 'notFound',
			fate: verdict.fate,
			tries,
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

/** Repeatable requests are tried again after anything that passes; a creation only when it can't have happened. */
function mayRetry(request: ProviderRequest, verdict: Extract<Verdict, { ok: false }>): boolean {
	return verdict.passing && (request.repeatable || verdict.fate === 'notDone');
}

/** An error for an answer that succeeded but has no shape that is known. */
export function unreadable(api: Api, request: ProviderRequest): NodeApiError {
	return api.error(
		`${api.account.provider.displayName} answered in a form that is not known when asked to ${request.does}`,
		"The service may have changed, or the 'Base URL' of the credential leads to something else.",
	);
}

function offsetOf(headers: Readonly<Record<string, unknown>>): number | undefined {
	const time = typeof headers.date === 'string' ? Date.parse(headers.date) : Number.NaN;
	return Number.isNaN(time) ? undefined : time - Date.now();
}
