import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import {
	campaignIdsProperty,
	requestsPerMinuteProperty,
	simplifyProperty,
	statusOptions,
} from './properties';
import { poll } from './trigger/poll';

export class CampaignTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Campaign Trigger',
		name: 'campaignTrigger',
		icon: { light: 'file:campaign.svg', dark: 'file:campaign.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Starts the workflow when a campaign is created, updated or deleted, or changes its status, on DailyStory, Falconyte, Inbox, RapidPro / TextIt and Smartlead',
		defaults: { name: 'Campaign Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'campaignApi', required: true }],
		properties: [
			{
				displayName:
					'Each poll reads the full list of campaigns. If you have thousands, poll less often.',
				name: 'cost',
				type: 'notice',
				default: '',
			},
			{
				displayName:
					'By default, n8n stores the memory of all polling triggers of a workflow together. Use only one trigger in each workflow, or turn on <a href="https://github.com/n8n-nodes-campaigns/n8n-nodes-campaigns/blob/main/docs/campaign-trigger.md#which-settings-to-choose">durable poll state</a>.',
				name: 'memory',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: ['statusChanged'],
				description: 'The events that start the workflow. Each event is one item.',
				options: [
					{
						name: 'Created',
						value: 'created',
						description: 'A new campaign appeared',
					},
					{
						name: 'Deleted',
						value: 'deleted',
						description:
							'A campaign was deleted or moved to the trash. A deletion is reported once a second poll confirms it.',
					},
					{
						name: 'Message Replied',
						value: 'messageReplied',
						description: 'A contact answered a message of a campaign. Inbox only.',
					},
					{
						name: 'Message Sent',
						value: 'messageSent',
						description: 'A campaign sent a first message or a follow-up. Inbox only.',
					},
					{
						name: 'Status Changed',
						value: 'statusChanged',
						description:
							'A campaign was started, paused, stopped or completed. Not on RapidPro / TextIt, which lists active campaigns only.',
					},
					{
						name: 'Updated',
						value: 'updated',
						description: 'The name or settings of a campaign changed',
					},
				],
			},
			{
				displayName: 'Statuses',
				name: 'statuses',
				type: 'multiOptions',
				default: [],
				description: 'The new statuses to report. Leave empty to include every status.',
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
					campaignIdsProperty('Only campaigns with these IDs, separated by commas'),
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. launch',
						description: 'Only campaigns whose name contains this text, in upper or lower case',
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
							'Whether to report campaigns that exist at the first activation as created',
					},
					{
						displayName: 'Include Figures',
						name: 'figures',
						type: 'boolean',
						default: false,
						description:
							'Whether to report a campaign as updated when only its figures change, such as sent or replied',
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
