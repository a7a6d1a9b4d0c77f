import type { IDataObject } from 'n8n-workflow';
import { idText, isObject, objectArray } from '../../json';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';
import type { Shape } from '../contract/shape';

/** The most that the service puts on a page. */
const perPage = 100;

/**
 * The request for the first page of a list.
 *
 * @param answer what the service answers
 * @param search a name to search for; the service does the search
 */
export function firstPage(
	purpose: string,
	path: readonly string[],
	answer: Shape,
	search?: string,
): ProviderRequest {
	return {
		purpose,
		method: 'GET',
		path,
		basis: 'documented',
		answer,
		query: { page: '1', per_page: String(perPage), ...(search === undefined ? {} : { search }) },
	};
}

/**
 * Reads one page: `{<name>: [...]}` or `{<name>: {data: [...]}, meta}`. `meta` says which page is the last. Without it,
 * the first page that is not full is.
 *
 * @param name the key of the list in the answer
 */
export function parsePage(
	answer: unknown,
	request: ProviderRequest,
	name: string,
): Page<IDataObject> | undefined {
	if (!isObject(answer)) return undefined;
	const list = answer[name];
	const entries = objectArray(isObject(list) ? list.data : list);
	if (entries === undefined) return undefined;
	const page = Number(request.query?.page ?? '1');
	const last = lastPage(answer.meta) ?? (isObject(list) ? lastPage(list) : undefined);
	const isLast = last === undefined ? entries.length < perPage : page >= last;
	if (isLast) return { entries };
	return { entries, next: { ...request, query: { ...request.query, page: String(page + 1) } } };
}

/** The number of the last page. The keys of `meta` are inferred: they are those of the framework behind the service. */
function lastPage(meta: unknown): number | undefined {
	if (!isObject(meta)) return undefined;
	const last = Number(idText(meta.last_page));
	return Number.isSafeInteger(last) && last >= 0 ? last : undefined;
}
