import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { operations } from './';
import { CampaignIndex } from './shared/campaignIndex';
import type { Item, ItemContext, Operation } from './shared/operation';
import { itemsAtOnce, readRetryPolicy } from './shared/options';
import { findProvider } from '../providers/registry';
import type { Provider } from '../providers/contract/provider';
import { InvalidInput } from '../providers/contract/provider';
import { resolveCredential } from '../transport/credential';
import { createClient } from '../transport/client';
import { itemRanges, forEachConcurrently } from './concurrency';

type Told = NodeApiError | NodeOperationError;

/** What became of an item. */
type Result =
	| { readonly ok: true; readonly output: IDataObject[] }
	| { readonly ok: false; readonly error: Told };

/**
 * Runs the chosen operation for every item, a few side by side: the only place that loops over items,
 * pairs outputs with inputs and handles Continue On Fail.
 *
 * @returns one output with the items of all inputs, in their order
 * @throws NodeApiError or NodeOperationError naming the item, unless the node continues on fail
 */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { length } = this.getInputData();
	if (length === 0) return [[]];
	const results: Array<Result | undefined> = Array.from({ length });
	const run = { created: new Set<string>(), campaignIndex: new CampaignIndex() };
	await forEachConcurrently(
		length,
		atOnce(this),
		(itemIndex) => subjectOf(this, itemIndex),
		async (itemIndex) => {
			const result = await work(this, itemIndex, run);
			results[itemIndex] = result;
			return result.ok || this.continueOnFail();
		},
	);
	const output = results.flatMap((result, item): INodeExecutionData[] => {
		if (result === undefined) return [];
		if (!result.ok && !this.continueOnFail()) throw withOthers(result.error, results);
		const jsons = result.ok ? result.output : [errorJson(result.error)];
		return jsons.map((json) => ({ json, pairedItem: { item } }));
	});
	return [output];
}

/** The error that ends the run, saying what became of the other items: their outputs are lost with it. */
function withOthers(error: Told, results: ReadonlyArray<Result | undefined>): Told {
	const indices = (is: (result: Result | undefined) => boolean) =>
		itemRanges([...results.keys()].filter((index) => is(results[index])));
	const others = [
		['Done', indices((result) => result?.ok === true)],
		['Failed too', indices((result) => result?.ok === false && result.error !== error)],
		['Not started', indices((result) => result === undefined)],
	].flatMap(([what, items]) => (items === '' ? [] : [`${what}: item ${items}.`]));
	if (others.length > 0)
		error.description = [error.description, ...others].filter(Boolean).join(' ');
	return error;
}

/** Does one item's work; whatever goes wrong is its result. */
async function work(
	caller: IExecuteFunctions,
	itemIndex: number,
	run: Pick<ItemContext, 'created' | 'campaignIndex'>,
): Promise<Result> {
	try {
		const { operation, item } = chosen(caller, itemIndex);
		const account = resolveCredential(await caller.getCredentials('campaignApi', itemIndex));
		requireAgreement(item.provider, account.provider, caller);
		const client = createClient(caller, account, readRetryPolicy(caller, itemIndex));
		const output = await operation.execute({ ...item, client, ...run });
		return { ok: true, output: [output].flat().map(withoutErrorKey) };
	} catch (error) {
		return { ok: false, error: tell(caller, error, itemIndex) };
	}
}

/** An item whose input is bad is about nothing: its work says what is wrong. */
function subjectOf(caller: IExecuteFunctions, itemIndex: number): string | undefined {
	try {
		const { operation, item } = chosen(caller, itemIndex);
		return operation.lockKey(item);
	} catch {
		return undefined;
	}
}

function atOnce(caller: IExecuteFunctions): number {
	try {
		return itemsAtOnce(caller);
	} catch (error) {
		throw tell(caller, error, 0);
	}
}

function chosen(
	caller: IExecuteFunctions,
	itemIndex: number,
): { operation: Operation; item: Item } {
	const providerId = caller.getNodeParameter('provider', itemIndex);
	const provider = findProvider(providerId);
	if (provider === undefined) {
		throw new InvalidInput(
			`The provider '${String(providerId)}' is not known`,
			'Choose one from the list.',
		);
	}
	const verb = caller.getNodeParameter('operation', itemIndex);
	const operation = operations.find((one) => one.verb === verb);
	if (operation === undefined || !operation.isOffered(provider)) {
		const offered = operations.filter((one) => one.isOffered(provider));
		throw new InvalidInput(
			`${provider.displayName} has no operation '${operation?.displayName ?? String(verb)}'`,
			`Its API offers: ${offered.map(({ displayName }) => displayName).join(', ')}.`,
		);
	}
	return { operation, item: { caller, itemIndex, provider } };
}

/** A key must never be sent to another service than its own. */
function requireAgreement(
	chosenProvider: Provider,
	owner: Provider,
	caller: IExecuteFunctions,
): void {
	if (chosenProvider.id === owner.id) return;
	const name = caller.getNode().credentials?.campaignApi?.name;
	throw new InvalidInput(
		`The node is set to ${chosenProvider.displayName}, but the credential${name === undefined ? '' : ` '${name}'`} is for ${owner.displayName}`,
		`Choose a credential for ${chosenProvider.displayName}, or change 'Provider'. Nothing was sent.`,
	);
}

/** n8n takes any item with a top-level `error` for failed and may run the node again, so a service's own field moves. */
function withoutErrorKey(json: IDataObject): IDataObject {
	if (!('error' in json)) return json;
	const { error, ...rest } = json;
	return { ...rest, providerError: error };
}

function tell(caller: IExecuteFunctions, error: unknown, itemIndex: number): Told {
	const told =
		error instanceof NodeApiError || error instanceof NodeOperationError
			? error
			: new NodeOperationError(caller.getNode(), messageOf(error), {
					description: error instanceof InvalidInput ? error.description : undefined,
				});
	told.context.itemIndex = itemIndex;
	// n8n shows the index only among the details, and replaces a message in which it finds the letters of an error code.
	told.message =
		messageOf(error) + (caller.getInputData().length > 1 ? ` [item ${itemIndex}]` : '');
	return told;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** Only keys that n8n knows as an error's, so that the error output works. */
function errorJson(error: Told): IDataObject {
	const details: IDataObject = {};
	if (typeof error.description === 'string') details.description = error.description;
	if (error instanceof NodeApiError && error.httpCode !== null) details.httpCode = error.httpCode;
	if (error.context.campaignId !== undefined) details.campaignId = String(error.context.campaignId);
	return { error: error.message, details };
}
