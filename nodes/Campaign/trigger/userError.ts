import type { IPollFunctions } from 'n8n-workflow';
import type { NodeError } from '../errors';

/** The error with advice that fits a node which runs by itself. */
export function withTriggerAdvice(error: NodeError): NodeError {
	error.description =
		`${adviceOf(error)} The trigger continues with the next poll. No event is lost.`.trim();
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

function adviceOf({ description }: NodeError): string {
	return (description ?? '').replace(/(^| )Run the node [^.]*\.(?= |$)/g, '');
}
