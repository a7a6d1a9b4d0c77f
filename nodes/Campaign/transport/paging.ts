import type { Filters, Listing, Page, ProviderRequest } from '../providers/provider';
import type { Api } from './api';
import { unreadable } from './api';

/**
 * Reads a list page by page, until the service has no more.
 *
 * @param from the page to begin with; the first one when left out
 * @returns each page, in the service's order
 * @throws NodeApiError when a page fails, can't be read, or the service sends the same page again
 */
export async function* pages<T>(
	api: Api,
	listing: Listing<T>,
	filters: Filters = {},
	from: ProviderRequest = listing.first(filters),
): AsyncGenerator<Page<T>> {
	const asked = new Set<string>();
	let before = '';
	for (let request = from; ; ) {
		const { body, answered } = await api.send(request);
		const page = listing.page(body, answered);
		if (page === undefined) throw unreadable(api, request);
		const { entries, next } = page;
		const ends = JSON.stringify([entries[0], entries[entries.length - 1], entries.length]);
		asked.add(JSON.stringify(request.query ?? {}));
		if (
			(entries.length > 0 && ends === before) ||
			(next !== undefined && asked.has(JSON.stringify(next.query ?? {})))
		) {
			throw api.error(
				`${api.account.provider.displayName} sent the same page twice when asked to ${request.does}`,
				'The list would never end, so it was not read further. Run the node again; if it stays so, tell the service.',
			);
		}
		before = ends;
		yield page;
		if (next === undefined) return;
		request = next;
	}
}

/**
 * All entries of a list.
 *
 * @throws NodeApiError as pages does
 */
export async function allEntries<T>(
	api: Api,
	listing: Listing<T>,
	filters: Filters = {},
): Promise<T[]> {
	const entries: T[] = [];
	for await (const page of pages(api, listing, filters)) {
		for (const entry of page.entries) entries.push(entry);
	}
	return entries;
}
