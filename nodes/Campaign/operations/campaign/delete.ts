import type { DeleteCapability } from '../../providers/contract/campaigns';
import { tryApi } from '../../errors';
import { findInList } from '../../transport/readCampaign';
import { notFoundError } from '../shared/campaigns';
import { readCampaignId } from '../shared/parameters';
import { stepFailure } from '../shared/partlyDone';
import type { PlanStep } from '../shared/plan';
import { campaignProperty } from '../shared/properties';
import { defineWrite } from '../shared/write';

/** Deletes a campaign for good. */
export const deleteCampaign = defineWrite({
	resource: 'campaign',
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete campaign',
	description: 'Delete a campaign permanently',
	properties: [campaignProperty('delete')],
	capability: ({ campaigns }) => campaigns.delete,
	toolDescription: ({ displayName }) =>
		`Delete one campaign on ${displayName} permanently, by its ID. This cannot be undone: only do it when a person asked for exactly this campaign. Returns deleted: true.`,
	readInput: (item) => ({ id: readCampaignId(item), needsWhole: false }),
	changes: ({ id }) => ({ id }),
	needs: (campaign, isPlanned) => (isPlanned ? campaign : undefined),
	async plan({ client, currentCampaigns }, campaign, capability, isPlanned) {
		const { id } = campaign;
		const current = isPlanned ? await currentCampaigns.require(client, campaign) : undefined;
		const { name, status } = current === undefined ? {} : client.normalize(current);
		return {
			kind: 'delete',
			id,
			name: name ?? null,
			changes: [{ field: 'status', from: status ?? null, to: 'deleted' }],
			reachesPeople: false,
			basis: {},
			stepsOf: () => [deletionStep(capability)],
			finish: () => ({ output: { deleted: true, id } }),
		};
	},
});

function deletionStep(capability: DeleteCapability): PlanStep {
	return {
		name: 'delete campaign',
		async run({ client }, { id }) {
			const deleted = { isDeleted: true };
			const outcome = await client.attempt(capability.request(id));
			if (!outcome.ok) {
				// A deletion may take longer than the answer to it. The list tells more than a single read, whose empty answer
				// may also come from a service under load.
				if (outcome.kind !== 'notFound' && outcome.mayHaveTakenEffect) {
					const { value: entry } = await tryApi(findInList(client, id));
					if (entry === null) return deleted;
				}
				// It was there for an earlier attempt whose answer was lost: that attempt deleted it.
				if (outcome.kind === 'notFound' && outcome.mayHaveTakenEffect) return deleted;
				const isMissing = outcome.kind === 'notFound';
				return stepFailure(outcome, isMissing ? notFoundError(client, id) : undefined);
			}
			if (capability.isDone(outcome.body)) return deleted;
			throw client.error(
				`${client.provider.displayName} did not say whether it deleted the campaign`,
				`The campaign with the ID ${id} may have been deleted: use Get to find out.`,
			);
		},
	};
}
