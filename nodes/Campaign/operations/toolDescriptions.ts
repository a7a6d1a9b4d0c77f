import type { INodeProperties } from 'n8n-workflow';
import { providers } from '../providers/registry';
import { operations } from './index';

/**
 * What a model is told of the node as a tool: a text of its own for each operation of each provider, which users can
 * change. n8n's own text names neither the provider nor what a call does to people.
 */
export const toolDescriptions: readonly INodeProperties[] = operations.flatMap((operation) =>
	providers.filter(operation.isOffered).map(
		(provider): INodeProperties => ({
			displayName: 'Description',
			name: 'toolDescription',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: operation.toolDescription(provider),
			description: 'Explain to the model what this tool does and when to use it',
			displayOptions: {
				show: { '@tool': [true], provider: [provider.id], operation: [operation.verb] },
			},
		}),
	),
);

/** The node's job at a glance, for example "Smartlead: Get Many": n8n reads an expression over the stored values. */
export const subtitle = `={{ ${namesOf(providers.map(({ id, displayName }) => [id, displayName]))}[$parameter["provider"]] + ": " + ${namesOf(operations.map(({ verb, displayName }) => [verb, displayName]))}[$parameter["operation"]] }}`;

function namesOf(entries: Array<[value: string, name: string]>): string {
	return `(${JSON.stringify(Object.fromEntries(entries))})`;
}
