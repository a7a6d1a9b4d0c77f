import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { methods } from './methods/listSearch';
import { defaultResource, operations, operationsOf, resources } from './operations';
import { operationHints } from './operations/shared/hints';
import type { Operation } from './operations/shared/operation';
import { optionsProperty } from './operations/shared/options';
import { subtitle, toolDescriptions } from './operations/toolDescriptions';
import type { Provider } from './providers/contract/provider';
import { providers } from './providers/registry';
import { route } from './operations/router';

const isOfferedBy = (provider: Provider) => (operation: Operation) => operation.isOffered(provider);

const providerIds = (isIncluded: (provider: Provider) => boolean) =>
	providers.filter(isIncluded).map(({ id }) => id);

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
				options: resources.map(({ name, displayName }) => ({
					name: displayName,
					value: name,
					displayOptions: {
						show: { provider: providerIds((one) => operationsOf(name).some(isOfferedBy(one))) },
					},
				})),
				default: defaultResource,
			},
			...resources.map(
				({ name: resource, defaultOperation }): INodeProperties => ({
					displayName: 'Operation',
					name: 'operation',
					type: 'options',
					noDataExpression: true,
					// n8n names the node and the tool after the action only where this stands on the field itself.
					displayOptions: { show: { resource: [resource] } },
					options: operationsOf(resource).map((operation) => ({
						name: operation.displayName,
						value: operation.name,
						action: operation.action,
						description: operation.description,
						displayOptions: { show: { provider: providerIds(operation.isOffered) } },
					})),
					default: defaultOperation,
				}),
			),
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
