import type { INodeProperties } from 'n8n-workflow';
import { providers } from '../../providers/registry';
import { campaignLocator, simplifyProperty } from '../shared/properties';
import { simplify } from '../../campaign';
import { InvalidInput } from '../../providers/contract/provider';
import { statusHints } from '../shared/hints';
import type { Operation } from '../shared/operation';
import { requireCampaignId, readBoolean } from '../shared/parameters';
import {
	normalize,
	notFound,
	partlyDone,
	toItemJson,
	readCampaign,
	requireCampaign,
	tryApi,
} from '../shared/campaigns';

const properties: readonly INodeProperties[] = [
	{ ...campaignLocator, required: true, displayOptions: { show: { operation: ['changeStatus'] } } },
	...providers.flatMap(({ id, campaigns }): INodeProperties[] =>
		campaigns.changeStatus === undefined
			? []
			: [
					{
						displayName: 'Status',
						name: 'status',
						type: 'options',
						default: 'paused',
						description: 'The state to bring the campaign to',
						options: campaigns.changeStatus.targets.map(({ status, displayName, description }) => ({
							name: displayName,
							value: status,
							description,
						})),
						displayOptions: { show: { operation: ['changeStatus'], provider: [id] } },
					},
				],
	),
	...statusHints,
	simplifyProperty(['changeStatus']),
];

/** Brings a campaign to another state. */
export const changeStatus: Operation = {
	verb: 'changeStatus',
	displayName: 'Change Status',
	action: 'Change campaign status',
	description: 'Start, pause or otherwise change the state of a campaign',
	toolDescription: ({ displayName, campaigns }) =>
		`Change the status of one campaign on ${displayName}, by its id, to one of: ${campaigns.changeStatus?.targets.map(({ status, description }) => `${status} (${description.replace(/\.$/, '')})`).join('; ')}. The status active makes the campaign send messages to real people at once: only set it when a person asked for that. Answers with the campaign as it then stands.`,
	properties,
	isOffered: ({ campaigns }) => campaigns.changeStatus !== undefined,
	lockKey: requireCampaignId,
	async execute(job) {
		const { provider, client } = job;
		const { changeStatus: verb } = provider.campaigns;
		if (verb === undefined) {
			throw new InvalidInput(`${provider.displayName} can't change the status of campaigns`);
		}
		const wanted = job.caller.getNodeParameter('status', job.itemIndex, '');
		const target = verb.targets.find(({ status }) => status === wanted);
		if (target === undefined) {
			throw new InvalidInput(
				`${provider.displayName} has no status '${String(wanted)}' to change to`,
				`It has: ${verb.targets.map(({ status }) => status).join(', ')}.`,
			);
		}
		const id = requireCampaignId(job);
		const stored = await requireCampaign(job, id);
		if (normalize(job, stored).status === target.status) return toItemJson(job, stored);
		const outcome = await client.attempt(verb.request(id, target.status, stored));
		const isLost = !outcome.ok && (outcome.mayHaveTakenEffect || outcome.effect === 'unknown');
		if (!outcome.ok && !isLost) throw outcome.error;
		const { value: now, error = notFound(job, id) } = await tryApi(readCampaign(job, id));
		// A deleted campaign may no longer be readable; anything else is gone by another hand.
		const isGone = now === null && target.status === 'deleted';
		if (!outcome.ok && !isGone && !(now && normalize(job, now).status === target.status)) {
			throw outcome.error;
		}
		if (now) return toItemJson(job, now);
		if (!isGone) {
			const done = [`change of status to ${target.status}`];
			throw partlyDone(error, id, done, 'reading it afterwards');
		}
		return readBoolean(job, 'simplify', true)
			? simplify({ ...normalize(job, stored), status: 'deleted', providerStatus: null })
			: stored;
	},
};
