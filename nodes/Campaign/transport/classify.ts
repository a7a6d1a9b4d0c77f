import type { Explanation, Provider, ProviderRequest } from '../providers/contract/provider';
import type { SendResult, NoAnswerReason } from './send';
import { cleanText } from './redact';
import { statedWaitMs } from './retry';

/**
 * What an exchange means.
 *
 * `fate` says whether a failed request may have had its effect: `notDone` when it can't have, `unknown` else.
 */
export type Classification =
	| { readonly ok: true; readonly body: unknown }
	| {
			readonly ok: false;
			readonly kind: FailureKind;
			readonly effect: 'notDone' | 'unknown';
			/** Whether the same request may succeed in a moment. */
			readonly transient: boolean;
			/** The wait that the service asked for, in ms. */
			readonly waitMs?: number;
			readonly status?: number;
			/** What the service or the network said, in words; may be empty. */
			readonly explanation: Explanation;
			/** Whether the service refused in its own form, so that it was the service that answered. */
			readonly isProviderError: boolean;
	  };

export type FailureKind =
	| NoAnswerReason
	| 'redirect'
	| 'emptyAnswer'
	| 'notJson'
	| 'rateLimit'
	| 'unavailable'
	| 'key'
	| 'notFound'
	| 'notOffered'
	| 'refusal';

/**
 * Decides what an exchange means, by HTTP and by the provider's own words.
 *
 * @param now ms since 1970, by the clock of the service
 */
export function classifyResponse(
	provider: Provider,
	request: ProviderRequest,
	result: SendResult,
	now: number,
): Classification {
	if (result.kind === 'noAnswer') return withoutAnswer(result.reason, result.detail);
	const { status, headers, text } = result;
	const failed = (kind: FailureKind, rest: Partial<Classification & { ok: false }>): Classification => ({
		ok: false,
		kind,
		effect: 'notDone',
		transient: false,
		status,
		explanation: { message: '' },
		isProviderError: false,
		...rest,
	});
	if (status >= 300 && status < 400) {
		const host = result.redirectHost ?? 'an unnamed address';
		return failed('redirect', { effect: 'unknown', explanation: { message: host } });
	}
	const body = decode(text);
	const said = explainCleanly(provider, status, body);
	if (status >= 200 && status < 300) {
		if (text.trim() === '' && status !== 204 && request.allowEmptyBody !== true) {
			return failed('emptyAnswer', { effect: 'unknown', transient: true });
		}
		if (typeof body === 'string') {
			return failed('notJson', { effect: 'unknown', explanation: { message: cleanText(body) } });
		}
		if (said === undefined) return { ok: true, body };
		return failed(said.refusesKey === true ? 'key' : 'refusal', { explanation: said, isProviderError: true });
	}
	const words = said ?? { message: typeof body === 'string' ? cleanText(body) : '' };
	if (status === 429) {
		return failed('rateLimit', {
			transient: true,
			waitMs: statedWaitMs(headers, body, now),
			explanation: words,
		});
	}
	if (status >= 500) {
		const passing = [502, 503, 504].includes(status);
		return failed('unavailable', {
			effect: 'unknown',
			transient: passing,
			waitMs: statedWaitMs(headers, body, now),
			explanation: words,
		});
	}
	if (status === 401 || words.refusesKey === true) return failed('key', { explanation: words });
	if (status === 404) {
		// A page is what a server answers where the API has nothing; of an inferred path, so is any 404.
		const isMissingCall =
			typeof body === 'string' || (request.isInferred === true && words.notFound !== true);
		return failed(isMissingCall ? 'notOffered' : 'notFound', {
			explanation: words,
			isProviderError: said !== undefined,
		});
	}
	return failed('refusal', { effect: status === 408 ? 'unknown' : 'notDone', explanation: words });
}

function withoutAnswer(reason: NoAnswerReason, detail: string): Classification {
	const neverLeft = ['unreachable', 'certificate', 'stopped'].includes(reason);
	return {
		ok: false,
		kind: reason,
		effect: neverLeft ? 'notDone' : 'unknown',
		transient: ['unreachable', 'timeout', 'broken'].includes(reason),
		explanation: { message: cleanText(detail) },
		isProviderError: false,
	};
}

function explainCleanly(
	provider: Provider,
	status: number,
	body: unknown,
): Explanation | undefined {
	const said = provider.explain({ status, body });
	return said === undefined ? undefined : { ...said, message: cleanText(said.message) };
}

/** The decoded body: undefined when empty, the text itself when it is no JSON. */
function decode(text: string): unknown {
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
