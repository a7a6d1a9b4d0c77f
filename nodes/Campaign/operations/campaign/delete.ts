import type { INodeProperties } from 'n8n-workflow';
import { campaignLocator } from '../shared/properties';
import { InvalidInput } from '../../providers/contract/provider';
import type { Operation } from '../shared/operation';
import { requireCampaignId } from '../shared/parameters';
import { notFound } from '../shared/campaigns';

const properties: readonly INodeProperties[] = [
	{ ...campaignLocator, required: true, displayOptions: { show: { operation: ['delete'] } } },
];

/** Deletes a campaign for good. */
export const deleteCampaign: Operation = {
	verb: 'delete',
	displayName: 'Delete',
	action: 'Delete campaign',
	description: 'Delete a campaign permanently',
	toolDescription: ({ displayName }) =>
		`Delete one campaign on ${displayName} for good, by its id. It can't be undone: only do it when a person asked for exactly this campaign. Answers with deleted: true.`,
	properties,
	isOffered: ({ campaigns }) => campaigns.delete !== undefined,
	lockKey: requireCampaignId,
	async execute(job) {
		const { delete: verb } = job.provider.campaigns;
		if (verb === undefined)
			throw new InvalidInput(`${job.provider.displayName} can't delete campaigns`);
		const id = requireCampaignId(job);
		const outcome = await job.client.attempt(verb.request(id));
		if (!outcome.ok) {
			// Not there any more, after an attempt whose answer was lost: that one deleted it.
			if (outcome.notFound && outcome.mayHaveTakenEffect) return { deleted: true, id };
			throw outcome.notFound ? notFound(job, id) : outcome.error;
		}
		if (verb.isDone(outcome.body)) return { deleted: true, id };
		throw job.client.error(
			`${job.provider.displayName} did not say whether it deleted the campaign`,
			`The campaign with the ID ${id} may be deleted all the same: read it with Get to find out.`,
		);
	},
};
