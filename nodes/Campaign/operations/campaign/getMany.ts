import type { INodeProperties } from 'n8n-workflow';
import type { Campaign, RawCampaign } from '../../campaign';
import { campaignStatuses, simplify } from '../../campaign';
import { statusOptions } from '../../properties';
import type { CampaignFilters, ListCapability } from '../../providers/contract/campaigns';
import { InvalidInput } from '../../providers/contract/invalidInput';
import type { Page } from '../../providers/contract/listing';
import { providers } from '../../providers/registry';
import { byDisplayName } from '../../providers/shared/fields';
import { pages } from '../../transport/paging';
import type { ReadItem } from '../shared/figures';
import { addFigures, readFiguresWish } from '../shared/figures';
import { limitProperties, readLimit } from '../shared/limit';
import { readListSwitches } from '../shared/listSwitches';
import type { Item } from '../shared/operation';
import { defineOperation } from '../shared/operation';
import { readCollection, readSimplify } from '../shared/parameters';
import { simplifyFor } from '../shared/properties';

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

const ownFilters: readonly INodeProperties[] = providers.flatMap(({ id, campaigns }) =>
	(campaigns.getAll.ownFilters ?? []).map((filter) => ({
		...filter,
		displayOptions: { show: { '/provider': [id] } },
	})),
);

/** Lists campaigns. */
export const getMany = defineOperation({
	resource: 'campaign',
	name: 'getAll',
	displayName: 'Get Many',
	action: 'Get many campaigns',
	description: 'Get many campaigns, filtered by status and name',
	properties: [
		...limitProperties,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			displayOptions: { show: { operation: ['getAll'] } },
			options: [...filterFields, ...ownFilters].sort(byDisplayName),
		},
		simplifyFor('getAll'),
	],
	capability: ({ campaigns }) => campaigns.getAll,
	toolDescription: ({ displayName }) =>
		`List campaigns on ${displayName}, optionally filtered by part of the name or by status. Changes nothing. Returns a list of campaigns, each with the id that the other campaign tools take, its name and its status (${campaignStatuses.join(', ')}).`,
	readInput(item, capability) {
		const filters = readFilters(item, capability);
		return {
			limit: readLimit(item),
			filters,
			firstPage: capability.firstPage(filters),
			figures: readFiguresWish(item),
			isSimplified: readSimplify(item),
		};
	},
	async execute({ client }, { limit, filters, firstPage, figures, isSimplified }, capability) {
		const found: ReadItem[] = [];
		const take = ({ entries }: Page<RawCampaign>) => {
			for (const raw of entries) {
				if (found.length >= limit) return;
				const campaign = client.normalize(raw);
				if (!passes(campaign, filters)) continue;
				found.push({ raw, item: isSimplified ? simplify(campaign) : raw });
			}
		};
		for await (const page of pages(client, capability, filters, firstPage)) {
			take(page);
			if (found.length >= limit) break;
		}
		return { output: await addFigures(client, found, figures) };
	},
});

function whoFilters(filter: keyof ListCapability['filters']): string {
	const names = providers
		.filter(({ campaigns }) => campaigns.getAll.filters[filter] === 'service')
		.map(({ displayName }) => displayName)
		.join(', ');
	return names === ''
		? 'The node reads the whole list and filters it'
		: `${names} filters by itself; for the others, the node reads the whole list and filters it`;
}

function readFilters(item: Item, capability: ListCapability): CampaignFilters {
	const { statuses = campaignStatuses, ownFilters: offered = [] } = capability;
	const fields = readCollection(item, 'filters', [...filterFields, ...offered]);
	const { status: wanted, name = '', ...filters } = fields;
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
	const part = String(name).trim();
	const own = { ...filters, ...readListSwitches(item, capability) };
	return {
		...(Object.keys(own).length === 0 ? {} : { own }),
		...(status === undefined ? {} : { status }),
		...(part === '' ? {} : { name: part }),
	};
}

/** Services filter at most by name, each in its own way, so every campaign is checked here, too. */
function passes(campaign: Campaign, { status, name }: CampaignFilters): boolean {
	if (status !== undefined && campaign.status !== status) return false;
	return name === undefined || campaign.name.toLowerCase().includes(name.toLowerCase());
}
