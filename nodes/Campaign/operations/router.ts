import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { copyError, toNodeError } from '../errors';
import { InvalidInput } from '../providers/contract/invalidInput';
import { findProvider } from '../providers/registry';
import type { SendPolicy } from '../transport/client';
import { createClient } from '../transport/client';
import type { ResolvedCredential } from '../transport/credential';
import { accountId, requireSameProvider, resolveCredential } from '../transport/credential';
import { Run } from '../transport/run';
import { toBatches } from './batches';
import { forEachConcurrently } from './concurrency';
import { defaultResource, operationsOf, resources } from './index';
import type { FailedItem, Result } from './itemResults';
import { describeOthers, errorJson, itemRanges, toItemError } from './itemResults';
import { RunAccountLists } from './shared/accountLists';
import { RunCampaignIndex } from './shared/campaignIndex';
import { RunCurrentCampaigns } from './shared/currentCampaigns';
import { RunLeadIndex } from './shared/leadIndex';
import type {
	BatchedExecution,
	RequestSharing,
	Execution,
	Item,
	Operation,
	PreparedItem,
} from './shared/operation';
import { readItemsAtOnce, readSendPolicy } from './shared/options';
import type { UnreadWrite } from './shared/readBack';
import { readAllBack } from './shared/readBack';

