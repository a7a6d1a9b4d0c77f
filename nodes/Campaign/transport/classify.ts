import { isObject } from '../json';
import type { Provider } from '../providers/contract/provider';
import type { Explanation, ProviderRequest } from '../providers/contract/request';
import { cleanText } from './redact';
import { statedWaitMs } from './retryAfter';
import type { NoAnswer, NoAnswerReason, SendResult } from './send';
import { neverLeft } from './send';

/** What sending a request once came to. */
export type Classification = Success | Failure;

/** The service did what it was asked. */
export interface Success {
	readonly ok: true;
	readonly body: unknown;
	/** The body as it arrived, with the key removed. */
	readonly text: string;
}

/** The service did not do what it was asked, or did not say that it did. */
export interface Failure {
	readonly ok: false;
	readonly kind: FailureKind;
	/** Whether this attempt may have had its effect: `none` when it cannot have, otherwise `unknown`. */
	readonly effect: 'none' | 'unknown';
	/** Whether the same request may succeed in a moment. */
	readonly transient: boolean;
	/** The wait that the service asked for, in ms. */
	readonly waitMs?: number;
	/** The HTTP status, when there was an answer. */
	readonly status?: number;
	/** What the service or the network said; the message may be empty. */
	readonly explanation: Explanation;
	/** The refusal has the provider's own form, so it was the provider that answered. */
	readonly isProviderError: boolean;
}

export type FailureKind =
	| NoAnswerReason
	| 'ownPace'
	| 'redirect'
	| 'emptyAnswer'
	| 'webPage'
	| 'notJson'
	| 'rateLimit'
	| 'unavailable'
	| 'key'
	| 'notFound'
	| 'notOffered'
	| 'refusal';

/** Statuses of a service, or of the network in front of it, that is down or overloaded for a moment. */
const transientStatuses: readonly number[] = [502, 503, 504, 520, 521, 522, 523, 524];

const transientReasons: readonly NoAnswerReason[] = ['unreachable', 'timeout', 'broken'];

/**
 * Decides what a result means, by HTTP and by the provider's own words.
 *
 * @param now ms since 1970 by the service's clock
 */
export function classifyResponse(
	provider: Provider,
	request: ProviderRequest,
	result: SendResult,
	now: number,
): Classification {
	if (result.kind === 'noAnswer') return noAnswerFailure(result);
	const { status, headers, text } = result;
	const failure = (kind: FailureKind, rest: Partial<Failure>): Failure => ({
		ok: false,
		kind,
		effect: 'none',
		transient: false,
		status,
		explanation: { message: '' },
		isProviderError: false,
		...rest,
	});
	if (status >= 300 && status < 400) {
		const host = result.redirectHost ?? 'an unnamed address';
		return failure('redirect', { effect: 'unknown', explanation: { message: host } });
	}
	const { body, isJson } = decodeBody(text);
	const refusal = explainCleanly(provider, status, body);
	if (status >= 200 && status < 300) {
		if (text.trim() === '' && status !== 204 && request.allowEmptyBody !== true) {
			return failure('emptyAnswer', { effect: 'unknown', transient: true });
		}
		if (!isJson && text.trim() !== request.successText) {
			const kind = text.trimStart().startsWith('<') ? 'webPage' : 'notJson';
			return failure(kind, { effect: 'unknown', explanation: { message: cleanText(text) } });
		}
		if (refusal === undefined) {
			return { ok: true, body: withoutKeys(body, request.secretKeys ?? []), text };
		}
		const kind = refusal.refusesKey === true ? 'key' : 'refusal';
		return failure(kind, { explanation: refusal, isProviderError: true });
	}
	const explanation = refusal ?? { message: typeof body === 'string' ? cleanText(body) : '' };
	if (status === 429) {
		const waitMs = statedWaitMs(headers, body, now);
		return failure('rateLimit', { transient: true, waitMs, explanation });
	}
	if (status >= 500 && explanation.notFound === true) {
		return failure('notFound', { explanation, isProviderError: true });
	}
	if (status >= 500) {
		return failure('unavailable', {
			effect: 'unknown',
			// What failed inside the service may work the next time. A read does no harm when it does not.
			transient: transientStatuses.includes(status) || (status === 500 && request.method === 'GET'),
			waitMs: statedWaitMs(headers, body, now),
			explanation,
		});
	}
	if (status === 401 || explanation.refusesKey === true) return failure('key', { explanation });
	if (status === 404) {
		// A web page is what a server sends where the API has nothing. On an inferred path, so is any 404.
		const isMissingCall =
			!isJson ||
			(request.basis === 'inferred' && (request.isList === true || explanation.notFound !== true));
		return failure(isMissingCall ? 'notOffered' : 'notFound', {
			explanation,
			isProviderError: refusal !== undefined,
		});
	}
	return failure('refusal', { effect: status === 408 ? 'unknown' : 'none', explanation });
}

function noAnswerFailure(result: NoAnswer): Failure {
	const { reason, detail } = result;
	return {
		ok: false,
		kind: reason,
		effect: neverLeft(result) ? 'none' : 'unknown',
		transient: transientReasons.includes(reason),
		explanation: { message: cleanText(detail) },
		isProviderError: false,
	};
}

/** A body without these keys, at any depth. */
function withoutKeys(body: unknown, keys: readonly string[]): unknown {
	if (keys.length === 0) return body;
	if (Array.isArray(body)) return body.map((entry) => withoutKeys(entry, keys));
	if (!isObject(body)) return body;
	return Object.fromEntries(
		Object.entries(body)
			.filter(([key]) => !keys.includes(key))
			.map(([key, value]) => [key, withoutKeys(value, keys)]),
	);
}

function explainCleanly(
	provider: Provider,
	status: number,
	body: unknown,
): Explanation | undefined {
	const explanation = provider.explain({ status, body });
	return explanation === undefined
		? undefined
		: { ...explanation, message: cleanText(explanation.message) };
}

/** The decoded body: undefined when it is empty, the text itself when it is not JSON. */
export function decodeBody(text: string): { body: unknown; isJson: boolean } {
	if (text.trim() === '') return { body: undefined, isJson: true };
	try {
		return { body: JSON.parse(text), isJson: true };
	} catch {
		return { body: text, isJson: false };
	}
}
