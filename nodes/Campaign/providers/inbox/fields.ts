import type { INodeProperties } from 'n8n-workflow';
import { additionalFieldsJson } from '../shared/fields';
import { timeZoneField } from '../shared/timeZones';

/** The accounts that a campaign sends from. A campaign needs at least one. */
export const accountLinkIds: INodeProperties = {
	displayName: 'Account Link Names or IDs',
	name: 'accountLinkIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'inboxAccountLinks' },
	default: [],
	description:
		'Accounts to send from. They can only be set when the campaign is created. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const ruleFields: INodeProperties[] = [
	{
		displayName: 'Column Mappings (JSON)',
		name: 'columnMappings',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "column": "field" }',
		description: 'How the columns of the synced lists map to the campaign',
	},
	{
		displayName: 'Detach Behavior',
		name: 'detachBehavior',
		type: 'string',
		default: '',
		placeholder: 'e.g. unlink',
		description:
			'What happens to the leads of a list that is no longer synced. Enter a value that the API defines.',
	},
	{
		displayName: 'Exclude Contacted',
		name: 'excludeContacted',
		type: 'boolean',
		default: false,
		description: 'Whether to leave out people who have been contacted before',
	},
	{
		displayName: 'Exclude Mutuals',
		name: 'excludeMutuals',
		type: 'boolean',
		default: false,
		description: 'Whether to leave out people who follow the account and whom the account follows',
	},
	{
		displayName: 'Excluded List IDs',
		name: 'excludedListIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. h2v8xk4q,p0s7yd3m',
		description: 'Comma-separated IDs of the lists whose people are left out',
	},
	{
		displayName: 'Synced List IDs',
		name: 'syncedListIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. h2v8xk4q,p0s7yd3m',
		description: 'Comma-separated IDs of the lists that feed leads into the campaign',
	},
];

/** The options of Additional Fields. */
export const additionalFields: readonly INodeProperties[] = [
	{
		...additionalFieldsJson,
		description:
			'A JSON object with API fields of a new campaign that are not listed here. The node sends them unchanged, but only when it creates the campaign.',
	},
	...ruleFields,
	timeZoneField(
		'timezone',
		'Time Zone',
		'The time zone of the sending schedule. It can only be set when the campaign is created, and its API name is inferred.',
	),
];

/** The options of Update Fields. The lead rules are all that the API documents a call for. */
export const updateFields: readonly INodeProperties[] = [additionalFieldsJson, ...ruleFields];
