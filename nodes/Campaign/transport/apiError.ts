import type { INode, NodeApiError } from 'n8n-workflow';
import type { ApiErrorDetails } from '../errors';
import { createApiError } from '../errors';
import type { ProviderRequest } from '../providers/contract/request';
import type { Failure } from './classify';
import type { ResolvedCredential } from './credential';
import { redact } from './redact';
import { requestUrl } from './send';

/** What happened to a request before it failed for good. */
export interface RequestHistory {
	/** An attempt before the last one may have had its effect. */
	readonly mayHaveTakenEffect: boolean;
	/** It would have been sent again, but the run has no retries left. */
	readonly isOutOfRetries: boolean;
}

/**
 * Turns a failed request into the error that users see: what the service said, what to do, the HTTP code, the item and
 * n8n's failure cause. It contains nothing of the request but its method and address.
 *
 * @param itemIndex the item, if there is one
 */
export function apiError(
	node: INode,
	account: ResolvedCredential,
	request: ProviderRequest,
	failure: Failure,
	history: RequestHistory,
	itemIndex: number | undefined,
): NodeApiError {
	const details = describeFailure(node, account, request, failure);
	const described = history.isOutOfRetries
		? `${details.description} The retries of this run are used up: too many of its requests failed.`
		: details.description;
	const description = history.mayHaveTakenEffect
		? mentionEarlierAttempt(described, request)
		: described;
	return createApiError(node, {
		message: redact(details.message, account.key),
		description: redact(description, account.key),
		failure: details.failure,
		httpCode: failure.status === undefined ? undefined : String(failure.status),
		itemIndex,
	});
}

