import type { INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import { applyChange } from '../shared/changes';
import { readClearedFields } from '../shared/clearFields';
import { defineOperation } from '../shared/operation';
import {
	isEmptyChange,
	readCampaignId,
	readCollection,
	readSimplify,
	requireName,
} from '../shared/parameters';
import { campaignProperty, simplifyFor } from '../shared/properties';

/** Changes what the user set and nothing else. */
export const update = defineOperation({
	resource: 'campaign',
	name: 'update',
	displayName: 'Update',
	action: 'Update campaign',
	description: 'Change fields of a campaign. Fields that you do not add stay as they are.',
	properties: [
		campaignProperty('update'),
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
		simplifyFor('update'),
	],
	capability: ({ campaigns }) => campaigns.update,
	toolDescription: ({ displayName }) =>
		`Change settings of one campaign on ${displayName}, by its ID. Settings that are not given stay as they are. Does not start or pause the campaign, but changing a running campaign may reach people at once. Returns the campaign as it is afterwards.`,
	readInput(item, capability) {
		const id = readCampaignId(item);
		const set = readCollection(item, 'updateFields', capability.updateFields);
		const fields = { ...set, ...readClearedFields(item, capability, set) };
		if (isEmptyChange(fields)) {
			throw new InvalidInput(
				'There is nothing to update',
				"Set at least one field under 'Update Fields'. An empty field is not set; to empty one, use 'Clear Fields' under Options.",
			);
		}
		const newName = fields.name === undefined ? undefined : requireName(item.provider, fields.name);
		if (newName !== undefined) fields.name = newName;
		const isSimplified = readSimplify(item);
		const needsWhole = !isSimplified || capability.needsWhole?.(fields) === true;
		return { campaign: { id, needsWhole }, newName, fields, isSimplified };
	},
	changes: ({ campaign, newName }) => ({ id: campaign.id, name: newName }),
	needs: ({ campaign }) => campaign,
	async execute(context, { campaign, fields, isSimplified }, capability) {
		const current = await context.currentCampaigns.require(context.client, campaign);
		return await applyChange(context, current, { changes: capability, fields, isSimplified });
	},
});
