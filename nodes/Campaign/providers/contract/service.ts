import type { Basis } from './request';
import type { Shape } from './shape';

/** Where a service is and how it is called. */
export interface Service {
	/** The address without the API's own path. `{dataCenter}` stands for Data Center in the credential. */
	readonly address: string;
	/** The API's own path, for example `/api/v1`. */
	readonly apiPath: string;
	readonly authentication: Authentication;
	/** Where users find the key. Completes the sentence "Find it in Smartlead under …". */
	readonly keyLocation: string;
	/** Tests the credential. */
	readonly test: KeyTest;
	/** The documented rate limits. All of them apply. */
	readonly rates?: readonly Rate[];
	/** The header in which answers name one of the limits, in lower case, if there is one. */
	readonly rateHeader?: string;
}

/** Turns the key into what authenticates a request. */
type Authentication = (key: string) => SignedParts;

/** What is added to every request. */
interface SignedParts {
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
}

/** A GET call that proves a key: it answers a JSON object, and only to a valid key. */
interface KeyTest {
	/** Segments after the API's own path. */
	readonly path: readonly string[];
	readonly basis: Basis;
	/** What the service answers to a valid key. Check Account compares with it. */
	readonly answer: Shape;
	/** Values in a body with status 200 that mean that the key was rejected. */
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
