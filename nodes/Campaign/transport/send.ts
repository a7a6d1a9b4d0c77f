import type {
	ICredentialsDecrypted,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { isObject } from '../json';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { ProviderRequest } from '../providers/contract/request';
import type { ResolvedCredential } from './credential';
import { redact, redactBody } from './redact';
import { parseUrl } from './url';

/** The n8n functions that the node runs in: an execution, a poll, a hook method or a request of the editor. */
export type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions;

/** What sending a request once came to. */
export type SendResult =
	| {
			readonly kind: 'answer';
			readonly status: number;
			/** Header names are in lower case. */
			readonly headers: Readonly<Record<string, unknown>>;
			/** The body as it arrived, with the key removed. */
			readonly text: string;
			/** The host that a redirect leads to; never more of the address, which may contain the key. */
			readonly redirectHost?: string;
	  }
	| NoAnswer;

/** No answer came. */
export interface NoAnswer {
	readonly kind: 'noAnswer';
	readonly reason: NoAnswerReason;
	readonly detail: string;
}

/** Why no answer came. */
export type NoAnswerReason =
	| 'unreachable'
	| 'certificate'
	| 'stopped'
	| 'timeout'
	| 'broken'
	| 'cancelled'
	| 'other';

/** Whether the request certainly never left this machine. With every other reason it may have arrived. */
export function neverLeft(result: SendResult): boolean {
	return (
		result.kind === 'noAnswer' && ['unreachable', 'certificate', 'stopped'].includes(result.reason)
	);
}

/** How long one answer may take, in ms, when nothing else is set. */
export const defaultTimeoutMs = 30_000;

const reasons: Readonly<Record<string, NoAnswerReason>> = {
	ECONNREFUSED: 'unreachable',
	ENOTFOUND: 'unreachable',
	EAI_AGAIN: 'unreachable',
	// Node's code for a failed TLS handshake. Later failures have OpenSSL's own codes.
	EPROTO: 'certificate',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
	ETIMEDOUT: 'timeout',
	ECONNABORTED: 'timeout',
	ERR_CANCELED: 'cancelled',
};

/**
 * The address of a request, with every segment encoded.
 *
 * @throws InvalidInput when a segment would lead out of the API's own path
 */
export function requestUrl(account: ResolvedCredential, request: ProviderRequest): string {
	const segments = request.path.map((segment) => {
		if (['', '.', '..'].includes(segment)) {
			throw new InvalidInput(`'${segment}' cannot be part of an address`, 'Check the ID.');
		}
		return encodeURIComponent(segment);
	});
	return `${account.apiUrl}/${segments.join('/')}`;
}

/**
 * Sends a request once: the only place that calls an HTTP helper of n8n. Redirects are not followed. The body is sent
 * and read as text, so that neither n8n nor its HTTP client reinterprets it.
 *
 * @param timeoutMs how long the whole answer may take, in ms; the default is the request's own time, or 30 s
 * @returns the result; whatever the network or the service does, it does not throw
 */
export async function sendOnce(
	context: Context,
	account: ResolvedCredential,
	request: ProviderRequest,
	timeoutMs = request.timeoutMs ?? defaultTimeoutMs,
): Promise<SendResult> {
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
		timeout: timeoutMs,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};
	try {
		let response: unknown;
		const asking = context.helpers.httpRequestWithAuthentication
			.call(context, 'campaignApi', options, { credentialsDecrypted: signedWith(account) })
			.then((answer: unknown) => {
				response = answer;
				return 'answered' as const;
			});
		// The HTTP client's own timeout only runs while nothing arrives. This timer goes on after the answer and keeps
		// the result of the race in memory, so that result must not be the answer itself.
		if ((await Promise.race([asking, passed(timeoutMs)])) === 'late') {
			return { kind: 'noAnswer', reason: 'timeout', detail: '' };
		}
		if (!isObject(response)) return { kind: 'noAnswer', reason: 'other', detail: 'no response' };
		const headers = isObject(response.headers) ? response.headers : {};
		return {
			kind: 'answer',
			status: Number(response.statusCode),
			headers,
			text: redactBody(typeof response.body === 'string' ? response.body : '', account.key),
			redirectHost: hostOf(headers.location, options.url),
		};
	} catch (error) {
		return noAnswer(error, account.key);
	}
}

/** Without this, n8n would sign every request with the first item's credential. */
function signedWith({ data }: ResolvedCredential): ICredentialsDecrypted {
	return { id: '', name: '', type: 'campaignApi', data };
}

/** Unlike `sleep`, this does not keep the process alive. */
async function passed(ms: number): Promise<'late'> {
	return await new Promise((resolve) => {
		AbortSignal.timeout(ms).addEventListener('abort', () => resolve('late'), { once: true });
	});
}

function noAnswer(error: unknown, key: string): SendResult {
	const links = linksOf(error);
	const codes = links.flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
	const detail = String(links[links.length - 1]?.message ?? '');
	const known = links.some(({ syscall }) => syscall === 'connect')
		? 'unreachable'
		: codes.map(reasonOf).find((reason) => reason !== undefined);
	const reason = known ?? (codes.length > 0 || /aborted|hang up/.test(detail) ? 'broken' : 'other');
	return { kind: 'noAnswer', reason, detail: redact(detail, key) };
}

/** An error and its causes, innermost last. A host with several addresses has one for each. */
function linksOf(error: unknown, depth = 0): IDataObject[] {
	if (!isObject(error) || depth > 5) return [];
	const inner: unknown[] = Array.isArray(error.errors) ? error.errors : [];
	return [error, ...[...inner, error.cause].flatMap((link) => linksOf(link, depth + 1))];
}

function reasonOf(code: string): NoAnswerReason | undefined {
	// This side did not trust the other and sent nothing.
	if (code.includes('CERT') && !code.startsWith('ERR_SSL')) return 'certificate';
	return reasons[code];
}

function hostOf(location: unknown, from: string): string | undefined {
	return typeof location === 'string' ? parseUrl(location, from)?.host : undefined;
}

/** Whether the execution was cancelled. */
export function isCancelled(context: Context): boolean {
	return cancelSignal(context)?.aborted === true;
}

/**
 * Waits, unless the execution is cancelled.
 *
 * @param ms how long to wait
 * @returns false when the execution was cancelled
 */
export async function pause(context: Context, ms: number): Promise<boolean> {
	if (isCancelled(context)) return false;
	if (ms <= 0) return true;
	const signal = cancelSignal(context);
	if (signal === undefined) {
		await sleep(ms);
		return true;
	}
	return await Promise.race([
		sleep(ms).then(() => true),
		new Promise<boolean>((resolve) => {
			signal.addEventListener('abort', () => resolve(false), { once: true });
		}),
	]);
}

/** A poll and a request of the editor cannot be cancelled. */
function cancelSignal(context: Context): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}
