import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { toNodeError } from '../errors';
import type { Listing } from '../providers/contract/listing';
import type { ListOption, OptionList } from '../providers/contract/optionLists';
import { findProvider, providers } from '../providers/registry';
import { timeZones, timeZonesMethod } from '../providers/shared/timeZones';
import type { ApiClient } from '../transport/client';
import { createClient } from '../transport/client';
import { requireSameProvider, resolveCredential } from '../transport/credential';
import { pageFromToken, tokenOf } from '../transport/pageToken';
import { allEntries, pages } from '../transport/paging';

/** The editor waits for the list, so a busy service delays it by no more than this, in ms. */
const maxWaitMs = 20_000;

/** The lists for the editor, by the names that the fields give. */
export const methods = {
	listSearch: {
		async searchCampaigns(
			this: ILoadOptionsFunctions,
			filter?: string,
			paginationToken?: string,
		): Promise<INodeListSearchResult> {
			const client = await editorClient(this);
			return await searchPage(client, campaignOptions(client), filter, paginationToken);
		},
		...searchMethods(),
	},
	loadOptions: {
		...loadMethods(),
		async [timeZonesMethod](): Promise<INodePropertyOptions[]> {
			return timeZones().map((name) => ({ name, value: name }));
		},
	},
};

function campaignOptions(client: ApiClient): OptionList {
	const { getAll } = client.provider.campaigns;
	return {
		firstPage: () => getAll.firstPage({}),
		parsePage: (answer, request) => {
			const page = getAll.parsePage(answer, request);
			if (page === undefined) return undefined;
			const entries = page.entries.map((raw): ListOption => {
				const { id, name, status } = client.normalize(raw);
				return { name: name === '' ? id : name, value: id, description: status };
			});
			return { entries, next: page.next };
		},
	};
}

function searchMethods() {
	return forEachOptionList(
		(list) =>
			async function (
				this: ILoadOptionsFunctions,
				filter?: string,
				paginationToken?: string,
			): Promise<INodeListSearchResult> {
				return await searchPage(await editorClient(this), list, filter, paginationToken);
			},
	);
}

function loadMethods() {
	return forEachOptionList(
		(list) =>
			async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const entries = await allEntries(await editorClient(this), list);
				return entries.map((entry) => ({ ...entry })).sort((a, b) => a.name.localeCompare(b.name));
			},
	);
}

/** One method for each option list of each provider. */
function forEachOptionList<T>(method: (list: OptionList) => T): Record<string, T> {
	return Object.fromEntries(
		providers.flatMap(({ optionLists = {} }) =>
			Object.entries(optionLists).map(([name, list]) => [name, method(list)]),
		),
	);
}

/** The next page with a match, so that the editor never shows an empty page while there are more. */
async function searchPage(
	client: ApiClient,
	listing: Listing<ListOption>,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const id = filter.trim();
	const searched = id.toLowerCase();
	const first = listing.firstPage({});
	const from = paginationToken === undefined ? first : pageFromToken(first, paginationToken);
	for await (const { entries, next } of pages(client, listing, {}, from)) {
		const results = entries
			.filter(({ name, value }) => name.toLowerCase().includes(searched) || String(value) === id)
			.map((entry) => ({ ...entry }));
		if (next === undefined) return { results };
		if (results.length > 0) return { results, paginationToken: tokenOf(next) };
	}
	return { results: [] };
}

/** @throws NodeOperationError when the credential cannot be used, or is for another provider */
async function editorClient(functions: ILoadOptionsFunctions): Promise<ApiClient> {
	try {
		const account = resolveCredential(await functions.getCredentials('campaignApi'));
		requireSameProvider(findProvider(functions.getCurrentNodeParameter('provider')), account);
		return createClient(functions, account, { maxWaitMs, maxQueueMs: maxWaitMs });
	} catch (error) {
		throw toNodeError(functions.getNode(), error);
	}
}