function describeFailure(
	node: INode,
	account: ResolvedCredential,
	request: ProviderRequest,
	failure: Failure,
): ApiErrorDetails {
	const { explanation, status, waitMs } = failure;
	const { displayName, service } = account.provider;
	const { host } = new URL(account.address);
	const { purpose } = request;
	const call = `${request.method} ${new URL(requestUrl(account, request)).pathname}`;
	const quoted = explanation.message === '' ? '' : `: ${explanation.message}`;
	const advice = (fallback: string) => explanation.description ?? fallback;
	const credential = node.credentials?.campaignApi?.name;
	const keyHint = `Check 'API Key or Token' in the credential${credential === undefined ? '' : ` '${credential}'`}. ${displayName} shows it under ${service.keyLocation}.`;

	switch (failure.kind) {
		case 'unreachable':
			return {
				message: `${displayName} could not be reached at ${host}`,
				description: `Nothing was sent. Check the credential's 'Base URL'${service.address.includes('{') ? " and 'Data Center'" : ''}, and whether the service is up.`,
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'certificate':
			return {
				message: `${displayName} could not be reached securely at ${host}${quoted}`,
				description:
					"Nothing was sent. The server's certificate is not trusted, or the server does not support TLS. Check the credential's 'Base URL' and the certificates that n8n trusts.",
				failure: { cause: 'configuration-invalid' },
			};
		case 'stopped':
			return {
				message: `Stopped before ${displayName} was asked to ${purpose}`,
				description: 'The execution was cancelled. Nothing was sent.',
			};
		case 'timeout':
			return {
				message: `${displayName} took too long to ${purpose}`,
				description: `The request was sent to ${host}, but no answer came in time. ${effectHint(request)}`,
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'broken':
			return {
				message: `The connection to ${displayName} broke during the request to ${purpose}${quoted}`,
				description: `The request was sent to ${host}, but no complete answer arrived. ${effectHint(request)}`,
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'cancelled':
			return {
				message: `Stopped while ${displayName} was asked to ${purpose}`,
				description: `The execution was cancelled. ${effectHint(request)}`,
			};
		case 'other':
			return {
				message: `${displayName} could not be asked to ${purpose}${quoted}`,
				description: `Check the credential and the address ${host}.`,
			};
		case 'redirect':
			return {
				message: `${displayName} redirects to ${explanation.message} instead of answering`,
				description: `Redirects are not followed, so that the key stays with ${host}. Set the credential's 'Base URL' to the final address.`,
				failure: { cause: 'configuration-invalid' },
			};
		case 'emptyAnswer':
			return {
				message: `${displayName} sent an empty answer when asked to ${purpose}`,
				description: `The service does this under load. ${effectHint(request)}`,
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'webPage':
			return {
				message: `${displayName} sent a web page instead of data when asked to ${purpose}${quoted}`,
				description: `${host} does not offer the ${displayName} API at ${call}. Check the credential's 'Base URL'. ${effectHint(request)}`,
			};
		case 'notJson':
			return {
				message: `${displayName} sent an answer that is not JSON when asked to ${purpose}${quoted}`,
				description: `It was damaged on its way, or ${host} does not offer the ${displayName} API at ${call}: check the credential's 'Base URL'. ${effectHint(request)}`,
			};
		case 'rateLimit':
			return {
				message: `${displayName} takes no more requests for now${quoted}`,
				description:
					waitMs === undefined
						? "It did not say for how long. Run the node again in a minute, or raise 'Maximum Wait' under Options."
						: `It asks to come back in ${inWords(waitMs)}. Run the node then, or raise 'Maximum Wait' under Options.`,
				failure: {
					cause: 'rate-limited',
					...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
				},
			};
		case 'ownPace':
			return {
				message: `The node would have to wait too long before it asks ${displayName} to ${purpose}`,
				description: `Nothing was sent. To stay below the rate limit of ${displayName}, the next request has to wait ${inWords(waitMs ?? 0)}. Raise 'Maximum Wait' under Options, or set 'Requests per Minute' if your plan allows more.`,
				failure: { cause: 'rate-limited', retryAfterMs: waitMs },
			};
		case 'unavailable':
			return {
				message: `${displayName} failed to ${purpose} (HTTP ${status})${quoted}`,
				description: advice(`The service itself has a fault. ${effectHint(request)}`),
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'key':
			return {
				message: `${displayName} rejected the API key or token${quoted}`,
				description: [explanation.description, keyHint].filter(Boolean).join(' '),
				failure: { cause: 'credential-invalid' },
			};
		case 'notFound':
			return {
				message: `${displayName} could not ${purpose}${quoted === '' ? ': not found' : quoted}`,
				description: advice(
					'It may have been deleted, or it belongs to another account than the credential.',
				),
			};
		case 'notOffered':
			return {
				message: `${displayName} has no call to ${purpose} at ${call}${failure.isProviderError ? quoted : ''}`,
				description:
					request.basis === 'inferred'
						? 'The address of this call is inferred; the service does not document it. Tell us the right one, or use the web app for this.'
						: `${host} does not offer the ${displayName} API there. Check the credential's 'Base URL'.`,
				failure: { cause: 'configuration-invalid' },
			};
		case 'refusal':
			return {
				message: `${displayName} refused to ${purpose}${quoted === '' ? ` (HTTP ${status})` : quoted}`,
				description: advice(
					status === 403
						? `The key is not allowed to do this. ${keyHint}`
						: 'Change what the message names and run the node again.',
				),
			};
	}
}

/** What is said about the last attempt is not everything when an earlier one may have had its effect. */
function mentionEarlierAttempt(description: string, request: ProviderRequest): string {
	if (request.method === 'GET') return description;
	const rest = description.replace(/ ?Nothing was sent\./, '').trim();
	const hint = effectHint(request);
	return rest.includes(hint)
		? rest
		: [rest, `An earlier attempt was sent. ${hint}`].filter(Boolean).join(' ');
}

function effectHint({ method, idempotent }: ProviderRequest): string {
	return method === 'GET'
		? 'Run the node again.'
		: `It may still have taken effect: check the campaign before you ${idempotent === true ? 'continue' : 'create it again'}.`;
}

function inWords(ms: number): string {
	const seconds = Math.ceil(ms / 1000);
	return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
