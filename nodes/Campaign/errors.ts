import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { InvalidInput } from './providers/contract/invalidInput';

/** An error that n8n shows to users with its message and description. */
export type NodeError = NodeApiError | NodeOperationError;

type ApiErrorOptions = NonNullable<ConstructorParameters<typeof NodeApiError>[2]>;

/** What a NodeApiError says. */
export interface ApiErrorDetails extends Pick<ApiErrorOptions, 'failure' | 'httpCode'> {
	/** What happened. */
	readonly message: string;
	/** What to do about it. */
	readonly description: string;
	/** The item that the request was for. */
	readonly itemIndex?: number;
}

/** A NodeApiError with exactly this message and description. */
export function createApiError(node: INode, details: ApiErrorDetails): NodeApiError {
	return withExactMessage(new NodeApiError(node, {}, { ...details }), details.message);
}

/**
 * Turns anything thrown into an error that n8n shows.
 *
 * @returns an error of n8n as it is; for InvalidInput one that a person has to fix (`configuration-invalid`)
 */
export function toNodeError(node: INode, error: unknown): NodeError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const message = error instanceof Error ? error.message : String(error);
	const options: ConstructorParameters<typeof NodeOperationError>[2] =
		error instanceof InvalidInput
			? { description: error.description, failure: { cause: 'configuration-invalid' } }
			: {};
	return withExactMessage(new NodeOperationError(node, message, options), message);
}

/** The same error for another item: an error belongs to one item, and a request can fail for many. */
export function copyError(node: INode, error: NodeError): NodeError {
	const { message, description, failure } = error;
	const copy =
		error instanceof NodeApiError
			? createApiError(node, {
					message,
					description: description ?? '',
					failure,
					httpCode: error.httpCode ?? undefined,
				})
			: withExactMessage(
					new NodeOperationError(node, message, { description: description ?? '', failure }),
					message,
				);
	copy.context = { ...copy.context, ...error.context };
	return copy;
}

/** n8n replaces a message in which it finds the letters of an error code, even inside a word. */
function withExactMessage<E extends NodeError>(error: E, message: string): E {
	error.message = message;
	return error;
}

/**
 * The result of work that may fail with an API error.
 *
 * @throws every other error
 */
export async function tryApi<T>(work: Promise<T>): Promise<{ value?: T; error?: NodeApiError }> {
	return await work.then(
		(value) => ({ value }),
		(error: unknown) => {
			if (error instanceof NodeApiError) return { error };
			return Promise.reject(error);
		},
	);
}
