import type { INodeProperties } from 'n8n-workflow';
import { additionalFieldsJson } from '../shared/fields';

/** The accounts that a campaign sends from; a campaign cannot be created without one. */
export const accountLinkIds: INodeProperties = {
	displayName: 'Account Link Names or IDs',
	name: 'accountLinkIds',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'inboxAccountLinks' },
	default: [],
	description:
		'Accounts to send from, set at creation only. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const ruleFields: INodeProperties[] = [
	{
		displayName: 'Column Mappings (JSON)',
		name: 'columnMappings',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "column": "field" }',
		description: 'How columns of the synced lists map to the campaign',
	},
	{
		displayName: 'Detach Behavior',
		name: 'detachBehavior',
		type: 'string',
		default: '',
		placeholder: 'e.g. unlink',
		description:
			'What happens to leads of lists that are no longer synced, in the word of the service',
	},
	{
		displayName: 'Exclude Contacted',
		name: 'excludeContacted',
		type: 'boolean',
		default: false,
		description: 'Whether to leave out people who were contacted before',
	},
	{
		displayName: 'Exclude Mutuals',
		name: 'excludeMutuals',
		type: 'boolean',
		default: false,
		description: 'Whether to leave out people who follow each other with the account',
	},
	{
		displayName: 'Excluded List IDs',
		name: 'excludedListIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. h2v8xk4q,p0s7yd3m',
		description:
			'IDs of lists whose people are left out, with commas between them. Empty clears them.',
	},
	{
		displayName: 'Synced List IDs',
		name: 'syncedListIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. h2v8xk4q,p0s7yd3m',
		description:
			'IDs of lists that feed leads into the campaign, with commas between them. Empty clears them.',
	},
];

/** The options of Additional Fields. */
export const additionalFields: readonly INodeProperties[] = [
	{
		...additionalFieldsJson,
		description:
			'A JSON object with fields of a new campaign that are not listed here. They are sent as they are, at creation only.',
	},
	...ruleFields,
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. America/New_York',
		description:
			'IANA time zone of the sending schedule. Set at creation only; its name in the API is inferred.',
	},
];

/** The options of Update Fields: the API documents no call for anything but the lead rules. */
export const updateFields: readonly INodeProperties[] = [additionalFieldsJson, ...ruleFields];

/** The fields of PATCH /campaigns/v2/{id}/rules. */
export const ruleNames = [
	'columnMappings',
	'detachBehavior',
	'excludeContacted',
	'excludeMutuals',
	'excludedListIds',
	'syncedListIds',
] as const;
