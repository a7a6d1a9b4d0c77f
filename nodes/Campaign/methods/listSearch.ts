import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { findProvider, providers } from '../providers/registry';
import type { ListOption, Listing, OptionList, Provider } from '../providers/contract/provider';
import { InvalidInput } from '../providers/contract/provider';
import { resolveCredential } from '../transport/credential';
import type { ApiClient } from '../transport/client';
import { createClient } from '../transport/client';
import { allEntries, pages } from '../transport/paging';
import { pageOf, tokenOf } from '../transport/pageToken';

/** The editor waits for a list: no longer than this for a busy service, in ms. */
const maxWaitMs = 20_000;

/** What the editor calls for fields that are chosen from a list, by the names that the fields give. */
export const methods = {
	listSearch: {
		async searchCampaigns(
			this: ILoadOptionsFunctions,
			filter?: string,
			paginationToken?: string,
		): Promise<INodeListSearchResult> {
			const api = await editorApi(this);
			const { provider } = api.account;
			const { getAll } = provider.campaigns;
			const choices: OptionList = {
				firstPage: () => getAll.firstPage({}),
				parsePage: (answer, asked) => {
					const page = getAll.parsePage(answer, asked);
					if (page === undefined) return undefined;
					const entries = page.entries.map((raw): ListOption => {
						const { id, name, status } = provider.toCampaign(raw, api.account);
						return { name: name === '' ? id : name, value: id, description: status };
					});
					return { entries, next: page.next };
				},
			};
			return await searchPage(api, choices, filter, paginationToken);
		},
		...searchMethods(),
	},
	loadOptions: loadMethods(),
};

function searchMethods() {
	return byName(
		(picker) =>
			async function (
				this: ILoadOptionsFunctions,
				filter?: string,
				paginationToken?: string,
			): Promise<INodeListSearchResult> {
				return await searchPage(await editorApi(this), picker, filter, paginationToken);
			},
	);
}

function loadMethods() {
	return byName(
		(picker) =>
			async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const entries = await allEntries(await editorApi(this), picker);
				return entries.map((entry) => ({ ...entry })).sort((a, b) => a.name.localeCompare(b.name));
			},
	);
}

/** One method for every picker of every provider. */
function byName<T>(method: (picker: OptionList) => T): Record<string, T> {
	return Object.fromEntries(
		providers.flatMap(({ optionLists }) =>
			Object.entries(optionLists).map(([name, picker]) => [name, method(picker)]),
		),
	);
}

/**
 * The next page that holds something of what is searched, so that the editor never shows an empty
 * page while there is more.
 */
async function searchPage(
	api: ApiClient,
	listing: Listing<ListOption>,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter.toLowerCase();
	const first = listing.firstPage({});
	const from = paginationToken === undefined ? first : pageOf(first, paginationToken);
	for await (const { entries, next } of pages(api, listing, {}, from)) {
		const results = entries
			.filter(({ name, value }) => name.toLowerCase().includes(wanted) || String(value) === filter)
			.map((entry) => ({ ...entry }));
		if (next === undefined) return { results };
		if (results.length > 0) return { results, paginationToken: tokenOf(next) };
	}
	return { results: [] };
}

async function editorApi(caller: ILoadOptionsFunctions): Promise<ApiClient> {
	try {
		const account = resolveCredential(await caller.getCredentials('campaignApi'));
		requireChosen(account.provider, caller.getCurrentNodeParameter('provider'));
		return createClient(caller, account, { maxWaitMs, maxPaceMs: maxWaitMs });
	} catch (error) {
		throw new NodeOperationError(caller.getNode(), error instanceof Error ? error : String(error), {
			description: error instanceof InvalidInput ? error.description : undefined,
		});
	}
}

function requireChosen(owner: Provider, chosenId: unknown): void {
	if (chosenId === owner.id) return;
	const chosen = findProvider(chosenId)?.displayName ?? 'another provider';
	throw new InvalidInput(
		`The node is set to ${chosen}, but the credential is for ${owner.displayName}`,
		`Choose a credential for ${chosen}, or change 'Provider'.`,
	);
}
