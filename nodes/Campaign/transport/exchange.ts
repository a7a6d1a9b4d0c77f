import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { isObject } from '../campaign';
import type { ProviderRequest } from '../providers/provider';
import { InvalidInput } from '../providers/provider';
import type { OpenAccount } from './account';
import { redact } from './redact';

/** The places of n8n from which the node asks a service. */
export type Caller = IExecuteFunctions | ILoadOptionsFunctions;

/** What came of sending a request once. */
export type Exchange =
	| {
			readonly kind: 'answer';
			readonly status: number;
			/** Names in lower case. */
			readonly headers: Readonly<Record<string, unknown>>;
			/** The body as it came, without the key. */
			readonly text: string;
	  }
	| {
			readonly kind: 'noAnswer';
			/** `refused` and `unknownHost`: it never left. All others may have arrived. */
			readonly reason: 'refused' | 'unknownHost' | 'timeout' | 'broken' | 'cancelled' | 'other';
			readonly detail: string;
	  };

const timeoutMs = 30_000;

const reasons: Readonly<Record<string, 'refused' | 'unknownHost' | 'timeout' | 'cancelled'>> = {
	ECONNREFUSED: 'refused',
	ENOTFOUND: 'unknownHost',
	EAI_AGAIN: 'unknownHost',
	ETIMEDOUT: 'timeout',
	ECONNABORTED: 'timeout',
	ERR_CANCELED: 'cancelled',
};

/**
 * The address of a request: every segment encoded, never leaving the API's own path.
 *
 * @throws InvalidInput when a segment would change the path
 */
export function requestUrl(account: OpenAccount, request: ProviderRequest): string {
	const segments = request.path.map((segment, index) => {
		const isTrailingSlash = segment === '' && index === request.path.length - 1;
		if (segment === '.' || segment === '..' || (segment === '' && !isTrailingSlash)) {
			throw new InvalidInput(`'${segment}' can't be part of an address`, 'Check the ID.');
		}
		return encodeURIComponent(segment);
	});
	return `${account.apiUrl}/${segments.join('/')}`;
}

/**
 * Sends a request once: the only place that asks n8n for HTTP. Redirects are not followed, the body
 * is sent and read as text so that neither n8n nor its HTTP client reinterprets it.
 *
 * @returns what came of it; never throws for what the network or the service did
 */
export async function exchange(
	caller: Caller,
	account: OpenAccount,
	request: ProviderRequest,
): Promise<Exchange> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: requestUrl(account, request),
		qs: { ...request.query },
		headers: {
			Accept: 'application/json',
			...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
		},
		...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
		encoding: 'text',
		timeout: request.timeoutMs ?? timeoutMs,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};
	try {
		const response: unknown = await caller.helpers.httpRequestWithAuthentication.call(
			caller,
			'campaignApi',
			options,
		);
		if (!isObject(response)) return { kind: 'noAnswer', reason: 'other', detail: 'no response' };
		return {
			kind: 'answer',
			status: Number(response.statusCode),
			headers: isObject(response.headers) ? response.headers : {},
			text: redact(typeof response.body === 'string' ? response.body : '', account.key),
		};
	} catch (error) {
		return noAnswer(error, account.key);
	}
}

function noAnswer(error: unknown, key: string): Exchange {
	const codes: string[] = [];
	let detail = '';
	let link: unknown = error;
	for (let depth = 0; depth < 6 && link instanceof Error; depth++) {
		if ('code' in link && typeof link.code === 'string') codes.push(link.code);
		detail = link.message;
		link = link.cause;
	}
	const known = codes.map((code) => reasons[code]).find((reason) => reason !== undefined);
	const reason = known ?? (codes.length > 0 || /aborted|hang up/.test(detail) ? 'broken' : 'other');
	return { kind: 'noAnswer', reason, detail: redact(detail, key) };
}

/**
 * Waits, and stops waiting when the execution is cancelled.
 *
 * @param ms how long
 * @returns whether the time passed (false: cancelled)
 */
export async function pause(caller: Caller, ms: number): Promise<boolean> {
	if (ms <= 0) return true;
	const signal =
		'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined;
	if (signal === undefined) {
		await sleep(ms);
		return true;
	}
	if (signal.aborted) return false;
	return await Promise.race([
		sleep(ms).then(() => true),
		new Promise<boolean>((resolve) => {
			signal.addEventListener('abort', () => resolve(false), { once: true });
		}),
	]);
}
