import type { INodeProperties } from 'n8n-workflow';
import { wholeNumber } from '../../providers/shared/values';
import type { Item } from './operation';
import { isEmpty, readBoolean } from './parameters';

const defaultLimit = 50;

const show = { operation: ['getAll'] };

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
	displayOptions: { show },
};

/** Return All and Limit of a Get Many. */
export const limitProperties: readonly INodeProperties[] = [
	returnAll,
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...show, returnAll: [false] } },
	},
];

/**
 * How many entries a Get Many returns at most.
 *
 * @throws InvalidInput when Limit is not a whole number
 */
export function readLimit(item: Item): number {
	if (readBoolean(item, returnAll, false)) return Number.POSITIVE_INFINITY;
	const value = item.functions.getNodeParameter('limit', item.itemIndex, defaultLimit);
	if (isEmpty(value)) return defaultLimit;
	return wholeNumber(value, 'Limit', "Enter one, or turn on 'Return All'.");
}
