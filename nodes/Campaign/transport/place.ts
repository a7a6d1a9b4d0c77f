import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../campaign';
import type { ProviderRequest } from '../providers/provider';

/** A page of a list as a text that can be kept: which of the list's paths answered, and the page's query. */
export function tokenOf({ path, query }: ProviderRequest): string {
	return JSON.stringify({ path: path.join('/'), query: query ?? {} });
}

/**
 * The page of a tokenOf.
 *
 * @param first the request of the list's first page
 */
export function pageOf(first: ProviderRequest, token: string): ProviderRequest {
	const told: unknown = JSON.parse(token);
	const { path, query } = isObject(told) ? told : {};
	const { otherwise } = first;
	const asked = otherwise !== undefined && otherwise.path.join('/') === path ? otherwise : first;
	return { ...asked, query: isObject(query) ? textValues(query) : {} };
}

function textValues(query: IDataObject): Record<string, string> {
	return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}
