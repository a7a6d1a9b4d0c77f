import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { methods } from './methods/listSearch';
import { operations } from './operations';
import { operationHints } from './operations/shared/hints';
import { optionsProperty } from './operations/shared/options';
import { subtitle, toolDescriptions } from './operations/toolDescriptions';
import { providers } from './providers/registry';
import { route } from './operations/router';

export class Campaign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Campaign',
		name: 'campaign',
		icon: { light: 'file:campaign.svg', dark: 'file:campaign.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description:
			'Create, update, list and start or pause campaigns on DailyStory, Falconyte, Inbox, RapidPro / TextIt and Smartlead',
		defaults: { name: 'Campaign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'campaignApi', required: true }],
		properties: [
			...toolDescriptions,
			{
				displayName: 'Provider',
				name: 'provider',
				type: 'options',
				noDataExpression: true,
				options: providers.map(({ id, displayName }) => ({ name: displayName, value: id })),
				// Has every operation, so that each of the actions panel fits. Stored workflows leave a default out: it never changes.
				default: 'smartlead',
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
				// n8n names the node and the tool after the action only where this stands on the field itself.
				displayOptions: { show: { resource: ['campaign'] } },
				options: operations.map(({ name, displayName, action, description, isOffered }) => ({
					name: displayName,
					value: name,
					action,
					description,
					displayOptions: {
						show: { provider: providers.filter(isOffered).map(({ id }) => id) },
					},
				})),
				default: 'getAll',
			},
			...operationHints,
			...operations.flatMap(({ properties }) => properties),
			optionsProperty,
		],
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this);
	}
}
