import type { INodeProperties } from 'n8n-workflow';
import { additionalFieldsJson, byDisplayName, newNameField } from '../shared/fields';
import { scheduleFields } from './scheduleFields';

/** A client, picked by name or given by ID. */
export const clientId: INodeProperties = {
	displayName: 'Client',
	name: 'client_id',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The client (agency sub-account) that the campaign belongs to',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a client...',
			typeOptions: { searchListMethod: 'smartleadClients', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 4821' },
	],
};

/** They are one object of the API. What a partial one does to the rest is not documented. */
const outOfOfficeNote =
	'The four Out of Office settings are sent together, and the API never returns them. Set all four: the service may reset those that you leave out';

const settingsFields: readonly INodeProperties[] = [
	{
		displayName: 'Add Unsubscribe Tag',
		name: 'add_unsubscribe_tag',
		type: 'boolean',
		default: false,
		description: 'Whether to add the unsubscribe tag to emails',
	},
	additionalFieldsJson,
	{
		displayName: 'AI Categories',
		name: 'ai_categorisation_options',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2,7,1',
		description: 'Comma-separated IDs of the lead categories that AI can assign to replies',
	},
	{
		displayName: 'AI ESP Matching',
		name: 'enable_ai_esp_matching',
		type: 'boolean',
		default: false,
		description: "Whether to send from a mailbox whose provider matches the lead's",
	},
	{
		displayName: 'Auto-Pause Domain on Reply',
		name: 'auto_pause_domain_leads_on_reply',
		type: 'boolean',
		default: false,
		description: 'Whether a reply pauses all leads with the same domain',
	},
	{
		displayName: 'Bounce Auto-Pause Threshold (%)',
		name: 'bounce_autopause_threshold',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5',
		description:
			'The share of bounces at which the campaign pauses. The API never returns this setting.',
	},
	clientId,
	{
		displayName: 'Domain-Level Rate Limit',
		name: 'domain_level_rate_limit',
		type: 'boolean',
		default: false,
		description: 'Whether to limit how many emails are sent to one domain',
	},
	{
		displayName: 'Follow-Up Percentage',
		name: 'follow_up_percentage',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 100,
		description: 'The share of the daily volume that goes to follow-ups, from 0 to 100',
	},
	{
		displayName: 'Force Plain Text',
		name: 'force_plain_text',
		type: 'boolean',
		default: false,
		description: 'Whether to send as plain text even if an email has formatting',
	},
	{
		displayName: 'Ignore Mailbox Sending Limit',
		name: 'ignore_ss_mailbox_sending_limit',
		type: 'boolean',
		default: false,
		description: 'Whether to ignore the sending limits of the mailboxes',
	},
	{
		displayName: 'Out of Office: Categorize',
		name: 'autoCategorizeOOO',
		type: 'boolean',
		default: false,
		description: `Whether to categorize out-of-office replies. ${outOfOfficeNote}.`,
	},
	{
		displayName: 'Out of Office: Ignore as Reply',
		name: 'ignoreOOOasReply',
		type: 'boolean',
		default: false,
		description: `Whether to ignore out-of-office replies instead of counting them as replies. ${outOfOfficeNote}.`,
	},
	{
		displayName: 'Out of Office: Reactivate',
		name: 'autoReactivateOOO',
		type: 'boolean',
		default: false,
		description: `Whether to reactivate leads after an out-of-office reply. ${outOfOfficeNote}.`,
	},
	{
		displayName: 'Out of Office: Reactivate After (Days)',
		name: 'reactivateOOOwithDelay',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
		description: `How long to wait before a lead is reactivated. ${outOfOfficeNote}.`,
	},
	{
		displayName: 'Send as Plain Text',
		name: 'send_as_plain_text',
		type: 'boolean',
		default: false,
		description: 'Whether to send without formatting',
	},
	{
		displayName: 'Stop Lead When',
		name: 'stop_lead_settings',
		type: 'options',
		default: 'REPLY_TO_AN_EMAIL',
		description: 'What ends the sequence for a lead',
		options: [
			{ name: 'Lead Clicks on a Link', value: 'CLICK_ON_A_LINK' },
			{ name: 'Lead Opens an Email', value: 'OPEN_AN_EMAIL' },
			{ name: 'Lead Replies to an Email', value: 'REPLY_TO_AN_EMAIL' },
		],
	},
	{
		displayName: 'Tracking Switched Off',
		name: 'track_settings',
		type: 'multiOptions',
		default: [],
		description: 'What not to track. If nothing is selected, everything is tracked.',
		options: [
			{ name: 'Email Opens', value: 'DONT_TRACK_EMAIL_OPEN' },
			{ name: 'Link Clicks', value: 'DONT_TRACK_LINK_CLICK' },
			{ name: 'Replies', value: 'DONT_TRACK_REPLY_TO_AN_EMAIL' },
		],
	},
	{
		displayName: 'Unsubscribe Text',
		name: 'unsubscribe_text',
		type: 'string',
		default: '',
		placeholder: 'e.g. Let me know if you no longer want these emails',
	},
];

/** The options of Additional Fields. */
export const additionalFields: readonly INodeProperties[] = [
	...settingsFields,
	...scheduleFields,
].sort(byDisplayName);

/** The options of Update Fields. */
export const updateFields: readonly INodeProperties[] = [...additionalFields, newNameField].sort(
	byDisplayName,
);
