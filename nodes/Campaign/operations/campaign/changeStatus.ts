import type { INodeProperties } from 'n8n-workflow';
import { simplify } from '../../campaign';
import { tryApi } from '../../errors';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import { readCampaign } from '../../transport/readCampaign';
import { notFoundError, requireCampaign, toItemJson } from '../shared/campaigns';
import { partlyDone } from '../shared/changes';
import { statusHints } from '../shared/hints';
import { defineOperation } from '../shared/operation';
import { readCampaignId, readSimplify } from '../shared/parameters';
import { campaignProperty, simplifyFor } from '../shared/properties';

/** Changes a campaign's status. */
export const changeStatus = defineOperation({
	name: 'changeStatus',
	displayName: 'Change Status',
	action: 'Change campaign status',
	description: 'Start, pause or otherwise change the status of a campaign',
	properties: [
		campaignProperty('changeStatus'),
		...providers.flatMap(({ id, campaigns }): INodeProperties[] =>
			campaigns.changeStatus === undefined
				? []
				: [
						{
							displayName: 'Status',
							name: 'status',
							type: 'options',
							default: 'paused',
							description: 'The status to set',
							options: campaigns.changeStatus.targets.map(
								({ status, displayName, description }) => ({
									name: displayName,
									value: status,
									description,
								}),
							),
							displayOptions: { show: { operation: ['changeStatus'], provider: [id] } },
						},
					],
		),
		...statusHints,
		simplifyFor('changeStatus'),
	],
	capability: ({ campaigns }) => campaigns.changeStatus,
	toolDescription: ({ displayName }, { targets }) =>
		`Change the status of one campaign on ${displayName}, by its ID, to one of: ${targets.map(({ status, description }) => `${status} (${description.replace(/\.$/, '')})`).join('; ')}. The status active makes the campaign send messages to real people at once: only set it when a person asked for that. Returns the campaign as it is afterwards.`,
	readInput(item, { targets }) {
		const wanted = item.functions.getNodeParameter('status', item.itemIndex, '');
		const target = targets.find(({ status }) => status === wanted);
		if (target === undefined) {
			throw new InvalidInput(
				`${item.provider.displayName} cannot set the status '${String(wanted)}'`,
				`It can set: ${targets.map(({ status }) => status).join(', ')}.`,
			);
		}
		return {
			id: readCampaignId(item),
			status: target.status,
			isSimplified: readSimplify(item),
		};
	},
	lockKey: ({ id }) => id,
	async execute({ client }, { id, status, isSimplified }, capability) {
		const current = await requireCampaign(client, id);
		if (client.normalize(current).status === status) {
			return toItemJson(client, current, isSimplified);
		}
		const outcome = await client.attempt(capability.request(id, status, current));
		if (!outcome.ok && !outcome.mayHaveTakenEffect) throw outcome.error;

		const { value: now, error } = await tryApi(readCampaign(client, id));
		// A deleted campaign may no longer be readable. Otherwise somebody else deleted it.
		const isGone = now === null && status === 'deleted';
		const isAsAsked = isGone || (now && client.normalize(now).status === status);
		if (!outcome.ok && !isAsAsked) throw outcome.error;
		if (now) return toItemJson(client, now, isSimplified);
		if (!isGone) {
			const done = [`change of status to ${status}`];
			const cause = error ?? notFoundError(client, id);
			throw partlyDone(cause, id, { done, failed: 'reading it afterwards' });
		}
		return isSimplified
			? simplify({ ...client.normalize(current), status: 'deleted', providerStatus: null })
			: current;
	},
});