/** What an item is going to do: its parameters are read, nothing has been sent. */
interface Task {
	readonly ok: true;
	readonly prepared: PreparedItem;
	readonly credential: ResolvedCredential;
	readonly policy: SendPolicy;
}

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
	const tasks: Array<FailedItem | Task> = [];
	for (let itemIndex = 0; itemIndex < length; itemIndex++) {
		tasks.push(await attempt(this, itemIndex, async () => await readItem(this, itemIndex)));
	}
	const bad = tasks.find((task) => !task.ok);
	const results: Array<Result | undefined> = tasks.map((task) => (task.ok ? undefined : task));
	if (bad === undefined || this.continueOnFail()) {
		await runItems(this, tasks, itemsAtOnce.count, results);
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
async function readItem(functions: IExecuteFunctions, itemIndex: number): Promise<Task> {
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
	return { ok: true, prepared, policy, credential };
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
 * Runs the items whose parameters could be read, and adds what became of them to the results: first all writes, then one reading of
 * the campaigns that were written.
 */
async function runItems(
	functions: IExecuteFunctions,
	tasks: ReadonlyArray<FailedItem | Task>,
	itemsAtOnce: number,
	results: Array<Result | undefined>,
): Promise<void> {
	const run = new Run();
	const currentCampaigns = new RunCurrentCampaigns();
	const campaignIndex = new RunCampaignIndex(currentCampaigns);
	const leadIndex = new RunLeadIndex();
	const accountLists = new RunAccountLists();
	const createdIds = new Set<string>();
	for (const task of tasks) {
		if (!task.ok || task.prepared.needs === undefined) continue;
		currentCampaigns.announce(task.credential, task.prepared.needs);
	}
	const unread: UnreadItem[] = [];
	const byItem = new Map<number, Task>();
	for (const [index, task] of tasks.entries()) if (task.ok) byItem.set(index, task);
	const { batches, rest } = toBatches([...byItem.keys()], (index) => sharingOf(byItem.get(index)));
	const itemsOf = (indices: readonly number[] = []): BatchItem[] =>
		indices.flatMap((itemIndex) => {
			const task = byItem.get(itemIndex);
			return task === undefined ? [] : [{ itemIndex, task }];
		});
	const lockKeysOf = (batch: number) => itemsOf(batches[batch])[0]?.task.prepared.lockKeys ?? [];
	const progress = new Progress(functions, byItem.size);
	const execute = async (items: readonly BatchItem[]): Promise<boolean> => {
		const [first] = items;
		if (first === undefined) return true;
		const { credential, policy, prepared } = first.task;
		const client = createClient(functions, credential, policy, { itemIndex: first.itemIndex, run });
		const warn = (message: string) => addWarning(functions, items, message);
		const shared = { createdIds, campaignIndex, currentCampaigns, leadIndex, accountLists };
		const context = { client, ...shared, warn };
		const executions = await executeItems(
			functions,
			items,
			async () =>
				await prepared.execute(
					context,
					items.map(({ task }) => task.prepared),
				),
		);
		let isDone = true;
		for (const [index, { itemIndex }] of items.entries()) {
			const execution = executions[index];
			if (execution?.ok === true && 'readBack' in execution) {
				unread.push({ client, readBack: execution.readBack, itemIndex });
			} else if (execution !== undefined) {
				results[itemIndex] = execution.ok ? succeeded(execution.output) : execution;
				isDone &&= execution.ok;
			}
		}
		if (batches.length > 1 && prepared.sharing !== undefined) progress.note(items.length);
		return isDone || functions.continueOnFail();
	};
	await forEachConcurrently(
		batches.length,
		itemsAtOnce,
		lockKeysOf,
		async (batch) => await execute(itemsOf(batches[batch])),
	);
	// Last, so that their failures do not keep the others from being started.
	await execute(itemsOf(rest));
	const readingOf = await readAllBack(unread, itemsAtOnce);
	for (const write of unread) {
		const { itemIndex, readBack } = write;
		results[itemIndex] = await attempt(functions, itemIndex, async () =>
			succeeded(readBack.complete(readingOf(write))),
		);
	}
}

/** An item that shares requests with others, and what it is going to do. */
interface BatchItem {
	readonly itemIndex: number;
	readonly task: Task;
}

/** Requests are only shared within an account, by items that are sent in the same way. */
function sharingOf(task: Task | undefined): RequestSharing | undefined {
	const sharing = task?.prepared.sharing;
	if (task === undefined || sharing === undefined) return undefined;
	const { credential, policy } = task;
	const key = JSON.stringify([credential.provider.id, accountId(credential), policy, sharing.key]);
	return { ...sharing, key };
}

/** What each of some items came to that are executed together: each error becomes one of its own item. */
async function executeItems(
	functions: IExecuteFunctions,
	items: readonly BatchItem[],
	work: () => Promise<readonly BatchedExecution[]>,
): Promise<ReadonlyArray<FailedItem | ({ readonly ok: true } & Execution)>> {
	let executions: readonly BatchedExecution[];
	try {
		executions = await work();
	} catch (error) {
		executions = items.map(() => toNodeError(functions.getNode(), error));
	}
	return items.map(({ itemIndex }, index) => {
		const execution = executions[index];
		if (execution === undefined || execution instanceof Error) {
			const shared = toNodeError(functions.getNode(), execution ?? new Error('Not executed'));
			const error = items.length > 1 ? copyError(functions.getNode(), shared) : shared;
			return { ok: false, error: toItemError(functions, error, itemIndex) };
		}
		return { ok: true, ...execution };
	});
}

/** Writes to n8n's log how far a run of many items is. */
class Progress {
	private done = 0;

	constructor(
		private readonly functions: IExecuteFunctions,
		private readonly total: number,
	) {}

	/** Some more items are done. */
	note(count: number): void {
		this.done += count;
		const text = `${this.done} of ${this.total} items processed`;
		this.functions.logger.info(text, { nodeName: this.functions.getNode().name });
	}
}

function succeeded(output: IDataObject | IDataObject[]): Result {
	return { ok: true, output: [output].flat().map(withoutErrorKey) };
}

/** Shows a warning beside the node's output, and writes it to n8n's log. */
function addWarning(
	functions: IExecuteFunctions,
	items: readonly BatchItem[],
	message: string,
): void {
	const text = `${message} [item ${itemRanges(items.map(({ itemIndex }) => itemIndex))}]`;
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

/** n8n takes an item with a top-level `error` for a failed one and may run the node again, so the service's field moves. */
function withoutErrorKey(json: IDataObject): IDataObject {
	if (!('error' in json)) return json;
	const { error, ...rest } = json;
	return { ...rest, providerError: error };
}
