/** One request in the provider's own words. `transport/` encodes, signs and sends it. */
export interface ProviderRequest {
	/** What the request is for, as messages say it: "create the campaign". */
	readonly purpose: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Segments after the API's own path. */
	readonly path: readonly string[];
	readonly query?: Readonly<Record<string, string>>;
	/** Sent as JSON. */
	readonly body?: unknown;
	/** Whether sending it twice has the effect of sending it once. The default is true for GET, false otherwise. */
	readonly idempotent?: boolean;
	/** The path is inferred, not documented: a 404 then means that the service does not offer the call. */
	readonly isInferred?: boolean;
	/** Sent instead when the service answers 404. */
	readonly fallback?: ProviderRequest;
	/** A success may have an empty body. Otherwise an empty body is a failure. */
	readonly allowEmptyBody?: boolean;
	/** Two empty bodies in a row mean "not found"; a single one may come from a service under load. */
	readonly emptyMeansNotFound?: boolean;
	/** How long the service may take, in ms, where it is known to be slow. */
	readonly timeoutMs?: number;
}

/** A response as it arrived. */
export interface Answer {
	/** The HTTP status. */
	readonly status: number;
	/** The decoded body: undefined when it was empty, the text itself when it was not JSON. */
	readonly body: unknown;
}

/** What the service said in a refusal, and what to do about it where we know more than it says. */
export interface Explanation {
	readonly message: string;
	readonly description?: string;
	/** The service itself says that the campaign does not exist. */
	readonly notFound?: boolean;
	/** The service rejects the key although the HTTP status is not 401. */
	readonly refusesKey?: boolean;
}
