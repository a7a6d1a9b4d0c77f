import type { INodeProperties } from 'n8n-workflow';
import type { Verb } from './operation';

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
export function simplifyProperty(operation: Verb[]): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: { show: { operation } },
	};
}

/** Options of every operation. */
export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'If Name Exists',
			name: 'ifNameExists',
			type: 'options',
			default: 'create',
			description: 'What to do when there is a campaign of exactly this name already',
			options: [
				{ name: 'Create Anyway', value: 'create' },
				{ name: 'Stop With an Error', value: 'stop' },
				{
					name: 'Use Existing',
					value: 'use',
					description:
						'Makes running again safe. A draft gets the fields of this item, so that what an earlier run began is finished; any other campaign stays as it is.',
				},
			],
			displayOptions: { show: { '/operation': ['create'] } },
		},
		{
			displayName: 'Maximum Wait (Seconds)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 60,
			description:
				'How long an item may wait for a service that is busy or asks to come back later, before it fails',
		},
	],
};
