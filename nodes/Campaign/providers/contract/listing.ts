import type { IDataObject } from 'n8n-workflow';
import type { ProviderRequest } from './request';

/** What a list is narrowed to. */
export interface ListFilters {
	/** Part of the name, in any case. */
	readonly name?: string;
	/** What the user set of the service's own filters and switches, by parameter name. */
	readonly own?: IDataObject;
}

/** One page of a list, and the request for the next page if there is one. */
export interface Page<T> {
	readonly entries: readonly T[];
	readonly next?: ProviderRequest;
}

/** A list that is read page by page. */
export interface Listing<T> {
	/**
	 * @param filters use those that the service can apply, ignore the others
	 * @throws InvalidInput when one of the service's own filters cannot be sent
	 */
	firstPage(filters: ListFilters): ProviderRequest;
	/**
	 * @param request the request that was answered
	 * @returns undefined when the answer has an unexpected shape
	 */
	parsePage(answer: unknown, request: ProviderRequest): Page<T> | undefined;
	/**
	 * Identifies an entry. Required if pages are numbered: entries then move from page to page when others come or go, so
	 * pages are read twice to miss none.
	 */
	readonly entryId?: (entry: T) => string;
}
