import type { Explanation, Provider, ProviderRequest } from '../providers/contract/provider';
import type { Exchange, NoAnswerReason } from './send';
import { cleanText } from './redact';
import { statedWaitMs } from './retry';

/**
 * What an exchange means.
 *
 * `fate` says whether a failed request may have had its effect: `notDone` when it can't have, `unknown` else.
 */
export type Verdict =
	| { readonly ok: true; readonly body: unknown }
	| {
			readonly ok: false;
			readonly kind: FailureKind;
			readonly fate: 'notDone' | 'unknown';
			/** Whether the same request may succeed in a moment. */
			readonly passing: boolean;
			/** The wait that the service asked for, in ms. */
			readonly waitMs?: number;
			readonly status?: number;
			/** What the service or the network said, in words; may be empty. */
			readonly said: Explanation;
			/** Whether the service refused in its own form, so that it was the service that answered. */
			readonly isOwn: boolean;
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
export function judge(
	provider: Provider,
	request: ProviderRequest,
	result: Exchange,
	now: number,
): Verdict {
	if (result.kind === 'noAnswer') return withoutAnswer(result.reason, result.detail);
	const { status, headers, text } = result;
	const failed = (kind: FailureKind, rest: Partial<Verdict & { ok: false }>): Verdict => ({
		ok: false,
		kind,
		fate: 'notDone',
		passing: false,
		status,
		said: { message: '' },
		isOwn: false,
		...rest,
	});
	if (status >= 300 && status < 400) {
		const host = result.redirectHost ?? 'an unnamed address';
		return failed('redirect', { fate: 'unknown', said: { message: host } });
	}
	const body = decode(text);
	const said = explainCleanly(provider, status, body);
	if (status >= 200 && status < 300) {
		if (text.trim() === '' && status !== 204 && request.mayAnswerNothing !== true) {
			return failed('emptyAnswer', { fate: 'unknown', passing: true });
		}
		if (typeof body === 'string') {
			return failed('notJson', { fate: 'unknown', said: { message: cleanText(body) } });
		}
		if (said === undefined) return { ok: true, body };
		return failed(said.refusesKey === true ? 'key' : 'refusal', { said, isOwn: true });
	}
	const words = said ?? { message: typeof body === 'string' ? cleanText(body) : '' };
	if (status === 429) {
		return failed('rateLimit', {
			passing: true,
			waitMs: statedWaitMs(headers, body, now),
			said: words,
		});
	}
	if (status >= 500) {
		const passing = [502, 503, 504].includes(status);
		return failed('unavailable', {
			fate: 'unknown',
			passing,
			waitMs: statedWaitMs(headers, body, now),
			said: words,
		});
	}
	if (status === 401 || words.refusesKey === true) return failed('key', { said: words });
	if (status === 404) {
		// A page is what a server answers where the API has nothing; of an inferred path, so is any 404.
		const isMissingCall =
			typeof body === 'string' || (request.inferred === true && words.notFound !== true);
		return failed(isMissingCall ? 'notOffered' : 'notFound', {
			said: words,
			isOwn: said !== undefined,
		});
	}
	return failed('refusal', { fate: status === 408 ? 'unknown' : 'notDone', said: words });
}

function withoutAnswer(reason: NoAnswerReason, detail: string): Verdict {
	const neverLeft = ['unreachable', 'certificate', 'stopped'].includes(reason);
	return {
		ok: false,
		kind: reason,
		fate: neverLeft ? 'notDone' : 'unknown',
		passing: ['unreachable', 'timeout', 'broken'].includes(reason),
		said: { message: cleanText(detail) },
		isOwn: false,
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
