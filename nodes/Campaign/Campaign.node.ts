import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { methods } from './methods/pickers';
import { operations } from './operations';
import { optionsProperty } from './operations/options';
import { providers } from './providers/registry';
import { route } from './router';

export class Campaign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Campaign',
		name: 'campaign',
		icon: { light: 'file:campaign.svg', dark: 'file:campaign.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["provider"] }}',
		description:
			'Create, update, list and start or pause campaigns on DailyStory, Falconyte, Inbox, RapidPro / TextIt and Smartlead',
		defaults: { name: 'Campaign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'campaignApi', required: true }],
		properties: [
			{
				displayName: 'Provider',
				name: 'provider',
				type: 'options',
				noDataExpression: true,
				options: providers.map(({ id, displayName }) => ({ name: displayName, value: id })),
				default: 'dailyStory',
				description:
					'The service that holds the campaigns. The credential must be of the same provider.',
			},
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Campaign', value: 'campaign' }],
				default: 'campaign',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: operations.map(({ verb, displayName, action, description, isOffered }) => ({
					name: displayName,
					value: verb,
					action,
					description,
					displayOptions: {
						show: {
							provider: providers.filter(isOffered).map(({ id }) => id),
							resource: ['campaign'],
						},
					},
				})),
				default: 'getAll',
			},
			...operations.flatMap(({ properties }) => properties),
			optionsProperty,
		],
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this);
	}
}
