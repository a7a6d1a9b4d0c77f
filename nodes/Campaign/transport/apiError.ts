import type { INode } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { ProviderRequest } from '../providers/contract/provider';
import type { ResolvedCredential } from './credential';
import { requestUrl } from './send';
import { redact } from './redact';
import type { Classification } from './classify';

type Failed = Extract<Classification, { ok: false }> & {
	/** An attempt before the last one may have had its effect. */
	readonly mayBeDone: boolean;
};

type ErrorOptions = NonNullable<ConstructorParameters<typeof NodeApiError>[2]>;

interface Told extends Pick<ErrorOptions, 'failure'> {
	message: string;
	description: string;
}

/**
 * Turns a failed request into the error that a user sees: what the service said, what to do, the HTTP
 * code, the item and n8n's failure cause. Holds nothing of the request but its method and address.
 *
 * @param itemIndex the item, where there is one
 */
export function apiError(
	node: INode,
	account: ResolvedCredential,
	request: ProviderRequest,
	failed: Failed,
	itemIndex: number | undefined,
): NodeApiError {
	const told = describeFailure(node, account, request, failed);
	const message = redact(told.message, account.key);
	const description = redact(withFate(told.description, request, failed), account.key);
	const { failure } = told;
	const httpCode = failed.status === undefined ? undefined : String(failed.status);
	return plainError(node, itemIndex, message, description, { httpCode, failure });
}

/**
 * An error with exactly this message and description.
 *
 * @param itemIndex the item, where there is one
 */
export function plainError(
	node: INode,
	itemIndex: number | undefined,
	message: string,
	description: string,
	rest: Pick<ErrorOptions, 'httpCode' | 'failure'> = {},
): NodeApiError {
	const error = new NodeApiError(node, {}, { message, description, itemIndex, ...rest });
	// n8n replaces a message in which it finds the letters of an error code, even inside a word.
	error.message = message;
	return error;
}

function describeFailure(node: INode, account: ResolvedCredential, request: ProviderRequest, failed: Failed): Told {
	const service = account.provider.displayName;
	const host = new URL(account.address).host;
	const call = `${request.method} ${new URL(requestUrl(account, request)).pathname}`;
	const { explanation } = failed;
	const quoted = explanation.message === '' ? '' : `: ${explanation.message}`;
	const advised = (otherwise: string) => explanation.description ?? otherwise;
	const credential = node.credentials?.campaignApi?.name;
	const keyHint = `Check 'API Key or Token' of the credential${credential === undefined ? '' : ` '${credential}'`}. ${service} shows it under ${account.provider.service.keyLocation}.`;

	switch (failed.kind) {
		case 'unreachable':
			return {
				message: `${service} could not be reached at ${host}`,
				description: `Nothing was sent. Check the 'Base URL'${account.provider.service.address.includes('{') ? " and 'Data Center'" : ''} of the credential and whether the service is up.`,
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'certificate':
			return {
				message: `${service} could not be reached safely at ${host}${quoted}`,
				description:
					"Nothing was sent. The server's certificate is not trusted, or it does not speak TLS there: check the 'Base URL' of the credential, and the certificates that n8n trusts.",
				failure: { cause: 'configuration-invalid' },
			};
		case 'stopped':
			return {
				message: `Stopped before ${service} was asked to ${request.purpose}`,
				description: 'The execution was cancelled. Nothing was sent.',
			};
		case 'timeout':
			return {
				message: `${service} took too long to ${request.purpose}`,
				description: `The request was sent to ${host}, but no answer came in time.${fateHint(request)}`,
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'broken':
			return {
				message: `The connection to ${service} broke while it was asked to ${request.purpose}${quoted}`,
				description: `The request was sent to ${host}, but its answer did not arrive whole.${fateHint(request)}`,
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'cancelled':
			return {
				message: `Stopped while ${service} was asked to ${request.purpose}`,
				description: `The execution was cancelled.${fateHint(request)}`,
			};
		case 'other':
			return {
				message: `${service} could not be asked to ${request.purpose}${quoted}`,
				description: `Check the credential and the address ${host}.`,
			};
		case 'redirect':
			return {
				message: `${service} redirects to ${explanation.message} instead of answering`,
				description: `Redirects are not followed, so that the key stays with ${host}. Set the 'Base URL' of the credential to the address that answers itself.`,
				failure: { cause: 'configuration-invalid' },
			};
		case 'emptyAnswer':
			return {
				message: `${service} answered with nothing when asked to ${request.purpose}`,
				description: `The service does this under load.${fateHint(request)}`,
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'notJson':
			return {
				message: `${service} answered with a page instead of data when asked to ${request.purpose}${quoted}`,
				description: `${host} does not speak the API of ${service} at ${call}. Check the 'Base URL' of the credential.${fateHint(request)}`,
			};
		case 'rateLimit':
			return {
				message: `${service} takes no more requests for now${quoted}`,
				description:
					failed.waitMs === undefined
						? "It did not say for how long. Run the node again in a minute, or raise 'Maximum Wait' under Options."
						: `It asks to come back in ${seconds(failed.waitMs)}. Run the node then, or raise 'Maximum Wait' under Options.`,
				failure: {
					cause: 'rate-limited',
					...(failed.waitMs === undefined ? {} : { retryAfterMs: failed.waitMs }),
				},
			};
		case 'unavailable':
			return {
				message: `${service} failed to ${request.purpose} (HTTP ${failed.status})${quoted}`,
				description: advised(`The service itself has trouble.${fateHint(request)}`),
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'key':
			return {
				message: `${service} refused the API key or token${quoted}`,
				description: explanation.description === undefined ? keyHint : `${explanation.description} ${keyHint}`,
				failure: { cause: 'credential-invalid' },
			};
		case 'notFound':
			return {
				message: `${service} could not ${request.purpose}${quoted === '' ? ': not found' : quoted}`,
				description: advised(
					'It may have been deleted, or belong to another account than the credential.',
				),
			};
		case 'notOffered':
			return {
				message: `${service} does not offer the call to ${request.purpose} at ${call}${failed.isProviderError ? quoted : ''}`,
				description:
					request.isInferred === true
						? 'The path of this call is inferred, not documented by the service. Tell us the right one, or use the web app for this.'
						: `${host} does not speak the API of ${service} there. Check the 'Base URL' of the credential.`,
				failure: { cause: 'configuration-invalid' },
			};
		case 'refusal':
			return {
				message: `${service} refused to ${request.purpose}${quoted === '' ? ` (HTTP ${failed.status})` : quoted}`,
				description: advised(
					failed.status === 403
						? `The key is not allowed to do this. ${keyHint}`
						: 'Change what the message names and run the node again.',
				),
			};
	}
}

/** What is said of the last attempt is not all where an earlier one may have done it. */
function withFate(description: string, request: ProviderRequest, { mayBeDone }: Failed): string {
	if (!mayBeDone || request.method === 'GET') return description;
	const rest = description.replace(/ ?Nothing was sent\./, '').trim();
	const hint = fateHint(request).trim();
	return rest.includes(hint)
		? rest
		: [rest, `An earlier attempt was sent. ${hint}`].filter(Boolean).join(' ');
}

function fateHint(request: ProviderRequest): string {
	return request.method === 'GET'
		? ' Run the node again.'
		: ` The service may have done it all the same: look before you ${request.idempotent ? 'go on' : 'create it again'}.`;
}

function seconds(ms: number): string {
	const whole = Math.ceil(ms / 1000);
	return whole < 120 ? `${whole} seconds` : `${Math.ceil(whole / 60)} minutes`;
}
