/** Where a service is and how it is called. */
export interface Service {
	/** The address without the API's own path; `{dataCenter}` stands for the credential's data center. */
	readonly address: string;
	/** The API's own path, for example `/api/v1`. */
	readonly apiPath: string;
	readonly authentication: Authentication;
	/** Where users find the key, in the service's own words. */
	readonly keyLocation: string;
	/** A read that only a valid key answers; tests the credential. Must answer a JSON object. */
	readonly test: KeyTest;
	/** The documented rate limits; all of them apply. */
	readonly rates?: readonly Rate[];
}

/** Turns the secret into what is added to every request: headers, query parameters or both. */
export type Authentication = (secret: string) => SignedParts;

/** What authenticates a request. */
export interface SignedParts {
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
}

/** The call that proves a key. */
export interface KeyTest {
	readonly path: readonly string[];
	/** Values in a body with status 200 that mean the key was rejected. */
	readonly refusals?: ReadonlyArray<{
		readonly key: string;
		readonly value: unknown;
		readonly message: string;
	}>;
}

/** At most `requests` in any `perMs` milliseconds. */
export interface Rate {
	readonly requests: number;
	readonly perMs: number;
}

/** The account that a credential opens. */
export interface Account {
	/** The service's address, without the API's own path and without a slash at the end. */
	readonly address: string;
}
