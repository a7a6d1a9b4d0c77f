import type { INodeProperties } from 'n8n-workflow';

/** The field that names a lead. */
export const emailField: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. nathan@example.com',
	description: 'The e-mail address of the lead',
};

/** The texts of a lead, by the API's names. Any other key makes the service refuse the whole request. */
const textFields: readonly INodeProperties[] = [
	{
		displayName: 'Company Name',
		name: 'company_name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme',
	},
	{
		displayName: 'Company URL',
		name: 'company_url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://acme.example',
	},
	{
		displayName: 'First Name',
		name: 'first_name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan',
	},
	{
		displayName: 'Last Name',
		name: 'last_name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Smith',
	},
	{
		displayName: 'LinkedIn Profile',
		name: 'linkedin_profile',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://www.linkedin.com/in/nathan',
	},
	{
		displayName: 'Location',
		name: 'location',
		type: 'string',
		default: '',
		placeholder: 'e.g. Berlin',
	},
	{
		displayName: 'Phone Number',
		name: 'phone_number',
		type: 'string',
		default: '',
		placeholder: 'e.g. +49 30 1234567',
	},
	{
		displayName: 'Website',
		name: 'website',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://acme.example',
	},
];

export const textFieldNames: ReadonlyArray<{ name: string; displayName: string }> = textFields;

/** The options of Lead Fields. */
export const leadFields: readonly INodeProperties[] = [
	...textFields.slice(0, 2),
	{
		displayName: 'Custom Fields (JSON)',
		name: 'customFields',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "industry": "Retail" }',
		description:
			'A JSON object with the values of your own fields, by their names. The sequence uses them as variables.',
	},
	...textFields.slice(2),
];

/** What the service does not check for the leads of a request. All are off by default. */
export const switches: readonly INodeProperties[] = [
	{
		displayName: 'Ignore Bounce List',
		name: 'ignore_community_bounce_list',
		type: 'boolean',
		default: false,
		description: 'Whether to add leads that are on the bounce list of all users of the service',
	},
	{
		displayName: 'Ignore Duplicates in Other Campaigns',
		name: 'ignore_duplicate_leads_in_other_campaign',
		type: 'boolean',
		default: false,
		description: 'Whether to add leads that are in another campaign',
	},
	{
		displayName: 'Ignore Global Block List',
		name: 'ignore_global_block_list',
		type: 'boolean',
		default: false,
		description: 'Whether to add leads that are on the global block list',
	},
	{
		displayName: 'Ignore Unsubscribe List',
		name: 'ignore_unsubscribe_list',
		type: 'boolean',
		default: false,
		description: 'Whether to add leads that have unsubscribed',
	},
];

/** The option of Resume. */
export const resumeOptions: readonly INodeProperties[] = [
	{
		displayName: 'Resume After (Days)',
		name: 'resume_lead_with_delay_days',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'How long to wait before the next email. With 0 it is sent at once; without this option, after the delay of its step.',
	},
];

/** What the list of leads can be narrowed to. The service applies all of them. */
export const filters: readonly INodeProperties[] = [
	{
		displayName: 'Active Since',
		name: 'event_time_gt',
		type: 'dateTime',
		default: '',
		description: 'Only leads with an event after this time (UTC if it has no offset)',
	},
	{
		displayName: 'Activity',
		name: 'emailStatus',
		type: 'options',
		default: 'is_replied',
		description: 'What happened to the emails of the lead',
		options: [
			{ name: 'Accepted', value: 'is_accepted' },
			{ name: 'Bounced', value: 'is_bounced' },
			{ name: 'Clicked', value: 'is_clicked' },
			{ name: 'Marked as Spam', value: 'is_spam' },
			{ name: 'Not Replied', value: 'not_replied' },
			{ name: 'Opened', value: 'is_opened' },
			{ name: 'Replied', value: 'is_replied' },
			{ name: 'Sender Bounced', value: 'is_sender_bounced' },
			{ name: 'Unsubscribed', value: 'is_unsubscribed' },
		],
	},
	{
		displayName: 'Added Since',
		name: 'created_at_gt',
		type: 'dateTime',
		default: '',
		description: 'Only leads that were added after this time (UTC if it has no offset)',
	},
	{
		displayName: 'Category ID',
		name: 'lead_category_id',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2',
		description: 'Only leads of the category with this ID',
	},
	{
		displayName: 'Contacted Since',
		name: 'last_sent_time_gt',
		type: 'dateTime',
		default: '',
		description: 'Only leads that were sent an email after this time (UTC if it has no offset)',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'INPROGRESS',
		description: 'How far the lead is in the sequence',
		options: [
			{ name: 'Completed', value: 'COMPLETED' },
			{ name: 'In Progress', value: 'INPROGRESS' },
			{ name: 'Paused', value: 'PAUSED' },
			{ name: 'Started', value: 'STARTED' },
			{ name: 'Stopped', value: 'STOPPED' },
		],
	},
];
