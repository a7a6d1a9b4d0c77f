import type { INodeProperties } from 'n8n-workflow';
import type { Fields } from '../../providers/contract/campaigns';
import type { AddLeadsCapability, LeadChangeCapability } from '../../providers/contract/leads';
import { providers } from '../../providers/registry';
import { wholeNumber } from '../../providers/shared/values';
import type { Item, OperationName } from './operation';
import { isEmpty, readCollection } from './parameters';

const batchSizeName = 'Batch Size';

/** The options of the operations on leads. */
export const leadOptions: readonly INodeProperties[] = providers.flatMap(({ id, leads = {} }) => {
	const { add, ...changes } = leads;
	const shownFor = (operation: OperationName<'lead'>, properties: readonly INodeProperties[]) =>
		properties.map(
			(property): INodeProperties => ({
				...property,
				displayOptions: {
					show: { '/provider': [id], '/resource': ['lead'], '/operation': [operation] },
				},
			}),
		);
	return [
		...(add === undefined ? [] : shownFor('add', [batchSize(add), ...(add.switches ?? [])])),
		...shownFor('pause', changes.pause?.options ?? []),
		...shownFor('resume', changes.resume?.options ?? []),
		...shownFor('remove', changes.remove?.options ?? []),
	];
});

function batchSize({ batch }: AddLeadsCapability): INodeProperties {
	const { default: defaultSize, max, source } = batch;
	return {
		displayName: batchSizeName,
		name: 'batchSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: max },
		default: defaultSize,
		description: `How many leads to send with one request, ${max} at most (${source})`,
	};
}

/**
 * How many leads go into one request.
 *
 * @throws InvalidInput when it is not a whole number, or more than the service takes
 */
export function readBatchSize({ functions, itemIndex }: Item, { batch }: AddLeadsCapability) {
	const value = functions.getNodeParameter('options.batchSize', itemIndex, null);
	if (isEmpty(value)) return batch.default;
	return wholeNumber(value, batchSizeName, 'Enter one, or remove the option.', batch.max);
}

/**
 * The service's own switches for the leads of a request.
 *
 * @throws InvalidInput when one is neither true nor false
 */
export function readSwitches(item: Item, { switches = [] }: AddLeadsCapability): Fields {
	return readCollection(item, 'options', switches);
}

/**
 * The options of a change of a lead.
 *
 * @throws InvalidInput when an expression gave a value that the field does not offer
 */
export function readChangeOptions(item: Item, { options = [] }: LeadChangeCapability): Fields {
	return readCollection(item, 'options', options);
}
