import type { INodeProperties } from 'n8n-workflow';
import type { CampaignOperations, Fields } from '../../providers/contract/campaigns';
import { providers } from '../../providers/registry';
import { byDisplayName } from '../../providers/shared/fields';
import type { SetContent } from './content';
import { contentProperties, readContent } from './content';
import type { Item } from './operation';
import { readCollection, readFields, readName } from './parameters';
import { simplifyFor } from './properties';

const operation = ['create', 'upsert'];

const startNowProperty: INodeProperties = {
	displayName: 'Start Now',
	name: 'startNow',
	type: 'boolean',
	default: false,
	description:
		'Whether to start the campaign when everything else is done, which sends messages to its leads. A campaign that exists is only started if it is a draft.',
};

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
	...providers.map((provider): INodeProperties => {
		const { id, campaigns } = provider;
		return {
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				...campaigns.create.additionalFields,
				...contentProperties(provider),
				...(campaigns.create.startNow === undefined ? [] : [startNowProperty]),
			].sort(byDisplayName),
			displayOptions: { show: { operation, provider: [id] } },
		};
	}),
	simplifyFor('create', 'upsert'),
];

/** What a new campaign is made of. */
export interface NewCampaign {
	readonly name: string;
	/** Everything that the user set, including the name, but for the content. */
	readonly fields: Fields;
	readonly content: readonly SetContent[];
	/** Whether the campaign is started when everything else is done. */
	readonly startNow: boolean;
}

/**
 * Reads what the user set for a new campaign.
 *
 * @throws InvalidInput when the service would refuse the name, or a value is not offered
 */
export function readNewCampaign(item: Item): NewCampaign {
	const {
		fields: shown = [],
		additionalFields,
		startNow: canStart,
	} = item.provider.campaigns.create;
	const name = readName(item);
	const started = canStart === undefined ? [] : [startNowProperty];
	const { startNow, ...set } = readCollection(item, 'additionalFields', [
		...additionalFields,
		...started,
	]);
	const fields = { ...set, ...readFields(item, shown), name };
	const content = readContent(item, 'additionalFields');
	return { name, fields, content, startNow: startNow === true };
}

/** What a model is told where a new campaign runs at once, as a sentence; undefined where it does not. */
export function runsAtOnce({ create, content = [] }: CampaignOperations): string | undefined {
	if (create.newStatus?.({}) !== 'active') return undefined;
	const labels = content.flatMap(({ reachesPeople, editor }) =>
		reachesPeople ? [editor.displayName] : [],
	);
	const reach = labels.length === 0 ? '' : ` ${labels.join(' and ')} send messages to real people.`;
	return `A new campaign runs at once.${reach}`;
}

/**
 * What starts a campaign at its creation, as the end of a sentence for a model; empty when nothing does.
 *
 * @param owner is added where it is a field of the creation alone
 */
export function startsIf(
	{ create: { additionalFields, startNow } }: CampaignOperations,
	owner = '',
): string {
	if (startNow !== undefined) return ` unless ${startNowProperty.displayName} is on`;
	const hasStatus = additionalFields.some(({ name }) => name === 'status');
	return hasStatus ? ` unless Status says so${owner}` : '';
}
