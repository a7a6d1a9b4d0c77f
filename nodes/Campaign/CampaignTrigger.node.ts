import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { requestsPerMinuteProperty, simplifyProperty, statusOptions } from './properties';
import { poll } from './trigger/poll';
import { providers } from './providers/registry';

export class CampaignTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Campaign Trigger',
		name: 'campaignTrigger',
		icon: { light: 'file:campaign.svg', dark: 'file:campaign.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Starts the workflow when campaigns are created, changed or deleted, or change their status, on DailyStory, Falconyte, Inbox, RapidPro / TextIt and Smartlead',
		defaults: { name: 'Campaign Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'campaignApi', required: true }],
		properties: [
			{
				displayName: `A poll reads the whole list of campaigns. It comes in ${providers.map(({ displayName, campaigns }) => `${campaigns.getAll.paging} (${displayName})`).join(', ')}. With many campaigns, poll less often.`,
				name: 'cost',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: ['statusChanged'],
				description: 'What starts the workflow. Each event is an item.',
				options: [
					{
						name: 'Created',
						value: 'created',
						description: 'A campaign is there that was not there before',
					},
					{
						name: 'Deleted',
						value: 'deleted',
						description:
							'A campaign is not there any more, or in the trash; reported after a second look',
					},
					{
						name: 'Status Changed',
						value: 'statusChanged',
						description: 'A campaign was started, paused or stopped, or is completed',
					},
					{
						name: 'Updated',
						value: 'updated',
						description: 'The name or the settings of a campaign changed',
					},
				],
			},
			{
				displayName: 'Statuses',
				name: 'statuses',
				type: 'multiOptions',
				default: [],
				description:
					'The statuses that a campaign must have changed to. Leave empty to be told of all.',
				displayOptions: { show: { events: ['statusChanged'] } },
				options: statusOptions,
			},
			{
				displayName: 'Filters',
				name: 'filters',
				type: 'collection',
				placeholder: 'Add Filter',
				default: {},
				options: [
					{
						displayName: 'Campaign IDs',
						name: 'campaigns',
						type: 'string',
						default: '',
						placeholder: 'e.g. 372, 373',
						description: 'Only these campaigns, with commas between them',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. launch',
						description: 'Part of the name, in upper or lower case',
					},
				],
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Emit Existing',
						name: 'emitExisting',
						type: 'boolean',
						default: false,
						description:
							'Whether to report the campaigns that are there at the first activation as created',
					},
					{
						displayName: 'Include Figures',
						name: 'figures',
						type: 'boolean',
						default: false,
						description:
							'Whether a campaign is also updated when only its figures change, such as how many were sent or replied',
					},
					requestsPerMinuteProperty,
					simplifyProperty,
				],
			},
		],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
