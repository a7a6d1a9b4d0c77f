import type { INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import { byDisplayName } from '../../providers/shared/fields';
import { planChange, requireSendable } from '../shared/changes';
import { readClearedFields } from '../shared/clearFields';
import { contentNeedsWhole, contentProperties, readContent } from '../shared/content';
import {
	isEmptyChange,
	readCampaignId,
	readCollection,
	readSimplify,
	requireName,
} from '../shared/parameters';
import { readPauseWhileChanging } from '../shared/planOptions';
import { campaignProperty, simplifyFor } from '../shared/properties';
import { defineWrite } from '../shared/write';

/** Changes what the user set and nothing else. */
export const update = defineWrite({
	resource: 'campaign',
	name: 'update',
	displayName: 'Update',
	action: 'Update campaign',
	description: 'Change fields of a campaign. Fields that you do not add stay as they are.',
	properties: [
		campaignProperty('update'),
		...providers.flatMap((provider): INodeProperties[] =>
			provider.campaigns.update === undefined
				? []
				: [
						{
							displayName: 'Update Fields',
							name: 'updateFields',
							type: 'collection',
							placeholder: 'Add Field',
							default: {},
							options: [
								...provider.campaigns.update.updateFields,
								...contentProperties(provider),
							].sort(byDisplayName),
							displayOptions: { show: { operation: ['update'], provider: [provider.id] } },
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
		const content = readContent(item, 'updateFields');
		if (isEmptyChange(fields) && content.length === 0) {
			throw new InvalidInput(
				'There is nothing to update',
				"Set at least one field under 'Update Fields'. An empty field is not set; to empty one, use 'Clear Fields' under Options.",
			);
		}
		const newName = fields.name === undefined ? undefined : requireName(item.provider, fields.name);
		if (newName !== undefined) fields.name = newName;
		requireSendable(capability, fields);
		const isSimplified = readSimplify(item);
		const needsWhole =
			!isSimplified || capability.needsWhole?.(fields) === true || contentNeedsWhole(content);
		const pauseWhileChanging = readPauseWhileChanging(item);
		const change = { fields, content, pauseWhileChanging, startNow: false, isSimplified };
		return { campaign: { id, needsWhole }, newName, change };
	},
	changes: ({ campaign, newName }) => ({ id: campaign.id, name: newName }),
	needs: ({ campaign: { id, needsWhole } }, isPlanned) => ({
		id,
		needsWhole: needsWhole || isPlanned,
	}),
	async plan(context, { campaign, change }, capability, isPlanned) {
		const { client, currentCampaigns } = context;
		const needsWhole = campaign.needsWhole || isPlanned;
		const current = await currentCampaigns.require(client, { ...campaign, needsWhole });
		return await planChange(context, current, { ...change, changes: capability });
	},
});
