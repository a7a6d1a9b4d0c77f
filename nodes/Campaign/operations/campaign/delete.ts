import { tryApi } from '../../errors';
import { findInList } from '../../transport/readCampaign';
import { notFoundError } from '../shared/campaigns';
import { defineOperation } from '../shared/operation';
import { readCampaignId } from '../shared/parameters';
import { campaignProperty } from '../shared/properties';

/** Deletes a campaign for good. */
export const deleteCampaign = defineOperation({
	resource: 'campaign',
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete campaign',
	description: 'Delete a campaign permanently',
	properties: [campaignProperty('delete')],
	capability: ({ campaigns }) => campaigns.delete,
	toolDescription: ({ displayName }) =>
		`Delete one campaign on ${displayName} permanently, by its ID. This cannot be undone: only do it when a person asked for exactly this campaign. Returns deleted: true.`,
	readInput: (item) => ({ id: readCampaignId(item) }),
	changes: ({ id }) => ({ id }),
	async execute({ client }, { id }, capability) {
		const deleted = { output: { deleted: true, id } };
		const outcome = await client.attempt(capability.request(id));
		if (!outcome.ok) {
			// A deletion may take longer than the answer to it. The list tells more than a single read, whose empty answer
			// may also come from a service under load.
			if (outcome.kind !== 'notFound' && outcome.mayHaveTakenEffect) {
				const { value: listed } = await tryApi(findInList(client, id));
				if (listed === null) return deleted;
			}
			// It was there for an earlier attempt whose answer was lost: that attempt deleted it.
			if (outcome.kind === 'notFound' && outcome.mayHaveTakenEffect) return deleted;
			throw outcome.kind === 'notFound' ? notFoundError(client, id) : outcome.error;
		}
		if (capability.isDone(outcome.body)) return deleted;
		throw client.error(
			`${client.provider.displayName} did not say whether it deleted the campaign`,
			`The campaign with the ID ${id} may have been deleted: use Get to find out.`,
		);
	},
});
