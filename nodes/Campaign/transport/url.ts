/**
 * Parses an address.
 *
 * @param base what a relative address is relative to
 * @returns undefined when it is not an address
 */
export function parseUrl(address: string, base?: string): URL | undefined {
	try {
		return new URL(address, base);
	} catch {
		return undefined;
	}
}
