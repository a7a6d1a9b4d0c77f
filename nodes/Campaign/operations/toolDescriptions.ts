import type { INodeProperties } from 'n8n-workflow';
import { providers } from '../providers/registry';
import { defaultResource, operations } from './index';

/**
 * What a model is told about the node as a tool: a text for each operation of each provider, which users can change.
 * n8n's own text mentions neither the provider nor what a call does to people.
 */
export const toolDescriptions: readonly INodeProperties[] = operations.flatMap((operation) =>
	providers.flatMap((provider): INodeProperties[] => {
		const description = operation.toolDescription(provider);
		if (description === undefined) return [];
		return [
			{
				displayName: 'Description',
				name: 'toolDescription',
				type: 'string',
				typeOptions: { rows: 4 },
				required: true,
				default: description,
				description: 'Explain to the model what this tool does and when to use it',
				displayOptions: {
					show: {
						'@tool': [true],
						provider: [provider.id],
						resource: [operation.resource],
						operation: [operation.name],
					},
				},
			},
		];
	}),
);

const providerNames = lookUp(providers.map(({ id, displayName }) => [id, displayName]));

const operationNames = lookUp(
	operations.map(({ resource, name, displayName, action }) => [
		`${resource} ${name}`,
		resource === defaultResource ? displayName : action,
	]),
);

/** What the node does, for example "Smartlead: Get Many". n8n evaluates the expression over the stored values. */
export const subtitle = `={{ ${providerNames}[$parameter["provider"]] + ": " + ${operationNames}[$parameter["resource"] + " " + $parameter["operation"]] }}`;

/** A flat object as an expression: two closing braces in a row would end it. */
function lookUp(entries: Array<[value: string, name: string]>): string {
	return `(${JSON.stringify(Object.fromEntries(entries))})`;
}
