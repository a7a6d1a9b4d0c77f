import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray } from '../../json';
import type { Page } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';
import type { Shape } from '../contract/shape';

/** The most that the service puts on a page. */
const perPage = 100;

/**
 * The request for the first page of a list.
 *
 * @param answer what the service answers, if that is known
 * @param search a name to search for; the service does the search
 */
export function firstPage(
	purpose: string,
	path: readonly string[],
	answer: Shape | undefined,
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
 * Reads one page: `{<name>: [...]}` or `{<name>: {data: [...]}, meta}`. A page that is not full is the last one.
 *
 * @param name the key of the list in the answer
 */
export function readPage(
	answer: unknown,
	asked: ProviderRequest,
	name: string,
): Page<IDataObject> | undefined {
	if (!isObject(answer)) return undefined;
	const list = answer[name];
	const entries = objectArray(isObject(list) ? list.data : list);
	if (entries === undefined) return undefined;
	if (entries.length < perPage) return { entries };
	const page = String(Number(asked.query?.page ?? '1') + 1);
	return { entries, next: { ...asked, query: { ...asked.query, page } } };
}
