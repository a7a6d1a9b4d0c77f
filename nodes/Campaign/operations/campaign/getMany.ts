import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Campaign } from '../../campaign';
import { campaignStatuses, simplify } from '../../campaign';
import { statusOptions } from '../../properties';
import type { CampaignFilters, ListCapability } from '../../providers/contract/campaigns';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import { wholeNumber } from '../../providers/shared/values';
import { pages } from '../../transport/paging';
import type { Item } from '../shared/operation';
import { defineOperation } from '../shared/operation';
import { isEmpty, readBoolean, readCollection, readSimplify } from '../shared/parameters';
import { simplifyFor } from '../shared/properties';

const defaultLimit = 50;

const show = { operation: ['getAll'] };

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const filterFields: readonly INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. launch',
		description: `Part of the name, ignoring case. ${whoFilters('name')}.`,
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'active',
		description: whoFilters('status'),
		options: statusOptions,
	},
];

/** Lists campaigns. */
export const getMany = defineOperation({
	resource: 'campaign',
	name: 'getAll',
	displayName: 'Get Many',
	action: 'Get many campaigns',
	description: 'Get many campaigns, filtered by status and name',
	properties: [
		{ ...returnAll, displayOptions: { show } },
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...show, returnAll: [false] } },
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			displayOptions: { show },
			options: [...filterFields],
		},
		simplifyFor('getAll'),
	],
	capability: ({ campaigns }) => campaigns.getAll,
	toolDescription: ({ displayName }) =>
		`List campaigns on ${displayName}, optionally filtered by part of the name or by status. Changes nothing. Returns a list of campaigns, each with the id that the other campaign tools take, its name and its status (${campaignStatuses.join(', ')}).`,
	readInput: (item, capability) => ({
		limit: readLimit(item),
		filters: readFilters(item, capability),
		isSimplified: readSimplify(item),
	}),
	async execute({ client }, { limit, filters, isSimplified }, capability) {
		const found: IDataObject[] = [];
		for await (const page of pages(client, capability, filters)) {
			for (const raw of page.entries) {
				const campaign = client.normalize(raw);
				if (!passes(campaign, filters)) continue;
				found.push(isSimplified ? simplify(campaign) : raw);
				if (found.length >= limit) return { output: found };
			}
		}
		return { output: found };
	},
});

function whoFilters(filter: keyof CampaignFilters): string {
	const names = providers
		.filter(({ campaigns }) => campaigns.getAll.filters[filter] === 'service')
		.map(({ displayName }) => displayName)
		.join(', ');
	return names === ''
		? 'The node reads the whole list and filters it'
		: `${names} filters by itself; for the others, the node reads the whole list and filters it`;
}

function readLimit(item: Item): number {
	if (readBoolean(item, returnAll, false)) return Number.POSITIVE_INFINITY;
	const value = item.functions.getNodeParameter('limit', item.itemIndex, defaultLimit);
	if (isEmpty(value)) return defaultLimit;
	return wholeNumber(value, 'Limit', "Enter one, or turn on 'Return All'.");
}

function readFilters(item: Item, { statuses = campaignStatuses }: ListCapability): CampaignFilters {
	const { status: wanted, name = '' } = readCollection(item, 'filters', filterFields);
	const status = campaignStatuses.find((one) => one === wanted);
	if (status !== undefined && !statuses.includes(status)) {
		throw new InvalidInput(
			`${item.provider.displayName} does not list campaigns with the status ${status}`,
			`Its API only lists campaigns with the status ${statuses.join(', ')}.`,
		);
	}
	if (typeof name !== 'string' && typeof name !== 'number') {
		throw new InvalidInput(
			"'Name' under 'Filters' is not a text",
			'Enter part of the name, or check the expression that should give it.',
		);
	}
	return {
		...(status === undefined ? {} : { status }),
		...(name === '' ? {} : { name: String(name) }),
	};
}

/** Services filter at most by name, each in its own way, so every campaign is checked here, too. */
function passes(campaign: Campaign, { status, name }: CampaignFilters): boolean {
	if (status !== undefined && campaign.status !== status) return false;
	return name === undefined || campaign.name.toLowerCase().includes(name.toLowerCase());
}
