import type {
	ICredentialsDecrypted,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { isObject } from '../campaign';
import type { ProviderRequest } from '../providers/contract/provider';
import { InvalidInput } from '../providers/contract/provider';
import type { ResolvedCredential } from './credential';
import { redact, redactBody } from './redact';

/** The places of n8n from which the node asks a service. */
export type Context = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** What came of sending a request once. */
export type SendResult =
	| {
			readonly kind: 'answer';
			readonly status: number;
			/** Names in lower case. */
			readonly headers: Readonly<Record<string, unknown>>;
			/** The body as it came, without the key. */
			readonly text: string;
			/** Host that a redirect leads to; never more of its address, which may hold the key. */
			readonly redirectHost?: string;
	  }
	| {
			readonly kind: 'noAnswer';
			readonly reason: NoAnswerReason;
			readonly detail: string;
	  };

/** Why no answer came. `unreachable`, `certificate` and `stopped`: the request never left. All others may have arrived. */
export type NoAnswerReason =
	| 'unreachable'
	| 'certificate'
	| 'stopped'
	| 'timeout'
	| 'broken'
	| 'cancelled'
	| 'other';

const usualTimeoutMs = 30_000;

const reasons: Readonly<Record<string, NoAnswerReason>> = {
	ECONNREFUSED: 'unreachable',
	ENOTFOUND: 'unreachable',
	EAI_AGAIN: 'unreachable',
	// What Node gives where a TLS handshake fails. After it, OpenSSL's own codes say what broke.
	EPROTO: 'certificate',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
	ETIMEDOUT: 'timeout',
	ECONNABORTED: 'timeout',
	ERR_CANCELED: 'cancelled',
};

/**
 * The address of a request: every segment encoded, never leaving the API's own path.
 *
 * @throws InvalidInput when a segment would change the path
 */
export function requestUrl(account: ResolvedCredential, request: ProviderRequest): string {
	const segments = request.path.map((segment) => {
		if (['', '.', '..'].includes(segment)) {
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
 * @param timeoutMs how long the whole answer may take; the request's own or the usual time when left out
 * @returns what came of it; never throws for what the network or the service did
 */
export async function sendOnce(
	caller: Context,
	account: ResolvedCredential,
	request: ProviderRequest,
	timeoutMs = request.timeoutMs ?? usualTimeoutMs,
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
		const asking = caller.helpers.httpRequestWithAuthentication
			.call(caller, 'campaignApi', options, { credentialsDecrypted: signedWith(account) })
			.then((answer: unknown) => {
				response = answer;
				return 'answered' as const;
			});
		// The HTTP client's own time only runs while nothing arrives at all. The clock runs on after an answer, and
		// keeps what the race gives in memory: that must not be the answer.
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

/** Without it n8n would sign with the credential as the first item resolves it. */
function signedWith({ credential }: ResolvedCredential): ICredentialsDecrypted {
	return { id: '', name: '', type: 'campaignApi', data: credential };
}

/** Unlike sleep, keeps no process alive. */
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

/** An error and its causes, the innermost last; of a host with several addresses those of all of them. */
function linksOf(error: unknown, depth = 0): IDataObject[] {
	if (!isObject(error) || depth > 5) return [];
	const inner: unknown[] = Array.isArray(error.errors) ? error.errors : [];
	return [error, ...[...inner, error.cause].flatMap((link) => linksOf(link, depth + 1))];
}

function reasonOf(code: string): NoAnswerReason | undefined {
	// This side did not trust the other, which was asked nothing.
	if (code.includes('CERT') && !code.startsWith('ERR_SSL')) return 'certificate';
	return reasons[code];
}

function hostOf(location: unknown, from: string): string | undefined {
	if (typeof location !== 'string') return undefined;
	try {
		return new URL(location, from).host;
	} catch {
		return undefined;
	}
}

/**
 * Waits, and stops waiting when the execution is cancelled.
 *
 * @param ms how long
 * @returns whether the time passed (false: cancelled)
 */
export async function pause(caller: Context, ms: number): Promise<boolean> {
	const signal =
		'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined;
	if (signal?.aborted === true) return false;
	if (ms <= 0) return true;
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
