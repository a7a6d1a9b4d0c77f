import type { INodeProperties } from 'n8n-workflow';
import { providers } from '../../providers/registry';
import { campaignLocator, simplifyProperty } from '../shared/properties';
import { InvalidInput } from '../../providers/contract/provider';
import type { Operation } from '../shared/operation';
import { requireCampaignId, requireCampaignName, collection, isEmptyChange } from '../shared/parameters';
import { makeChanges, toItemJson } from '../shared/campaigns';

const properties: readonly INodeProperties[] = [
	{ ...campaignLocator, required: true, displayOptions: { show: { operation: ['update'] } } },
	...providers.flatMap(({ id, campaigns }): INodeProperties[] =>
		campaigns.update === undefined
			? []
			: [
					{
						displayName: 'Update Fields',
						name: 'updateFields',
						type: 'collection',
						placeholder: 'Add Field',
						default: {},
						options: [...campaigns.update.updateFields],
						displayOptions: { show: { operation: ['update'], provider: [id] } },
					},
				],
	),
	simplifyProperty(['update']),
];

/** Changes what the user set and nothing else. */
export const update: Operation = {
	verb: 'update',
	displayName: 'Update',
	action: 'Update campaign',
	description: 'Change fields of a campaign. Fields that you do not add stay as they are.',
	toolDescription: ({ displayName }) =>
		`Change settings of one campaign on ${displayName}, by its id. What is not given stays as it is. Does not start or pause it, but a change of a campaign that is running may reach people at once. Answers with the campaign as it then stands.`,
	properties,
	isOffered: ({ campaigns }) => campaigns.update !== undefined,
	lockKey: requireCampaignId,
	async execute(job) {
		const { update: verb } = job.provider.campaigns;
		if (verb === undefined)
			throw new InvalidInput(`${job.provider.displayName} can't update campaigns`);
		const id = requireCampaignId(job);
		const fields = collection(job, 'updateFields', verb.updateFields);
		if (isEmptyChange(fields)) {
			throw new InvalidInput(
				'There is nothing to update',
				"Add at least one field under 'Update Fields'.",
			);
		}
		if (fields.name !== undefined) fields.name = requireCampaignName(job.provider, fields.name);
		return toItemJson(job, await makeChanges(job, id, verb, fields));
	},
};
