import type { INodeProperties } from 'n8n-workflow';
import type { CampaignOperations, Fields } from '../../providers/contract/campaigns';
import { providers } from '../../providers/registry';
import type { Item } from './operation';
import { readCollection, readFields, readName } from './parameters';
import { simplifyFor } from './properties';

const operation = ['create', 'upsert'];

/** What Create and Create or Update ask for: everything that a new campaign needs. */
export const newCampaignProperties: readonly INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Spring launch',
		description: 'The name that the service shows and that Create or Update looks for',
		displayOptions: { show: { operation } },
	},
	...providers.flatMap(({ id, campaigns }) =>
		(campaigns.create.fields ?? []).map((field) => ({
			...field,
			required: true,
			displayOptions: { show: { operation, provider: [id] } },
		})),
	),
	...providers.map(
		({ id, campaigns }): INodeProperties => ({
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [...campaigns.create.additionalFields],
			displayOptions: { show: { operation, provider: [id] } },
		}),
	),
	simplifyFor('create', 'upsert'),
];

/** What a new campaign is made of. */
export interface NewCampaign {
	readonly name: string;
	/** Everything that the user set, including the name. */
	readonly fields: Fields;
}

/**
 * Reads what the user set for a new campaign.
 *
 * @throws InvalidInput when the service would refuse the name, or a value is not offered
 */
export function readNewCampaign(item: Item): NewCampaign {
	const { fields: shown = [], additionalFields } = item.provider.campaigns.create;
	const name = readName(item);
	const fields = {
		...readCollection(item, 'additionalFields', additionalFields),
		...readFields(item, shown),
		name,
	};
	return { name, fields };
}

/** Whether the user can set the status of a new campaign. */
export function takesStatus({ create: { additionalFields } }: CampaignOperations): boolean {
	return additionalFields.some(({ name }) => name === 'status');
}
