import type { INodeProperties } from 'n8n-workflow';
import { additionalFieldsJson, byDisplayName, newNameField } from '../shared/fields';

/** Fields of POST /campaigns/{id}/settings whose value is sent as the user set it. */
export const settingsNames = [
	'add_unsubscribe_tag',
	'auto_pause_domain_leads_on_reply',
	'bounce_autopause_threshold',
	'domain_level_rate_limit',
	'enable_ai_esp_matching',
	'follow_up_percentage',
	'force_plain_text',
	'ignore_ss_mailbox_sending_limit',
	'send_as_plain_text',
	'stop_lead_settings',
	'track_settings',
	'unsubscribe_text',
] as const;

/** Fields that together are `out_of_office_detection_settings`. */
export const outOfOfficeNames = [
	'ignoreOOOasReply',
	'autoReactivateOOO',
	'reactivateOOOwithDelay',
	'autoCategorizeOOO',
] as const;

/** Fields of POST /campaigns/{id}/schedule, in the words that the API writes. */
export const scheduleNames = [
	'timezone',
	'days_of_the_week',
	'start_hour',
	'end_hour',
	'min_time_btw_emails',
	'max_new_leads_per_day',
	'schedule_start_time',
] as const;

const clientId: INodeProperties = {
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

const settings: INodeProperties[] = [
	{
		displayName: 'Add Unsubscribe Tag',
		name: 'add_unsubscribe_tag',
		type: 'boolean',
		default: false,
		description: 'Whether to add the unsubscribe tag to the emails',
	},
	additionalFieldsJson,
	{
		displayName: 'AI Categories',
		name: 'ai_categorisation_options',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2,7,1',
		description: 'IDs of the lead categories that AI may give to replies, with commas between them',
	},
	{
		displayName: 'AI ESP Matching',
		name: 'enable_ai_esp_matching',
		type: 'boolean',
		default: false,
		description: 'Whether to send from the mailbox provider that matches the lead',
	},
	{
		displayName: 'Auto-Pause Domain on Reply',
		name: 'auto_pause_domain_leads_on_reply',
		type: 'boolean',
		default: false,
		description: 'Whether a reply pauses all leads of the same domain',
	},
	{
		displayName: 'Bounce Auto-Pause Threshold (%)',
		name: 'bounce_autopause_threshold',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5',
		description: 'Share of bounces at which the campaign pauses. The service never shows it again.',
	},
	clientId,
	{
		displayName: 'Domain-Level Rate Limit',
		name: 'domain_level_rate_limit',
		type: 'boolean',
		default: false,
		description: 'Whether to limit how many emails go to one domain',
	},
	{
		displayName: 'Follow-Up Percentage',
		name: 'follow_up_percentage',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 100,
		description: 'Share of the daily volume that goes to follow-ups, from 0 to 100',
	},
	{
		displayName: 'Force Plain Text',
		name: 'force_plain_text',
		type: 'boolean',
		default: false,
		description: 'Whether to send as plain text even where formatting was used',
	},
	{
		displayName: 'Ignore Mailbox Sending Limit',
		name: 'ignore_ss_mailbox_sending_limit',
		type: 'boolean',
		default: false,
		description: 'Whether to ignore the sending limit of the mailboxes',
	},
	{
		displayName: 'Out of Office: Categorize',
		name: 'autoCategorizeOOO',
		type: 'boolean',
		default: false,
		description: 'Whether to give out-of-office replies their category',
	},
	{
		displayName: 'Out of Office: Ignore as Reply',
		name: 'ignoreOOOasReply',
		type: 'boolean',
		default: false,
		description: 'Whether out-of-office replies do not count as replies',
	},
	{
		displayName: 'Out of Office: Reactivate',
		name: 'autoReactivateOOO',
		type: 'boolean',
		default: false,
		description: 'Whether leads are reactivated after an out-of-office reply',
	},
	{
		displayName: 'Out of Office: Reactivate After (Days)',
		name: 'reactivateOOOwithDelay',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
	},
	{
		displayName: 'Schedule: Days of the Week',
		name: 'days_of_the_week',
		type: 'multiOptions',
		default: [],
		description:
			"Sunday is sent as 0. Parts of the service's documentation count it as 7: check a Sunday schedule in the app.",
		options: [
			{ name: 'Friday', value: 5 },
			{ name: 'Monday', value: 1 },
			{ name: 'Saturday', value: 6 },
			{ name: 'Sunday', value: 0 },
			{ name: 'Thursday', value: 4 },
			{ name: 'Tuesday', value: 2 },
			{ name: 'Wednesday', value: 3 },
		],
	},
	{
		displayName: 'Schedule: End Hour',
		name: 'end_hour',
		type: 'string',
		default: '',
		placeholder: 'e.g. 17:00',
		description: 'Time of day after which nothing is sent, as HH:MM with 24 hours',
	},
	{
		displayName: 'Schedule: Max New Leads per Day',
		name: 'max_new_leads_per_day',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 100,
	},
	{
		displayName: 'Schedule: Minutes Between Emails',
		name: 'min_time_btw_emails',
		type: 'number',
		typeOptions: { minValue: 3 },
		default: 20,
		description: 'At least 3',
	},
	{
		displayName: 'Schedule: Start Hour',
		name: 'start_hour',
		type: 'string',
		default: '',
		placeholder: 'e.g. 09:00',
		description: 'Time of day from which emails are sent, as HH:MM with 24 hours',
	},
	{
		displayName: 'Schedule: Start Time',
		name: 'schedule_start_time',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2027-01-15T08:00:00.000Z',
		description: 'When the campaign may send its first email, as ISO 8601',
	},
	{
		displayName: 'Schedule: Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. America/New_York',
		description: 'IANA name of the time zone of the hours',
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
		description: 'What is not tracked. Nothing chosen: everything is tracked.',
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
		placeholder: 'e.g. Tell me if you want no more of these',
	},
];

/** The options of Additional Fields. */
export const additionalFields: readonly INodeProperties[] = settings;

/** The options of Update Fields: the same and the name. */
export const updateFields: readonly INodeProperties[] = [...settings, newNameField].sort(
	byDisplayName,
);
