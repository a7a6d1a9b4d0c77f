import type { INodeProperties } from 'n8n-workflow';

/** The events that make a campaign send. */
export const events = [
	{ name: 'Contact Saved', value: 'contact.saved' },
	{ name: 'Lead Created', value: 'lead.created' },
	{ name: 'Sale Created', value: 'sale.created' },
] as const;

/** The fields that every campaign needs. */
export const fields: readonly INodeProperties[] = [
	{
		displayName: 'Template Names or IDs',
		name: 'template_ids',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'falconyteTemplates' },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Mail Account Names or IDs',
		name: 'mail_account_ids',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'falconyteMailAccounts' },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		default: [],
		description: 'The events that make the campaign send an email to a contact',
		options: [...events],
	},
];
