import type { INodeProperties } from 'n8n-workflow';
import { providers } from '../providers/registry';
import { operations } from './index';

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
					show: { '@tool': [true], provider: [provider.id], operation: [operation.name] },
				},
			},
		];
	}),
);

/** What the node does, for example "Smartlead: Get Many". n8n evaluates the expression over the stored values. */
export const subtitle = `={{ ${namesOf(providers.map(({ id, displayName }) => [id, displayName]))}[$parameter["provider"]] + ": " + ${namesOf(operations.map(({ name, displayName }) => [name, displayName]))}[$parameter["operation"]] }}`;

function namesOf(entries: Array<[value: string, name: string]>): string {
	return `(${JSON.stringify(Object.fromEntries(entries))})`;
}
