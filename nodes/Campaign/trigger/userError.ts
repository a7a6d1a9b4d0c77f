import type { INode } from 'n8n-workflow';
import type { NodeError } from '../errors';
import { toNodeError } from '../errors';

/** Turns anything that a poll throws into an error with advice that fits a node which runs by itself. */
export function toUserError(node: INode, thrown: unknown): NodeError {
	const error = toNodeError(node, thrown);
	const advice = (error.description ?? '').replace(/(^| )Run the node [^.]*\.(?= |$)/g, '');
	error.description =
		`${advice} The trigger continues with the next poll. No event is lost.`.trim();
	return error;
}
