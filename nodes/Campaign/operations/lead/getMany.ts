import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { providers } from '../../providers/registry';
import { pages } from '../../transport/paging';
import { limitProperties, readLimit } from '../shared/limit';
import { defineOperation } from '../shared/operation';
import { readCampaignId, readCollection, readSimplify } from '../shared/parameters';
import { campaignProperty, simplifyFor } from '../shared/properties';

/** Lists the leads of a campaign. */
export const getLeads = defineOperation({
	resource: 'lead',
	name: 'getAll',
	displayName: 'Get Many',
	action: 'Get many leads of campaign',
	description: 'Get many leads of a campaign, filtered by status and activity',
	properties: [
		campaignProperty('getAll'),
		...limitProperties,
		...providers.flatMap(({ id, leads }): INodeProperties[] =>
			leads?.getAll === undefined
				? []
				: [
						{
							displayName: 'Filters',
							name: 'filters',
							type: 'collection',
							placeholder: 'Add Filter',
							default: {},
							options: [...leads.getAll.filters],
							displayOptions: { show: { operation: ['getAll'], provider: [id] } },
						},
					],
		),
		simplifyFor('getAll'),
	],
	capability: ({ leads }) => leads?.getAll,
	toolDescription: ({ displayName }) =>
		`List the leads (people) of one campaign on ${displayName}, by the campaign's ID. Changes nothing. Returns a list of leads, each with leadId, which the other lead tools take, email, name and status.`,
	readInput(item, capability) {
		const campaignId = readCampaignId(item);
		const filters = readCollection(item, 'filters', capability.filters);
		return {
			campaignId,
			listing: capability.listing(campaignId, filters),
			limit: readLimit(item),
			isSimplified: readSimplify(item),
		};
	},
	async execute({ client }, { campaignId, listing, limit, isSimplified }, capability) {
		const found: IDataObject[] = [];
		for await (const page of pages(client, listing)) {
			for (const raw of page.entries) {
				found.push(isSimplified ? { ...capability.toLead(raw), campaignId } : raw);
				if (found.length >= limit) return { output: found };
			}
		}
		return { output: found };
	},
});
