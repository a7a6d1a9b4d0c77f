import type { INodeProperties } from 'n8n-workflow';
import { providers } from '../../providers/registry';
import { campaignLocator, simplifyProperty } from '../shared/properties';
import { simplify } from '../../campaign';
import { InvalidInput } from '../../providers/contract/provider';
import { statusHints } from '../shared/hints';
import type { Operation } from '../shared/operation';
import { campaignId, flag } from '../shared/parameters';
import {
	neutral,
	notFound,
	partlyDone,
	present,
	readCampaign,
	requireCampaign,
	settled,
} from '../shared/campaigns';

const properties: readonly INodeProperties[] = [
	{ ...campaignLocator, required: true, displayOptions: { show: { operation: ['changeStatus'] } } },
	...providers.flatMap(({ id, verbs }): INodeProperties[] =>
		verbs.changeStatus === undefined
			? []
			: [
					{
						displayName: 'Status',
						name: 'status',
						type: 'options',
						default: 'paused',
						description: 'The state to bring the campaign to',
						options: verbs.changeStatus.targets.map(({ status, displayName, description }) => ({
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
	toolDescription: ({ displayName, verbs }) =>
		`Change the status of one campaign on ${displayName}, by its id, to one of: ${verbs.changeStatus?.targets.map(({ status, description }) => `${status} (${description.replace(/\.$/, '')})`).join('; ')}. The status active makes the campaign send messages to real people at once: only set it when a person asked for that. Answers with the campaign as it then stands.`,
	properties,
	isOffered: ({ verbs }) => verbs.changeStatus !== undefined,
	subject: campaignId,
	async execute(job) {
		const { provider, api } = job;
		const { changeStatus: verb } = provider.verbs;
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
		const id = campaignId(job);
		const stored = await requireCampaign(job, id);
		if (neutral(job, stored).status === target.status) return present(job, stored);
		const outcome = await api.attempt(verb.request(id, target.status, stored));
		const isLost = !outcome.ok && (outcome.mayBeDone || outcome.fate === 'unknown');
		if (!outcome.ok && !isLost) throw outcome.error;
		const { value: now, error = notFound(job, id) } = await settled(readCampaign(job, id));
		// A deleted campaign may no longer be readable; anything else is gone by another hand.
		const isGone = now === null && target.status === 'deleted';
		if (!outcome.ok && !isGone && !(now && neutral(job, now).status === target.status)) {
			throw outcome.error;
		}
		if (now) return present(job, now);
		if (!isGone) {
			const done = [`change of status to ${target.status}`];
			throw partlyDone(error, id, done, 'reading it afterwards');
		}
		return flag(job, 'simplify', true)
			? simplify({ ...neutral(job, stored), status: 'deleted', providerStatus: null })
			: stored;
	},
};
