import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { campaignStatuses } from './campaign';

/** The statuses, in the order in which users read them. */
export const statusOptions: INodePropertyOptions[] = [...campaignStatuses]
	.sort()
	.map((status) => ({ name: status.charAt(0).toUpperCase() + status.slice(1), value: status }));

/** Whether items carry the neutral campaign or the provider's own object. */
export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The rate limit of the user's plan. */
export const requestsPerMinuteProperty: INodeProperties = {
	displayName: 'Requests per Minute',
	name: 'requestsPerMinute',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 60,
	description:
		'The rate limit of your plan, if it differs from the documented one. All requests with the same credential count.',
};

/**
 * A filter by the IDs of campaigns.
 *
 * @param description what the filter keeps
 */
export function campaignIdsProperty(description: string): INodeProperties {
	return {
		displayName: 'Campaign IDs',
		name: 'campaigns',
		type: 'string',
		default: '',
		placeholder: 'e.g. 372, 373',
		description,
	};
}

/** A campaign, picked from the list by name or given by ID. */
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
