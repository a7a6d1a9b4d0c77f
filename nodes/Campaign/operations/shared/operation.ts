import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Provider, CampaignOperations } from '../../providers/contract/provider';
import type { ApiClient } from '../../transport/client';
import type { CampaignIndex } from './campaignIndex';

/** The operations of the node, by the value of its Operation parameter. */
export type OperationName = keyof CampaignOperations | 'upsert';

/** One item, before anything is asked for it. */
export interface Item {
	readonly caller: IExecuteFunctions;
	readonly itemIndex: number;
	readonly provider: Provider;
}

/** One item's work. */
export interface ItemContext extends Item {
	readonly client: ApiClient;
	/** Ids of the campaigns that other items of this run created. */
	readonly created: Set<string>;
	/** The campaigns by name, for all items of this run. */
	readonly campaignIndex: CampaignIndex;
}

/**
 * One operation: how the editor names it, who has it, and what it does for one item.
 */
export interface Operation {
	readonly verb: OperationName;
	readonly displayName: string;
	/** The sentence of the actions panel, without articles. */
	readonly action: string;
	readonly description: string;
	/** What a model is told of the node as a tool: what it does, what it takes and gives, whether people are reached. */
	toolDescription(provider: Provider): string;
	/** Its parameters, shown for this operation only. */
	readonly properties: readonly INodeProperties[];
	/** Whether a provider has what this operation needs. */
	isOffered(provider: Provider): boolean;
	/**
	 * The campaign that an item is about, so that items about the same one run in their order; undefined
	 * where the operation changes nothing.
	 *
	 * @throws InvalidInput as execute does
	 */
	lockKey(item: Item): string | undefined;
	/**
	 * @returns plain data: an object, or a list that becomes an item each
	 * @throws InvalidInput or NodeOperationError for what a user set, NodeApiError for what a service answered
	 */
	execute(job: ItemContext): Promise<IDataObject | IDataObject[]>;
}
