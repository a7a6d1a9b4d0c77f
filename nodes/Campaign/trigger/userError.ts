import type { IPollFunctions } from 'n8n-workflow';
import type { NodeError } from '../errors';

/**
 * The error with advice that fits a node which runs by itself.
 *
 * @param isTest a test in the editor: whether a poll follows is not known
 */
export function withTriggerAdvice(error: NodeError, isTest: boolean): NodeError {
	const outlook = isTest ? '' : ' The trigger continues with the next poll. No event is lost.';
	error.description = (adviceOf(error) + outlook).trim();
	return error;
}

/** What n8n's log says when the poll that tests an activation fails for now. */
export function activationWarning(context: IPollFunctions, error: NodeError): string {
	return `${context.getNode().name}: ${error.message}. The trigger is active and tries again with its next poll.`;
}

/** What n8n's log says when the state of a renamed node cannot be found. */
export function renameWarning(context: IPollFunctions): string {
	return `${context.getNode().name}: The node was renamed while it was not active. It starts from now; what happened in the meantime is not reported.`;
}

/** The advice that fits: the next poll comes by itself, and the trigger has no option for how long it waits. */
function adviceOf({ description }: NodeError): string {
	return (description ?? '')
		.replace(/(^| )Run the node [^.]*\.(?= |$)/g, '')
		.replace(/Raise 'Maximum Wait' under Options, or set ('[^']*')/, 'Set $1 under Options');
}
