import type { ProviderId } from './service.mts';

/** Which requests a fault or a scheduled change applies to. */
export interface RequestPattern {
	provider: ProviderId;
	/** Any method if omitted. */
	method?: string;
	/** A regular expression, tested on the path within the service. Any path if omitted. */
	path?: string;
}

/** @returns whether a request matches the pattern; `method` is in upper case */
export function matches(
	pattern: RequestPattern,
	provider: ProviderId,
	method: string,
	path: string,
): boolean {
	return (
		pattern.provider === provider &&
		(pattern.method === undefined || pattern.method.toUpperCase() === method) &&
		(pattern.path === undefined || new RegExp(pattern.path).test(path))
	);
}
