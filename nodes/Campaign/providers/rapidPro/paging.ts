import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray } from '../../json';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';

/**
 * Reads one page: `{results, next}`. Only the cursor is taken from `next`, never the address: behind a proxy it may name
 * an internal host or http, and the token must not go there.
 */
export function parsePage(
	answer: unknown,
	request: ProviderRequest,
): Page<IDataObject> | undefined {
	if (!isObject(answer)) return undefined;
	const entries = objectArray(answer.results);
	if (entries === undefined) return undefined;
	if (answer.next === null || answer.next === undefined) return { entries };
	const cursor = cursorOf(answer.next);
	if (cursor === undefined) return undefined;
	return { entries, next: { ...request, query: { ...request.query, cursor } } };
}

function cursorOf(next: unknown): string | undefined {
	if (typeof next !== 'string') return undefined;
	const query = next.indexOf('?');
	if (query === -1) return undefined;
	return new URLSearchParams(next.slice(query + 1)).get('cursor') ?? undefined;
}
