import type { INodeProperties } from 'n8n-workflow';
import { campaignLocator } from './common';
import { InvalidInput } from '../providers/provider';
import type { Operation } from './operation';
import { campaignId } from './parameters';
import { notFound } from './stored';

const properties: readonly INodeProperties[] = [
	{ ...campaignLocator, required: true, displayOptions: { show: { operation: ['delete'] } } },
];

/** Deletes a campaign for good. */
export const deleteCampaign: Operation = {
	verb: 'delete',
	displayName: 'Delete',
	action: 'Delete campaign',
	description: 'Delete a campaign permanently',
	properties,
	isOffered: ({ verbs }) => verbs.delete !== undefined,
	subject: campaignId,
	async execute(job) {
		const { delete: verb } = job.provider.verbs;
		if (verb === undefined)
			throw new InvalidInput(`${job.provider.displayName} can't delete campaigns`);
		const id = campaignId(job);
		const outcome = await job.api.attempt(verb.request(id));
		// Not there any more, after a try whose answer was lost: that one deleted it.
		if (outcome.ok || (outcome.notFound && outcome.mayBeDone)) return { deleted: true, id };
		throw outcome.notFound ? notFound(job, id) : outcome.error;
	},
};
