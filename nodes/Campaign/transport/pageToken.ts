import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../json';
import type { ProviderRequest } from '../providers/contract/request';

/** A page of a list as a text that can be stored: which of the list's paths answered, and the page's query. */
export function tokenOf(request: ProviderRequest): string {
	return JSON.stringify({ path: pathOf(request), query: request.query ?? {} });
}

/**
 * The request for the page of a token.
 *
 * @param first the request for the list's first page
 */
export function pageFromToken(first: ProviderRequest, token: string): ProviderRequest {
	const parsed: unknown = JSON.parse(token);
	const { path, query } = isObject(parsed) ? parsed : {};
	const request = typeof path === 'string' ? atPath(first, path) : first;
	return { ...request, query: isObject(query) ? textValues(query) : {}, fallback: undefined };
}

/**
 * The request for the first page of one of the lists that a service may have.
 *
 * @param path from `pathOf`; empty when any list will do
 */
export function atPath(first: ProviderRequest, path: string): ProviderRequest {
	if (path === '') return first;
	const { fallback } = first;
	const request = fallback !== undefined && pathOf(fallback) === path ? fallback : first;
	return { ...request, fallback: undefined };
}

/** Identifies the list that a request reads. */
export function pathOf({ path }: ProviderRequest): string {
	return path.join('/');
}

function textValues(query: IDataObject): Record<string, string> {
	return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}
