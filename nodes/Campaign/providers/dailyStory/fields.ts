import type { INodeProperties } from 'n8n-workflow';
import { additionalFieldsJson, byDisplayName, newNameField } from '../shared/fields';

/** Fields sent as the user set them, in the API's own mix of snake and camel case. */
export const plainNames = [
	'allow_autopause',
	'campaignType',
	'cost',
	'costPeriod',
	'description',
	'isAutoQualifyNewLead',
	'isNotifyNewLead',
	'utmCampaign',
	'workflowBehavior',
] as const;

/** Fields that together are `conversionGoals`, and their names in there. */
export const goalNames: Readonly<Record<string, string>> = {
	conversionGoalsEnabled: 'enabled',
	conversionGoalsSuspects: 'suspects',
	conversionGoalsMcls: 'mcls',
	conversionGoalsMqls: 'mqls',
	conversionGoalsSqls: 'sqls',
};

const goal = (name: string, label: string): INodeProperties => ({
	displayName: `Conversion Goals: ${label}`,
	name,
	type: 'number',
	default: 0,
});

const fields: INodeProperties[] = [
	additionalFieldsJson,
	{
		displayName: 'Allow Auto-Pause',
		name: 'allow_autopause',
		type: 'boolean',
		default: true,
		description: 'Whether the campaign pauses by itself after a long time without activity',
	},
	{
		displayName: 'Auto-Qualify New Leads',
		name: 'isAutoQualifyNewLead',
		type: 'boolean',
		default: false,
		description: 'Whether new leads become Qualified on entry',
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
		description: 'IDs of the users that are told of each new lead, with commas between them',
	},
	{
		displayName: 'Notify of New Leads',
		name: 'isNotifyNewLead',
		type: 'boolean',
		default: false,
		description: 'Whether the notification recipients get an email for each new lead',
	},
	{
		displayName: 'Segments',
		name: 'segments',
		type: 'string',
		default: '',
		placeholder: 'e.g. 301,302',
		description: 'IDs of the segments of the campaign, with commas between them',
	},
	{
		displayName: 'Subscriber Preferences',
		name: 'subscriber_preferences',
		type: 'string',
		default: '',
		placeholder: 'e.g. 4,9',
		description:
			'IDs of the subscription preferences that contacts can opt into or out of, with commas between them',
	},
	{
		displayName: 'UTM Campaign',
		name: 'utmCampaign',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring-launch',
		description: 'Added to outbound links. Derived from the name by the service when left out.',
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

const sorted = (list: INodeProperties[]) => list.sort(byDisplayName);

/** The options of Additional Fields. A new campaign is Paused unless the user says otherwise. */
export const additionalFields: readonly INodeProperties[] = sorted([
	...fields,
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'Paused',
		description:
			'The state that the campaign is created in. Paused when left out. Create or Update leaves the state of a campaign that exists alone.',
		options: [
			{
				name: 'Active',
				value: 'Active',
				description: 'Runs: its automations and scheduled messages reach people',
			},
			{ name: 'Archived', value: 'Archived' },
			{
				name: 'Paused',
				value: 'Paused',
				description: 'No automation, no new leads, no scheduled messages',
			},
		],
	},
]);

/** The options of Update Fields. */
export const updateFields: readonly INodeProperties[] = sorted([...fields, newNameField]);
