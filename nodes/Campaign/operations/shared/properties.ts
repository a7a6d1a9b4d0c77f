import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { campaignStatuses } from '../../campaign';
import type { OperationName } from './operation';

/** The campaign that an operation is about: from the list by name, or by ID. */
export const campaignLocator: INodeProperties = {
	displayName: 'Campaign',
	name: 'campaign',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a campaign...',
			typeOptions: { searchListMethod: 'searchCampaigns', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 372',
		},
	],
};

/** The Simplify switch of operations that answer with campaigns. */
export function simplifyProperty(operation: OperationName[]): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: { show: { operation } },
	};
}

/** The statuses to choose from. */
export const statusOptions: INodePropertyOptions[] = campaignStatuses.map((status) => ({
	name: status.charAt(0).toUpperCase() + status.slice(1),
	value: status,
}));
