import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { parseUrl } from '../transport/url';

/** The name of the mark in an address's query. */
export const markParameter = 'mark';

/**
 * The mark of an address: proof that who calls it was told it by us. A service that signs nothing sends it back with
 * every delivery, as part of the address. Only who knows the API key can make it.
 *
 * @param key the API key
 * @param address the address without the mark
 */
export function markOf(key: string, address: string): string {
	return createHmac('sha256', key).update(`campaign webhook\n${address}`).digest('base64url');
}

/** An address with its mark; any other text as it is. */
export function withMark(address: string, mark: string): string {
	const url = parseUrl(address);
	if (url === undefined) return address;
	url.searchParams.set(markParameter, mark);
	return url.toString();
}

/**
 * An address without its mark, written as services write it: they put the host in lower case and leave out the usual port.
 * Any other text as it is.
 */
export function withoutMark(address: string): string {
	const url = parseUrl(address);
	if (url === undefined) return address;
	url.searchParams.delete(markParameter);
	return url.toString();
}

/** What is stored of a mark. It shows whether a mark is right, and not what the mark is. */
export function markHash(mark: string): string {
	return hash('sha256', mark, 'base64url');
}

/**
 * Whether a mark is the one of which the hash is stored. It takes equally long whatever is wrong.
 *
 * @param stored undefined when nothing is stored: then no mark is right
 */
export function isMarkOf(stored: string | undefined, given: unknown): boolean {
	const isText = typeof given === 'string';
	const actual = Buffer.from(markHash(isText ? given : ''));
	const expected = Buffer.from(stored ?? '');
	const isComparable = expected.length === actual.length;
	return timingSafeEqual(actual, isComparable ? expected : Buffer.alloc(actual.length)) && isText;
}
