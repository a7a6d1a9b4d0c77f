import type { CampaignFilters } from '../providers/contract/campaigns';
import type { Listing, Page } from '../providers/contract/listing';
import type { ProviderRequest } from '../providers/contract/request';
import type { ApiClient } from './client';
import { unexpectedShape } from './client';

/** More pages than any account has: 500,000 campaigns at 100 a page. */
const maxPages = 5_000;

/** How often a list that changes while it is read is started, the first time included. */
const maxPasses = 4;

/** A page with where it comes from. */
export interface AnsweredPage<T> extends Page<T> {
	/** The request that was answered: the one that was sent, or its fallback. */
	readonly answered: ProviderRequest;
	/** The answer as it arrived, with the key removed. */
	readonly text: string;
}

/**
 * Reads a list page by page until the service has no more. With numbered pages, every page but the last is read twice:
 * only if it still has the same entries after the next page was read, none can have moved between the two unseen.
 * Otherwise the list is started again.
 *
 * @param from the page to start with; the default is the first one
 * @returns each page in the service's order; of a list that is started again, only the entries that are new
 * @throws NodeApiError when a page fails or cannot be read, when a page is repeated or the list does not end, or when
 * the list changes every time it is read
 */
export async function* pages<T>(
	client: ApiClient,
	listing: Listing<T>,
	filters: CampaignFilters = {},
	from: ProviderRequest = listing.firstPage(filters),
): AsyncGenerator<AnsweredPage<T>> {
	const { entryId } = listing;
	const known = new Set<string>();
	const requested = new Set<string>();
	let passes = 1;
	let previous: RequestedPage<T> | undefined;
	for (let request = from; ; ) {
		const { page, answered, text } = await fetchPage(client, listing, request);
		requested.add(queryOf(request));
		if (previous !== undefined && isRepeated(previous.page, page)) throw endless(client, request);
		if (page.next !== undefined && requested.has(queryOf(page.next)))
			throw endless(client, request);
		if (requested.size >= maxPages) throw endless(client, request);

		if (entryId === undefined) {
			yield { ...page, answered, text };
		} else {
			const entries = page.entries.filter((entry) => !known.has(entryId(entry)));
			for (const entry of entries) known.add(entryId(entry));
			yield { ...page, entries, answered, text };
			if (previous !== undefined && (await hasMoved(client, listing, previous, entryId))) {
				if (passes === maxPasses) throw unsteady(client, request);
				passes++;
				requested.clear();
				previous = undefined;
				request = from;
				continue;
			}
		}
		if (page.next === undefined) return;
		previous = { request: answered, page };
		request = page.next;
	}
}

interface RequestedPage<T> {
	readonly request: ProviderRequest;
	readonly page: Page<T>;
}

/** Whether a page has other entries than when it was read. */
async function hasMoved<T>(
	client: ApiClient,
	listing: Listing<T>,
	{ request, page }: RequestedPage<T>,
	entryId: (entry: T) => string,
): Promise<boolean> {
	const again = await fetchPage(client, listing, request);
	const ids = ({ entries }: Page<T>) => JSON.stringify(entries.map(entryId));
	return ids(again.page) !== ids(page);
}

async function fetchPage<T>(
	client: ApiClient,
	listing: Listing<T>,
	request: ProviderRequest,
): Promise<{ page: Page<T>; answered: ProviderRequest; text: string }> {
	const { body, answered, text } = await client.send(request);
	const page = listing.parsePage(body, answered);
	if (page === undefined) throw unexpectedShape(client, request);
	return { page, answered, text };
}

function queryOf({ query }: ProviderRequest): string {
	return JSON.stringify(query ?? {});
}

function isRepeated<T>({ entries }: Page<T>, { entries: others }: Page<T>): boolean {
	const ends = (of: readonly T[]) => JSON.stringify([of[0], of[of.length - 1], of.length]);
	return entries.length > 0 && ends(entries) === ends(others);
}

function endless(client: ApiClient, { purpose }: ProviderRequest) {
	return client.error(
		`${client.provider.displayName} keeps sending pages when asked to ${purpose}`,
		'A page came twice, or there were more pages than any account has, so the node stopped reading the list. Run the node again. If it happens again, contact the support of the service.',
	);
}

function unsteady(client: ApiClient, { purpose }: ProviderRequest) {
	return client.error(
		`The list changed every time ${client.provider.displayName} was asked to ${purpose}`,
		'Entries were added or removed while the pages were read, so some may have been missed. Run the node again at a quieter time.',
	);
}

/**
 * All entries of a list.
 *
 * @throws NodeApiError as pages does
 */
export async function allEntries<T>(
	client: ApiClient,
	listing: Listing<T>,
	filters: CampaignFilters = {},
): Promise<T[]> {
	const entries: T[] = [];
	for await (const page of pages(client, listing, filters)) {
		for (const entry of page.entries) entries.push(entry);
	}
	return entries;
}
