import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Campaign } from '../../campaign';
import { campaignStatuses, simplify } from '../../campaign';
import type { Filters } from '../../providers/contract/provider';
import { providers } from '../../providers/registry';
import { InvalidInput } from '../../providers/contract/provider';
import { pages } from '../../transport/paging';
import { simplifyProperty, statusOptions } from '../shared/properties';
import type { ItemContext, Operation } from '../shared/operation';
import { collection, readBoolean } from '../shared/parameters';
import { normalize } from '../shared/campaigns';

/** Who filters, in words. */
function filteredBy(filter: keyof Filters): string {
	const names = providers
		.filter(({ campaigns }) => campaigns.getAll.filters[filter] === 'service')
		.map(({ displayName }) => displayName)
		.join(', ');
	const here = 'all pages are read, and filtered here';
	return names === ''
		? `For every service ${here}`
		: `Filtered by ${names}; for the others ${here}`;
}

const forMany = { operation: ['getAll'] };

const filterFields: readonly INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. launch',
		description: `Part of the name, in upper or lower case. ${filteredBy('name')}.`,
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'active',
		description: filteredBy('status'),
		options: statusOptions,
	},
];

const properties: readonly INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: forMany },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...forMany, returnAll: [false] } },
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: forMany },
		options: [...filterFields],
	},
	simplifyProperty(['getAll']),
];

/** Lists campaigns. */
export const getMany: Operation = {
	verb: 'getAll',
	displayName: 'Get Many',
	action: 'Get many campaigns',
	description: 'Get many campaigns, with filters on status and name',
	toolDescription: ({ displayName }) =>
		`List campaigns on ${displayName}, filtered by a part of the name or by status if that is set. Changes nothing. Answers with a list of campaigns, each with the id that other campaign tools take, its name and its status (${campaignStatuses.join(', ')}).`,
	properties,
	isOffered: () => true,
	lockKey: () => undefined,
	async execute(job) {
		const most = limit(job);
		const wanted = filters(job);
		const simple = readBoolean(job, 'simplify', true);
		const found: IDataObject[] = [];
		for await (const page of pages(job.client, job.provider.campaigns.getAll, wanted)) {
			for (const raw of page.entries) {
				const campaign = normalize(job, raw);
				if (!keeps(wanted, campaign)) continue;
				found.push(simple ? simplify(campaign) : raw);
				if (found.length >= most) return found;
			}
		}
		return found;
	},
};

function limit(job: ItemContext): number {
	if (readBoolean(job, 'returnAll', false)) return Number.POSITIVE_INFINITY;
	const value = Number(job.caller.getNodeParameter('limit', job.itemIndex, 50));
	if (Number.isSafeInteger(value) && value >= 1) return value;
	throw new InvalidInput(
		"'Limit' must be a whole number from 1",
		"Enter one, or switch on 'Return All'.",
	);
}

function filters(job: ItemContext): Filters {
	const { status, name = '' } = collection(job, 'filters', filterFields);
	const known = campaignStatuses.find((one) => one === status);
	const { displayName, campaigns } = job.provider;
	const { statuses = campaignStatuses } = campaigns.getAll;
	if (known !== undefined && !statuses.includes(known)) {
		throw new InvalidInput(
			`${displayName} lists no campaigns that are ${known}`,
			`Its API lists only those that are: ${statuses.join(', ')}.`,
		);
	}
	if (typeof name !== 'string' && typeof name !== 'number') {
		throw new InvalidInput(
			"'Name' of 'Filters' is not a text",
			'Enter a part of the name, or check the expression that should give it.',
		);
	}
	return {
		...(known === undefined ? {} : { status: known }),
		...(name === '' ? {} : { name: String(name) }),
	};
}

/** Services filter at most by name and each in its own way, so every campaign is looked at here too. */
function keeps({ status, name }: Filters, campaign: Campaign): boolean {
	if (status !== undefined && campaign.status !== status) return false;
	return name === undefined || campaign.name.toLowerCase().includes(name.toLowerCase());
}
