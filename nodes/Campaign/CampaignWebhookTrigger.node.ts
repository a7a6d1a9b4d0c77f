import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { methods } from './methods/listSearch';
import { checkExists, create, remove } from './webhook/lifecycle';
import {
	filterProperty,
	hidesUrl,
	optionsProperty,
	providerOptions,
	providerProperties,
	targetProperties,
} from './webhook/properties';
import { receive } from './webhook/receive';

export class CampaignWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Campaign Webhook Trigger',
		name: 'campaignWebhookTrigger',
		icon: { light: 'file:campaign.svg', dark: 'file:campaign.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["provider"] + ": " + $parameter["events"].join(", ").replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Starts the workflow at once when a campaign message is sent, opened, answered or bounces, a contact unsubscribes, or a campaign changes its status, on Falconyte, Inbox, RapidPro / TextIt and Smartlead',
		defaults: { name: 'Campaign Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'campaignApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: 'campaigns',
				// Only where users have to paste it.
				ndvHideUrl: hidesUrl,
				ndvHideMethod: true,
			},
		],
		properties: [
			{
				displayName: 'Provider',
				name: 'provider',
				type: 'options',
				noDataExpression: true,
				options: providerOptions,
				default: 'smartlead',
				description:
					'The service that sends the events. DailyStory sends none about campaigns: use the Campaign Trigger.',
			},
			...targetProperties,
			...providerProperties(),
			filterProperty,
			optionsProperty,
		],
	};

	methods = methods;

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists.call(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create.call(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove.call(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive.call(this);
	}
}
