import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { NodeError } from '../errors';
import { toNodeError } from '../errors';
import { InvalidInput } from '../providers/contract/invalidInput';
import { findProvider } from '../providers/registry';
import type { SendPolicy } from '../transport/client';
import { createClient } from '../transport/client';
import type { ResolvedCredential } from '../transport/credential';
import { requireSameProvider, resolveCredential } from '../transport/credential';
import { Run } from '../transport/run';
import { forEachConcurrently } from './concurrency';
import { defaultResource, operationsOf, resources } from './index';
import { RunCampaignIndex } from './shared/campaignIndex';
import { RunCurrentCampaigns } from './shared/currentCampaigns';
import type { Item, Operation, PreparedItem } from './shared/operation';
import { readItemsAtOnce, readSendPolicy } from './shared/options';
import type { UnreadWrite } from './shared/readBack';
import { readAllBack } from './shared/readBack';

interface FailedItem {
	readonly ok: false;
	readonly error: NodeError;
}

/** What an item is going to do: its parameters are read, nothing has been sent. */
interface Planned extends PreparedItem {
	readonly ok: true;
	readonly credential: ResolvedCredential;
	readonly policy: SendPolicy;
}

/** What became of an item. */
type Result = FailedItem | { readonly ok: true; readonly output: IDataObject[] };

/**
 * Runs the chosen operation for every item, several at a time. Nothing else loops over items, pairs outputs with
 * inputs or handles Continue On Fail. The parameters and the credentials of all items are read before the first request.
 *
 * @returns one output with the items of all inputs, in their order
 * @throws NodeApiError or NodeOperationError naming the item, unless the node continues on fail
 */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { length } = this.getInputData();
	if (length === 0) return [[]];
	const itemsAtOnce = await attempt(this, 0, async () => ({
		ok: true as const,
		count: readItemsAtOnce(this),
	}));
	if (!itemsAtOnce.ok) throw itemsAtOnce.error;
	const plans: Array<FailedItem | Planned> = [];
	for (let itemIndex = 0; itemIndex < length; itemIndex++) {
		plans.push(await attempt(this, itemIndex, async () => await planItem(this, itemIndex)));
	}
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
async function planItem(functions: IExecuteFunctions, itemIndex: number): Promise<Planned> {
	const providerId = functions.getNodeParameter('provider', itemIndex);
	const provider = findProvider(providerId);
	if (provider === undefined) {
		throw new InvalidInput(
			`The provider '${String(providerId)}' is not known`,
			'Choose one from the list.',
		);
	}
	const prepared = prepareItem({ functions, itemIndex, provider });
	const policy = readSendPolicy(functions, itemIndex);
	const credential = resolveCredential(await functions.getCredentials('campaignApi', itemIndex));
	const credentialName = functions.getNode().credentials?.campaignApi?.name;
	requireSameProvider(provider, credential, credentialName);
	return { ok: true, ...prepared, policy, credential };
}

/**
 * Reads the parameters of the operation that the user chose.
 *
 * @throws InvalidInput naming the parameter, or the operation if the provider does not offer it
 */
function prepareItem(item: Item): PreparedItem {
	const { functions, itemIndex, provider } = item;
	const resource = functions.getNodeParameter('resource', itemIndex, defaultResource);
	const name = functions.getNodeParameter('operation', itemIndex);
	const operation = operationsOf(resource).find((one) => one.name === name);
	const prepared = operation?.prepare(item);
	if (prepared !== undefined) return prepared;
	const namesOf = (offered: ReadonlyArray<{ displayName: string }>) =>
		offered.map(({ displayName }) => displayName).join(', ');
	const isOffered = (one: Operation) => one.isOffered(provider);
	const offered = operationsOf(resource).filter(isOffered);
	if (offered.length > 0) {
		throw new InvalidInput(
			`${provider.displayName} has no operation '${operation?.displayName ?? String(name)}'`,
			`Its API offers: ${namesOf(offered)}.`,
		);
	}
	const known = resources.find((one) => one.name === resource);
	throw new InvalidInput(
		`${provider.displayName} has no resource '${known?.displayName ?? String(resource)}'`,
		`Its API offers: ${namesOf(resources.filter((one) => operationsOf(one.name).some(isOffered)))}.`,
	);
}

/** A write of an item after which its campaign has to be read. */
type UnreadItem = UnreadWrite & { readonly itemIndex: number };

/**
 * Runs the items that have a plan, and adds what became of them to the results: first all writes, then one reading of
 * the campaigns that were written.
 */
async function runItems(
	functions: IExecuteFunctions,
	plans: ReadonlyArray<FailedItem | Planned>,
	itemsAtOnce: number,
	results: Array<Result | undefined>,
): Promise<void> {
	const run = new Run();
	const currentCampaigns = new RunCurrentCampaigns();
	const campaignIndex = new RunCampaignIndex(currentCampaigns);
	const createdIds = new Set<string>();
	for (const plan of plans) {
		if (plan.ok && plan.needs !== undefined) currentCampaigns.announce(plan.credential, plan.needs);
	}
	const unread: UnreadItem[] = [];
	const lockKeysOf = (itemIndex: number) => {
		const plan = plans[itemIndex];
		return plan?.ok === true ? plan.lockKeys : [];
	};
	await forEachConcurrently(plans.length, itemsAtOnce, lockKeysOf, async (itemIndex) => {
		const plan = plans[itemIndex];
		if (plan?.ok !== true) return true;
		const { credential, policy, execute } = plan;
		const client = createClient(functions, credential, policy, { itemIndex, run });
		const warn = (message: string) => addWarning(functions, itemIndex, message);
		const context = { client, createdIds, campaignIndex, currentCampaigns, warn };
		const execution = await attempt(functions, itemIndex, async () => {
			return { ok: true as const, ...(await execute(context)) };
		});
		if (execution.ok && 'readBack' in execution) {
			unread.push({ client, readBack: execution.readBack, itemIndex });
		} else {
			results[itemIndex] = execution.ok ? succeeded(execution.output) : execution;
		}
		return execution.ok || functions.continueOnFail();
	});
	const readingOf = await readAllBack(unread, itemsAtOnce);
	for (const write of unread) {
		const { itemIndex, readBack } = write;
		results[itemIndex] = await attempt(functions, itemIndex, async () =>
			succeeded(readBack.complete(readingOf(write))),
		);
	}
}

function succeeded(output: IDataObject | IDataObject[]): Result {
	return { ok: true, output: [output].flat().map(withoutErrorKey) };
}

/** Shows a warning beside the node's output, and writes it to n8n's log. */
function addWarning(functions: IExecuteFunctions, itemIndex: number, message: string): void {
	const text = `${message} [item ${itemIndex}]`;
	functions.logger.warn(text, { nodeName: functions.getNode().name });
	functions.addExecutionHints({ message: text, type: 'warning', location: 'outputPane' });
}

/** The result of work on one item that may throw. */
async function attempt<T>(
	functions: IExecuteFunctions,
	itemIndex: number,
	work: () => Promise<T>,
): Promise<T | FailedItem> {
	try {
		return await work();
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
