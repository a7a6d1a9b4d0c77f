import type { INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import { toItemJson } from '../shared/campaigns';
import { finishWrite } from '../shared/finish';
import { statusHints } from '../shared/hints';
import { readCampaignId, readSimplify } from '../shared/parameters';
import { campaignProperty, simplifyFor } from '../shared/properties';
import { statusStep } from '../shared/steps';
import { defineWrite } from '../shared/write';

/** Changes a campaign's status. */
export const changeStatus = defineWrite({
	resource: 'campaign',
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
	readInput(item, capability) {
		const { targets, isStatusInferred, needsCurrent } = capability;
		const wanted = item.functions.getNodeParameter('status', item.itemIndex, '');
		const target = targets.find(({ status }) => status === wanted);
		if (target === undefined) {
			throw new InvalidInput(
				`${item.provider.displayName} cannot set the status '${String(wanted)}'`,
				`It can set: ${targets.map(({ status }) => status).join(', ')}.`,
			);
		}
		const isSimplified = readSimplify(item);
		// A start is only skipped when the service itself says that the campaign runs. Pausing is always sent: what was
		// read may be old, and a campaign that goes on sending does harm.
		const canSkip = target.status === 'active' && isStatusInferred !== true;
		return {
			campaign: { id: readCampaignId(item), needsWhole: canSkip && !isSimplified },
			needsCurrent: canSkip || needsCurrent === true,
			canSkip,
			status: target.status,
			isSimplified,
		};
	},
	changes: ({ campaign }) => ({ id: campaign.id }),
	needs: ({ campaign, needsCurrent }, isPlanned) =>
		needsCurrent || isPlanned ? campaign : undefined,
	async plan({ client, currentCampaigns }, input, capability, isPlanned) {
		const { campaign, needsCurrent, canSkip, status, isSimplified } = input;
		const { id } = campaign;
		const current =
			needsCurrent || isPlanned ? await currentCampaigns.require(client, campaign) : undefined;
		const { name = null, status: from = null } =
			current === undefined ? {} : client.normalize(current);
		const isDone = current !== undefined && canSkip && from === status;
		const steps = isDone ? [] : [statusStep(capability, status, current)];
		return {
			kind: isDone ? 'none' : 'changeStatus',
			id,
			name,
			changes: from === status ? [] : [{ field: 'status', from, to: status }],
			reachesPeople: !isDone && status === 'active',
			basis: { from, status },
			stepsOf: () => steps,
			finish(_, progress) {
				if (isDone) {
					return { output: { ...toItemJson(client, current, isSimplified), changed: [] } };
				}
				const written = { changed: ['status'], isSimplified, status, before: current };
				return finishWrite(client, progress, written);
			},
		};
	},
});
