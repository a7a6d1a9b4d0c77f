import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../campaign';
import type { ProviderRequest } from '../providers/contract/provider';

/** A page of a list as a text that can be kept: which of the list's paths answered, and the page's query. */
export function tokenOf(request: ProviderRequest): string {
	return JSON.stringify({ path: pathOf(request), query: request.query ?? {} });
}

/**
 * The page of a tokenOf.
 *
 * @param first the request of the list's first page
 */
export function pageOf(first: ProviderRequest, token: string): ProviderRequest {
	const told: unknown = JSON.parse(token);
	const { path, query } = isObject(told) ? told : {};
	const asked = typeof path === 'string' ? atPath(first, path) : first;
	return { ...asked, query: isObject(query) ? textValues(query) : {}, fallback: undefined };
}

/**
 * The first page of the one list that is meant, where a service may have two.
 *
 * @param path of pathOf; empty where any of them will do
 */
export function atPath(first: ProviderRequest, path: string): ProviderRequest {
	if (path === '') return first;
	const { fallback } = first;
	const asked = fallback !== undefined && pathOf(fallback) === path ? fallback : first;
	return { ...asked, fallback: undefined };
}

/** Which list a request asks for. */
export function pathOf({ path }: ProviderRequest): string {
	return path.join('/');
}

function textValues(query: IDataObject): Record<string, string> {
	return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}
