import type { CampaignFilters } from '../providers/contract/campaigns';
import type { Listing, Page } from '../providers/contract/listing';
import type { ProviderRequest } from '../providers/contract/request';
import type { ApiClient } from './client';
import { unexpectedShape } from './client';

/** More pages than any account has: 500,000 campaigns at 100 a page. */
const mostPages = 5_000;

/** How often a list that changes while it is read is begun, the first reading included. */
const mostReadings = 4;

/** A page with the request that it answers: the one asked, or what that names to ask otherwise. */
export type AnsweredPage<T> = Page<T> & { readonly answered: ProviderRequest };

/**
 * Reads a list page by page, until the service has no more. Of a list whose pages are counted, every
 * page but the last is read twice: only if it still holds the same entries after the next page was
 * read, none can have slipped from one to the other unseen. Else the list is begun again.
 *
 * @param from the page to begin with; the first one when left out
 * @returns each page, in the service's order; of a list that is begun again only entries that are new
 * @throws NodeApiError when a page fails, can't be read, the service sends the same page again, doesn't
 * come to an end, or the list changes whenever it is read
 */
export async function* pages<T>(
	api: ApiClient,
	listing: Listing<T>,
	filters: CampaignFilters = {},
	from: ProviderRequest = listing.firstPage(filters),
): AsyncGenerator<AnsweredPage<T>> {
	const { entryId } = listing;
	const known = new Set<string>();
	const asked = new Set<string>();
	let readings = 1;
	let before: Asked<T> | undefined;
	for (let request = from; ; ) {
		const { page, answered } = await readPage(api, listing, request);
		asked.add(queryOf(request));
		if (before !== undefined && isSame(before.page, page)) throw endless(api, request);
		if (page.next !== undefined && asked.has(queryOf(page.next))) throw endless(api, request);
		if (asked.size >= mostPages) throw endless(api, request);

		if (entryId === undefined) {
			yield { ...page, answered };
		} else {
			const entries = page.entries.filter((entry) => !known.has(entryId(entry)));
			for (const entry of entries) known.add(entryId(entry));
			yield { ...page, entries, answered };
			if (before !== undefined && (await hasMoved(api, listing, before, entryId))) {
				if (readings === mostReadings) throw unsteady(api, request);
				readings++;
				asked.clear();
				before = undefined;
				request = from;
				continue;
			}
		}
		if (page.next === undefined) return;
		before = { request: answered, page };
		request = page.next;
	}
}

interface Asked<T> {
	readonly request: ProviderRequest;
	readonly page: Page<T>;
}

/** Whether a page holds other entries than when it was read. */
async function hasMoved<T>(
	api: ApiClient,
	listing: Listing<T>,
	{ request, page }: Asked<T>,
	entryId: (entry: T) => string,
): Promise<boolean> {
	const again = await readPage(api, listing, request);
	const ids = ({ entries }: Page<T>) => JSON.stringify(entries.map(entryId));
	return ids(again.page) !== ids(page);
}

async function readPage<T>(
	api: ApiClient,
	listing: Listing<T>,
	request: ProviderRequest,
): Promise<{ page: Page<T>; answered: ProviderRequest }> {
	const { body, answered } = await api.send(request);
	const page = listing.parsePage(body, answered);
	if (page === undefined) throw unexpectedShape(api, request);
	return { page, answered };
}

function queryOf({ query }: ProviderRequest): string {
	return JSON.stringify(query ?? {});
}

function isSame<T>({ entries }: Page<T>, { entries: others }: Page<T>): boolean {
	const ends = (of: readonly T[]) => JSON.stringify([of[0], of[of.length - 1], of.length]);
	return entries.length > 0 && ends(entries) === ends(others);
}

function endless(api: ApiClient, { purpose }: ProviderRequest) {
	return api.error(
		`${api.account.provider.displayName} sends pages without end when asked to ${purpose}`,
		'A page came twice, or there were more than any account holds, so the list was not read further. Run the node again; if it stays so, tell its support.',
	);
}

function unsteady(api: ApiClient, { purpose }: ProviderRequest) {
	return api.error(
		`The list changed whenever ${api.account.provider.displayName} was asked to ${purpose}`,
		'Campaigns were made or deleted while its pages were read, so some may have been missed. Run the node again when less is going on.',
	);
}

/**
 * All entries of a list.
 *
 * @throws NodeApiError as pages does
 */
export async function allEntries<T>(
	api: ApiClient,
	listing: Listing<T>,
	filters: CampaignFilters = {},
): Promise<T[]> {
	const entries: T[] = [];
	for await (const page of pages(api, listing, filters)) {
		for (const entry of page.entries) entries.push(entry);
	}
	return entries;
}
