import type { IDataObject, IExecuteFunctions, INodeProperties, NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import type { CampaignOperations } from '../../providers/contract/campaigns';
import type { Reference } from '../../providers/contract/content';
import type { LeadOperations, ListLeadsCapability } from '../../providers/contract/leads';
import type { Provider } from '../../providers/contract/provider';
import type { ApiClient } from '../../transport/client';
import { nameKey } from './names';

/** The values of the Operation parameter, by the value of the Resource parameter. */
interface OperationNames {
	account: 'check';
	campaign: Exclude<keyof CampaignOperations, 'content'> | 'upsert';
	lead: keyof LeadOperations;
}

/** The value of the Resource parameter. */
export type ResourceName = keyof OperationNames;

/** The value of the Operation parameter. */
export type OperationName<Resource extends ResourceName = ResourceName> = OperationNames[Resource];

/** One item, before anything is sent for it: where its parameters are read from. */
export interface Item {
	readonly functions: IExecuteFunctions;
	readonly itemIndex: number;
	readonly provider: Provider;
}

/** What an operation works with. Parameters cannot be read here: the input holds all of them. */
export interface ItemContext {
	readonly client: ApiClient;
	/** IDs of the campaigns that other items of this run created. */
	readonly createdIds: Set<string>;
	/** The campaigns by name, shared by all items of this run. */
	readonly campaignIndex: CampaignIndex;
	/** The campaigns by ID, shared by all items of this run. */
	readonly currentCampaigns: CurrentCampaigns;
	/** The leads of campaigns, shared by all items of this run. */
	readonly leadIndex: LeadIndex;
	/** What the accounts offer, shared by all items of this run. */
	readonly accountLists: AccountLists;
	/** Tells users what they should know although the item succeeded. */
	warn(message: string): void;
}

/** A campaign that an item has to know before it writes. */
export interface CampaignNeed {
	readonly id: string;
	/** Whether everything is needed that reading the campaign alone returns. */
	readonly needsWhole: boolean;
}

/** The campaigns as they are before this run writes to them. What many items need is read once for all of them. */
export interface CurrentCampaigns {
	/**
	 * A campaign that must exist. If other items asked for campaigns, it is as it was at most three minutes ago.
	 *
	 * @throws NodeApiError with HTTP code 404 when it does not exist, another one when it cannot be read
	 */
	require(client: ApiClient, need: CampaignNeed): Promise<RawCampaign>;
	/** This run is about to write to a campaign: what was read before is out of date. */
	noteWritten(client: ApiClient, id: string): void;
	/** Whether this run has written to a campaign. */
	isWritten(client: ApiClient, id: string): boolean;
}

/** What an item about one campaign came to: its output, or a write after which the campaign has to be read. */
export type CampaignExecution = { readonly output: IDataObject } | { readonly readBack: ReadBack };

/** What executing an item came to. Each entry of a list becomes an item. */
export type Execution = CampaignExecution | { readonly output: IDataObject[] };

/** A campaign to read at the end of the run, together with those of the other items. */
export interface ReadBack extends CampaignNeed {
	/** Whether the campaign is as it was asked to be. It is looked at again, a few times, while it is not. */
	isAsAsked?(campaign: RawCampaign): boolean;
	/**
	 * Completes the item.
	 *
	 * @throws NodeApiError when the campaign is not as it was asked to be, or could not be read and must be
	 */
	complete(result: ReadBackResult): IDataObject;
}

/** What reading a campaign at the end of the run came to. */
export interface ReadBackResult {
	/** The campaign, or null when it does not exist. */
	readonly campaign?: RawCampaign | null;
	readonly error?: NodeApiError;
	/** A later item of this run wrote to the same campaign. */
	readonly isSuperseded: boolean;
}

/** What a campaign that is found by its name is needed for. */
export interface NameUse {
	/** Whether everything is needed that reading the campaign alone returns. */
	readonly needsWhole: boolean;
	/** Whether the campaign, as it was found, is going to be written. Then it is read again if it may be out of date. */
	willWrite(found: RawCampaign): boolean;
}

/** Finds campaigns by their names. */
export interface CampaignIndex {
	/**
	 * The campaigns with this name, as the provider compares names; deleted ones excluded.
	 *
	 * @throws NodeApiError when the service cannot be asked, or when an earlier item may have created one
	 */
	find(client: ApiClient, name: string, use: NameUse): Promise<RawCampaign[]>;
	/** This run is about to create a campaign with this name, or to rename one to it. */
	invalidate(client: ApiClient, name: string): void;
	/** It is not known whether this run created a campaign with this name. */
	markUncertain(client: ApiClient, name: string): void;
}

/** Finds leads of campaigns. */
export interface LeadIndex {
	/**
	 * The ID of a lead.
	 *
	 * @param key what the provider recognizes the lead by, for example its e-mail address
	 * @returns undefined when the campaign has no such lead
	 * @throws NodeApiError when the leads of the campaign cannot be read
	 */
	find(
		client: ApiClient,
		leads: ListLeadsCapability,
		campaignId: string,
		key: string,
	): Promise<string | undefined>;
}

/** What accounts offer, such as mailboxes. */
export interface AccountLists {
	/**
	 * Looks up what content refers to.
	 *
	 * @throws InvalidInput when the account does not have it, NodeApiError when a list cannot be read
	 */
	requireReferences(client: ApiClient, references: readonly Reference[]): Promise<void>;
}

/** How an item shares requests with other items of the run. */
export interface RequestSharing {
	/** Items with the same key can share a request. */
	readonly key: string;
	/** How many different entries a request takes. */
	readonly size: number;
	/**
	 * What the item adds to the request. All items with the same entry share one request. Items that add nothing, because
	 * they cannot be sent, are executed together after all others.
	 */
	readonly entry?: string;
}

/** What an item changes: other items about the same wait for it. */
interface ChangedCampaign {
	readonly id?: string;
	readonly name?: string;
	/** Makes a campaign with a name that is only known later. Such items run one after the other. */
	readonly namesLater?: boolean;
}

/**
 * What all operations define.
 *
 * @typeParam Capability what a provider's API must offer for it
 * @typeParam Input everything that the user set for one item
 */
export interface CommonDefinition<Capability, Input> {
	readonly resource: ResourceName;
	/** Unique among the operations of the resource. */
	readonly name: OperationName;
	readonly displayName: string;
	/** The sentence in the actions panel, without articles. */
	readonly action: string;
	readonly description: string;
	/** Its parameters. They say for which operations they are shown, the resource is added. */
	readonly properties: readonly INodeProperties[];
	/** What the provider offers for this operation; undefined when its API cannot do it. */
	capability(provider: Provider): Capability | undefined;
	/** What a model is told about the node as a tool: what it does, takes and returns, and whether people are reached. */
	toolDescription(provider: Provider, capability: Capability): string;
	/**
	 * Reads all parameters of one item.
	 *
	 * @throws InvalidInput naming the parameter; nothing has been sent then
	 */
	readInput(item: Item, capability: Capability): Input;
	/** What the item changes. Items that share one of them run one after the other, in their order. */
	changes?(input: Input): ChangedCampaign;
	/** The campaign that the item has to know before it writes, if its ID is known. */
	needs?(input: Input): CampaignNeed | undefined;
}

/** How an operation is defined that has requests of its own for every item. */
interface OperationDefinition<Capability, Input> extends CommonDefinition<Capability, Input> {
	/**
	 * @throws InvalidInput or NodeOperationError about the input, NodeApiError about an answer
	 */
	execute(context: ItemContext, input: Input, capability: Capability): Promise<Execution>;
}

/** How an operation is defined whose requests take many items. */
interface BatchOperationDefinition<Capability, Input> extends CommonDefinition<Capability, Input> {
	sharing(input: Input): RequestSharing;
	/**
	 * @param inputs those of the items that share a request
	 * @returns what each of them came to, in their order
	 * @throws NodeApiError when none of them succeeded
	 */
	executeBatch(
		context: ItemContext,
		inputs: readonly Input[],
		capability: Capability,
	): Promise<readonly BatchedExecution[]>;
}

/** What an item that shared a request came to. */
export type BatchedExecution = Execution | Error;

/** An operation of the node, for every provider that offers it. */
export interface Operation
	extends Pick<
		CommonDefinition<unknown, unknown>,
		'resource' | 'name' | 'displayName' | 'action' | 'description' | 'properties'
	> {
	isOffered(provider: Provider): boolean;
	/** @returns undefined when the provider does not offer the operation */
	toolDescription(provider: Provider): string | undefined;
	/**
	 * Reads all parameters of one item.
	 *
	 * @returns undefined when the provider does not offer the operation
	 * @throws InvalidInput naming the parameter
	 */
	prepare(item: Item): PreparedItem | undefined;
}

/** An item whose parameters were read. */
export interface PreparedItem {
	/** What the item changes. Items that share one of them run one after the other, in their order. */
	readonly lockKeys: readonly string[];
	/** The campaign that the item has to know before it writes, if its ID is known. */
	readonly needs: CampaignNeed | undefined;
	/** How the item shares requests with others. Otherwise it is executed alone. */
	readonly sharing: RequestSharing | undefined;
	/**
	 * Executes items together.
	 *
	 * @param batch the items of the same operation that share a request, this one included
	 * @returns what each of them came to, in their order
	 * @throws InvalidInput, NodeOperationError or NodeApiError when none of them succeeded
	 */
	execute(
		context: ItemContext,
		batch: readonly PreparedItem[],
	): Promise<readonly BatchedExecution[]>;
}

/** Makes an operation of its definition: a provider that lacks the capability lacks the operation. */
export function defineOperation<Capability, Input>(
	definition: OperationDefinition<Capability, Input>,
): Operation {
	return toOperation(definition, (input, capability) => ({
		sharing: undefined,
		execute: async (context) => [await definition.execute(context, input, capability)],
	}));
}

/** Makes an operation whose requests take many items. */
export function defineBatchOperation<Capability, Input>(
	definition: BatchOperationDefinition<Capability, Input>,
): Operation {
	const inputs = new WeakMap<PreparedItem, Input>();
	return toOperation(
		definition,
		(input, capability) => ({
			sharing: definition.sharing(input),
			async execute(context, batch) {
				const all = batch.flatMap((item) => {
					const one = inputs.get(item);
					return one === undefined ? [] : [one];
				});
				return await definition.executeBatch(context, all, capability);
			},
		}),
		(item, input) => inputs.set(item, input),
	);
}

function toOperation<Capability, Input>(
	definition: CommonDefinition<Capability, Input>,
	work: (input: Input, capability: Capability) => Pick<PreparedItem, 'sharing' | 'execute'>,
	remember?: (item: PreparedItem, input: Input) => void,
): Operation {
	const { resource, name, displayName, action, description, properties } = definition;
	return {
		resource,
		name,
		displayName,
		action,
		description,
		properties: properties.map((property) => showFor(resource, property)),
		isOffered: (provider) => definition.capability(provider) !== undefined,
		toolDescription(provider) {
			const capability = definition.capability(provider);
			return capability === undefined
				? undefined
				: definition.toolDescription(provider, capability);
		},
		prepare(item) {
			const capability = definition.capability(item.provider);
			if (capability === undefined) return undefined;
			const input = definition.readInput(item, capability);
			const prepared = {
				lockKeys: lockKeys(item.provider, definition.changes?.(input)),
				needs: definition.needs?.(input),
				...work(input, capability),
			};
			remember?.(prepared, input);
			return prepared;
		},
	};
}

/** A property that is only shown for one resource: operations of several resources can have the same name. */
export function showFor(resource: ResourceName, property: INodeProperties): INodeProperties {
	const { displayOptions } = property;
	const show = { resource: [resource], ...displayOptions?.show };
	return { ...property, displayOptions: { ...displayOptions, show } };
}

function lockKeys(
	provider: Provider,
	{ id, name, namesLater = false }: ChangedCampaign = {},
): string[] {
	return [
		...(id === undefined ? [] : [`id ${id}`]),
		...(name === undefined ? [] : [`name ${nameKey(provider, name)}`]),
		...(namesLater ? ['later'] : []),
	];
}
