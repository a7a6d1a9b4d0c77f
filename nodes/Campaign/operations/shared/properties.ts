import type { INodeProperties } from 'n8n-workflow';
import { simplifyProperty } from '../../properties';
import type { OperationName } from './operation';

/** The campaign that an operation is about, picked from the list by name or given by ID. */
const campaignLocator: INodeProperties = {
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

/** The Campaign field of an operation. */
export function campaignProperty(
	operation: OperationName,
	rest: Partial<INodeProperties> = { required: true },
): INodeProperties {
	const show = { operation: [operation] };
	return { ...campaignLocator, displayOptions: { show }, ...rest };
}

/** The Simplify switch of operations that return campaigns. */
export function simplifyFor(...operation: OperationName[]): INodeProperties {
	return { ...simplifyProperty, displayOptions: { show: { operation } } };
}
