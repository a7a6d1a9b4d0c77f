import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { NodeError } from '../errors';
import { toNodeError } from '../errors';
import { InvalidInput } from '../providers/contract/invalidInput';
import type { Provider } from '../providers/contract/provider';
import { findProvider } from '../providers/registry';
import type { SendPolicy } from '../transport/client';
import { createClient } from '../transport/client';
import { requireSameProvider, resolveCredential } from '../transport/credential';
import { Run } from '../transport/run';
import { forEachConcurrently } from './concurrency';
import { operations } from './index';
import { RunCampaignIndex } from './shared/campaignIndex';
import type { ItemContext, PreparedItem } from './shared/operation';
import { readItemsAtOnce, readSendPolicy } from './shared/options';

interface FailedItem {
	readonly ok: false;
	readonly error: NodeError;
}

/** What an item is going to do: its parameters are read, nothing has been sent. */
type Plan = FailedItem | (PreparedItem & { ok: true; provider: Provider; policy: SendPolicy });

/** What became of an item. */
type Result = FailedItem | { readonly ok: true; readonly output: IDataObject[] };

/**
 * Runs the chosen operation for every item, several at a time. Nothing else loops over items, pairs outputs with
 * inputs or handles Continue On Fail. The parameters of all items are read before the first request.
 *
 * @returns one output with the items of all inputs, in their order
 * @throws NodeApiError or NodeOperationError naming the item, unless the node continues on fail
 */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { length } = this.getInputData();
	if (length === 0) return [[]];
	const itemsAtOnce = attempt(this, 0, () => ({
		ok: true as const,
		count: readItemsAtOnce(this),
	}));
	if (!itemsAtOnce.ok) throw itemsAtOnce.error;
	const plans = Array.from({ length }, (_, itemIndex) =>
		attempt(this, itemIndex, () => planItem(this, itemIndex)),
	);
	const bad = plans.find((plan) => !plan.ok);
	const results: Array<Result | undefined> = plans.map((plan) => (plan.ok ? undefined : plan));
	if (bad === undefined || this.continueOnFail()) {
		await runItems(this, plans, itemsAtOnce.count, results);
	}
	const output = results.flatMap((result, item): INodeExecutionData[] => {
		if (result === undefined) return [];
		if (!result.ok && !this.continueOnFail()) throw describeOthers(result.error, results);
		const jsons = result.ok ? result.output : [errorJson(result.error)];
		return jsons.map((json) => ({ json, pairedItem: { item } }));
	});
	return [output];
}

/**
 * Reads everything that the user set for one item.
 *
 * @throws InvalidInput naming the parameter
 */
function planItem(functions: IExecuteFunctions, itemIndex: number): Plan {
	const providerId = functions.getNodeParameter('provider', itemIndex);
	const provider = findProvider(providerId);
	if (provider === undefined) {
		throw new InvalidInput(
			`The provider '${String(providerId)}' is not known`,
			'Choose one from the list.',
		);
	}
	const name = functions.getNodeParameter('operation', itemIndex);
	const operation = operations.find((one) => one.name === name);
	const prepared = operation?.prepare({ functions, itemIndex, provider });
	if (prepared === undefined) {
		const offered = operations.filter((one) => one.isOffered(provider));
		throw new InvalidInput(
			`${provider.displayName} has no operation '${operation?.displayName ?? String(name)}'`,
			`Its API offers: ${offered.map(({ displayName }) => displayName).join(', ')}.`,
		);
	}
	return { ok: true, ...prepared, provider, policy: readSendPolicy(functions, itemIndex) };
}

