import type { Shape } from './shape';

/**
 * How it is known what a call takes and answers: the service describes it, somebody sent it and saw the answer, or it only
 * follows from similar calls. Where more than one is true, the strongest counts: observed, then documented.
 */
export type Basis = 'documented' | 'observed' | 'inferred';

/** One request in the provider's terms. `transport/` encodes, authenticates and sends it. */
export interface ProviderRequest {
	/** Completes the sentences of messages: "Smartlead refused to create the campaign". */
	readonly purpose: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Segments after the API's own path, not encoded. */
	readonly path: readonly string[];
	readonly query?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	readonly body?: unknown;
	/** Whether sending it twice has the effect of sending it once. The default is true for GET, false otherwise. */
	readonly idempotent?: boolean;
	/** How the call is known. Where it is inferred, a 404 means that the service has no such call. */
	readonly basis: Basis;
	/** What the service answers when it does as asked. The node itself accepts more; Check Account compares with this. */
	readonly answer?: Shape;
	/** Asks for a list, which cannot be missing: on an inferred path, every 404 means that there is no such call. */
	readonly isList?: boolean;
	/** Keys of the answer, at any depth, that never leave the transport, such as passwords. */
	readonly secretKeys?: readonly string[];
	/** Sent instead when the service answers 404. */
	readonly fallback?: ProviderRequest;
	/** Whether a success can have an empty body. Otherwise an empty body is a failure. */
	readonly allowEmptyBody?: boolean;
	/** A text that confirms the success instead of JSON. Any other text is a failure. */
	readonly successText?: string;
	/** Whether two empty bodies in a row mean "not found". A single one can come from a service under load. */
	readonly emptyMeansNotFound?: boolean;
	/** How long the answer can take, in ms, if the service is known to be slow. The default is 30 s. */
	readonly timeoutMs?: number;
}

/** A response as it arrived. */
export interface Answer {
	/** The HTTP status. */
	readonly status: number;
	/** The decoded body: undefined when it was empty, a string when it was not JSON. */
	readonly body: unknown;
}

/** What the service said in a refusal, and what to do about it if more is known than the service says. */
export interface Explanation {
	/** The service's own words. */
	readonly message: string;
	/** What to do. */
	readonly description?: string;
	/** The service itself says that the campaign does not exist. */
	readonly notFound?: boolean;
	/** The service rejects the key although the HTTP status is not 401. */
	readonly refusesKey?: boolean;
}
