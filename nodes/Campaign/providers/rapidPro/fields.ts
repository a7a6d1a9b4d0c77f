import type { INodeProperties } from 'n8n-workflow';

/** The contact group that a campaign runs against, as its UUID or name. The service accepts both. */
export const group: INodeProperties = {
	displayName: 'Group',
	name: 'group',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The contact group that the campaign runs against',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a group...',
			typeOptions: { searchListMethod: 'rapidProGroups', searchable: true },
		},
		{
			displayName: 'By UUID or Name',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. Reporters',
		},
	],
};
