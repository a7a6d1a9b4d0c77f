import { requireCampaign, toItemJson } from '../shared/campaigns';
import { defineOperation } from '../shared/operation';
import { readCampaignId, readSimplify } from '../shared/parameters';
import { campaignProperty, simplifyFor } from '../shared/properties';

/** Reads one campaign. */
export const get = defineOperation({
	name: 'get',
	displayName: 'Get',
	action: 'Get campaign',
	description: 'Get one campaign as it is now',
	properties: [campaignProperty('get'), simplifyFor('get')],
	capability: ({ campaigns }) => campaigns.get,
	toolDescription: ({ displayName }) =>
		`Read one campaign on ${displayName} by its ID. Changes nothing. Returns its id, name, status, times and, if known, figures. Get the ID from the tool that lists campaigns.`,
	readInput: (item) => ({ id: readCampaignId(item), isSimplified: readSimplify(item) }),
	execute: async ({ client }, { id, isSimplified }) =>
		toItemJson(client, await requireCampaign(client, id), isSimplified),
});
