import { toItemJson } from '../shared/campaigns';
import { addFigures, readFiguresWish } from '../shared/figures';
import { defineOperation } from '../shared/operation';
import { readCampaignId, readSimplify } from '../shared/parameters';
import { campaignProperty, simplifyFor } from '../shared/properties';

/** Reads one campaign. */
export const get = defineOperation({
	resource: 'campaign',
	name: 'get',
	displayName: 'Get',
	action: 'Get campaign',
	description: 'Get one campaign as it is now',
	properties: [campaignProperty('get'), simplifyFor('get')],
	capability: ({ campaigns }) => campaigns.get,
	toolDescription: ({ displayName }) =>
		`Read one campaign on ${displayName} by its ID. Changes nothing. Returns its id, name, status, times and, if known, figures. Get the ID from the tool that lists campaigns.`,
	readInput(item) {
		const isSimplified = readSimplify(item);
		return {
			campaign: { id: readCampaignId(item), needsWhole: !isSimplified },
			figures: readFiguresWish(item),
			isSimplified,
		};
	},
	needs: ({ campaign }) => campaign,
	async execute({ client, currentCampaigns }, { campaign, figures, isSimplified }) {
		const raw = await currentCampaigns.require(client, campaign);
		const read = { raw, item: toItemJson(client, raw, isSimplified) };
		return { output: await addFigures(client, [read], figures) };
	},
});
