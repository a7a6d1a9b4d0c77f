import type { INodeProperties } from 'n8n-workflow';
import { additionalFieldsJson, byDisplayName, newNameField } from '../shared/fields';

const goal = (name: string, label: string): INodeProperties => ({
	displayName: `Conversion Goals: ${label}`,
	name,
	type: 'number',
	default: 0,
});

const fields: readonly INodeProperties[] = [
	additionalFieldsJson,
	{
		displayName: 'Allow Auto-Pause',
		name: 'allow_autopause',
		type: 'boolean',
		default: true,
		description: 'Whether the campaign pauses automatically after a long period of inactivity',
	},
	{
		displayName: 'Auto-Qualify New Leads',
		name: 'isAutoQualifyNewLead',
		type: 'boolean',
		default: false,
		description: 'Whether new leads become Qualified when they enter the campaign',
	},
	{
		displayName: 'Campaign Type',
		name: 'campaignType',
		type: 'options',
		default: 'Conversion',
		options: ['Broadcast', 'Conversion', 'Nurture', 'Transactional'].map((name) => ({
			name,
			value: name,
		})),
	},
	{
		displayName: 'Conversion Goals: Enabled',
		name: 'conversionGoalsEnabled',
		type: 'boolean',
		default: false,
		description: 'Whether the funnel report uses the goals',
	},
	goal('conversionGoalsMcls', 'MCLs'),
	goal('conversionGoalsMqls', 'MQLs'),
	goal('conversionGoalsSqls', 'SQLs'),
	goal('conversionGoalsSuspects', 'Suspects'),
	{
		displayName: 'Cost',
		name: 'cost',
		type: 'number',
		typeOptions: { numberPrecision: 2, minValue: 0 },
		default: 0,
	},
	{
		displayName: 'Cost Period',
		name: 'costPeriod',
		type: 'options',
		default: 'None',
		options: [
			{ name: 'Daily', value: 'Daily' },
			{ name: 'Monthly', value: 'Monthly' },
			{ name: 'None', value: 'None' },
			{ name: 'One Time', value: 'OneTime' },
			{ name: 'Weekly', value: 'Weekly' },
			{ name: 'Yearly', value: 'Yearly' },
		],
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: "e.g. Don't miss our spring sale",
		description: 'Shown in the campaign list',
	},
	{
		displayName: 'Notification Recipients',
		name: 'notificationRecipients',
		type: 'string',
		default: '',
		placeholder: 'e.g. 12,57',
		description: 'Comma-separated IDs of the users to notify of each new lead',
	},
	{
		displayName: 'Notify of New Leads',
		name: 'isNotifyNewLead',
		type: 'boolean',
		default: false,
		description: 'Whether to email the notification recipients about each new lead',
	},
	{
		displayName: 'Segment Names or IDs',
		name: 'segments',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'dailyStorySegments' },
		default: [],
		description:
			'The segments of the campaign. The call that lists them is inferred. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Subscriber Preferences',
		name: 'subscriber_preferences',
		type: 'string',
		default: '',
		placeholder: 'e.g. 4,9',
		description:
			'Comma-separated IDs of the subscription preferences that contacts can opt in to or out of',
	},
	{
		displayName: 'UTM Campaign',
		name: 'utmCampaign',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring-launch',
		description: 'Added to outbound links. If not set, the service derives it from the name.',
	},
	{
		displayName: 'Workflow Behavior',
		name: 'workflowBehavior',
		type: 'options',
		default: 'All',
		description: 'How the campaign interacts with automations',
		options: ['All', 'Match', 'None'].map((name) => ({ name, value: name })),
	},
];

const status: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	default: 'Paused',
	description:
		'The status of the new campaign. Paused if not set. Create or Update does not change the status of an existing campaign.',
	options: [
		{
			name: 'Active',
			value: 'Active',
			description: 'Runs its automations and scheduled messages, which reach people',
		},
		{ name: 'Archived', value: 'Archived' },
		{
			name: 'Paused',
			value: 'Paused',
			description: 'Runs no automations, adds no leads and sends no scheduled messages',
		},
	],
};

/** The options of Additional Fields. */
export const additionalFields: readonly INodeProperties[] = [...fields, status].sort(byDisplayName);

/** The options of Update Fields. */
export const updateFields: readonly INodeProperties[] = [...fields, newNameField].sort(
	byDisplayName,
);
