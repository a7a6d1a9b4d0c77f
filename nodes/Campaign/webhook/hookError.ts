import type { INode } from 'n8n-workflow';
import type { NodeError } from '../errors';
import { toNodeError } from '../errors';
import { sentence } from '../providers/shared/messages';
import { redact } from '../transport/redact';

/**
 * Advice that does not fit a hook method: there is no run to repeat, the node has none of these options, and nothing was
 * done to a campaign.
 */
const unfit =
	/(^| )[^.]*([Rr]un the node|'Maximum Wait'|'Requests per Minute'|check the campaign)[^.]*\.(?= |$)/g;

/**
 * Turns anything that a hook method throws into an error whose message says everything: of these errors, n8n shows only
 * the message.
 *
 * @param advice what else to do
 * @param secrets what the service may have sent back: the key is hidden already
 */
export function toHookError(
	node: INode,
	thrown: unknown,
	advice = '',
	secrets: readonly string[] = [],
): NodeError {
	const error = toNodeError(node, thrown);
	const description = (error.description ?? '').replace(unfit, '');
	const parts = [error.message, description, advice].map((part) => part.trim());
	error.message = secrets.reduce(redact, parts.filter(Boolean).map(sentence).join(' '));
	error.description = undefined;
	return error;
}