/** Runs the items that have a plan, and adds what became of them to the results. */
async function runItems(
	functions: IExecuteFunctions,
	plans: readonly Plan[],
	itemsAtOnce: number,
	results: Array<Result | undefined>,
): Promise<void> {
	const run = new Run();
	const shared = { createdIds: new Set<string>(), campaignIndex: new RunCampaignIndex() };
	const lockKeyOf = (itemIndex: number) => {
		const plan = plans[itemIndex];
		return plan?.ok === true ? plan.lockKey : undefined;
	};
	await forEachConcurrently(plans.length, itemsAtOnce, lockKeyOf, async (itemIndex) => {
		const plan = plans[itemIndex];
		if (plan?.ok !== true) return true;
		const result = await runItem(functions, plan, { itemIndex, run }, shared);
		results[itemIndex] = result;
		return result.ok || functions.continueOnFail();
	});
}

async function runItem(
	functions: IExecuteFunctions,
	{ provider, policy, execute }: Extract<Plan, { ok: true }>,
	{ itemIndex, run }: { itemIndex: number; run: Run },
	shared: Omit<ItemContext, 'client'>,
): Promise<Result> {
	try {
		const account = resolveCredential(await functions.getCredentials('campaignApi', itemIndex));
		const credentialName = functions.getNode().credentials?.campaignApi?.name;
		requireSameProvider(provider, account, credentialName);
		const client = createClient(functions, account, policy, { itemIndex, run });
		const output = await execute({ client, ...shared });
		return { ok: true, output: [output].flat().map(withoutErrorKey) };
	} catch (error) {
		return { ok: false, error: toItemError(functions, error, itemIndex) };
	}
}

/** The result of work on one item that may throw. */
function attempt<T>(
	functions: IExecuteFunctions,
	itemIndex: number,
	work: () => T,
): T | FailedItem {
	try {
		return work();
	} catch (error) {
		return { ok: false, error: toItemError(functions, error, itemIndex) };
	}
}

/** Adds to the error that ends the run what became of the other items: their outputs are lost. */
function describeOthers(error: NodeError, results: ReadonlyArray<Result | undefined>): NodeError {
	const itemsWhere = (is: (result: Result | undefined) => boolean) =>
		itemRanges([...results.keys()].filter((index) => is(results[index])));
	const others = [
		['Done', itemsWhere((result) => result?.ok === true)],
		['Also failed', itemsWhere((result) => result?.ok === false && result.error !== error)],
		['Not started', itemsWhere((result) => result === undefined)],
	].flatMap(([what, items]) => (items === '' ? [] : [`${what}: item ${items}.`]));
	if (others.length > 0) {
		error.description = [error.description, ...others].filter(Boolean).join(' ');
	}
	return error;
}

/** Item numbers as a message lists them: `0 to 6, 9`. */
export function itemRanges(indices: readonly number[]): string {
	const ranges: Array<{ from: number; to: number }> = [];
	for (const index of indices) {
		const range = ranges[ranges.length - 1];
		if (range !== undefined && range.to === index - 1) range.to = index;
		else ranges.push({ from: index, to: index });
	}
	return ranges.map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`)).join(', ');
}

/** n8n takes an item with a top-level `error` for a failed one and may run the node again, so the service's field moves. */
function withoutErrorKey(json: IDataObject): IDataObject {
	if (!('error' in json)) return json;
	const { error, ...rest } = json;
	return { ...rest, providerError: error };
}

/** n8n shows an error's item only among the details, so the message names it, too. */
function toItemError(functions: IExecuteFunctions, error: unknown, itemIndex: number): NodeError {
	const itemError = toNodeError(functions.getNode(), error);
	itemError.context.itemIndex = itemIndex;
	if (functions.getInputData().length > 1) itemError.message += ` [item ${itemIndex}]`;
	return itemError;
}

/** Only keys that n8n takes for an error's, so that its error output works. */
function errorJson(error: NodeError): IDataObject {
	const details: IDataObject = {};
	if (typeof error.description === 'string') details.description = error.description;
	if (error instanceof NodeApiError && error.httpCode !== null) details.httpCode = error.httpCode;
	if (error.context.campaignId !== undefined) details.campaignId = String(error.context.campaignId);
	return { error: error.message, details };
}
