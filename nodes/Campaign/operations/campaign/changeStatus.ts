import type { IDataObject, INodeProperties, NodeApiError } from 'n8n-workflow';
import type { CampaignStatus, RawCampaign } from '../../campaign';
import { partialCampaign, simplify } from '../../campaign';
import { tryApi } from '../../errors';
import type { ChangeStatusCapability } from '../../providers/contract/campaigns';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import type { ApiClient, Failed } from '../../transport/client';
import { readCampaign } from '../../transport/readCampaign';
import { notFoundError, toItemJson } from '../shared/campaigns';
import { partlyDone } from '../shared/changes';
import { statusHints } from '../shared/hints';
import { defineOperation } from '../shared/operation';
import { readCampaignId, readSimplify } from '../shared/parameters';
import { campaignProperty, simplifyFor } from '../shared/properties';

/** Changes a campaign's status. */
export const changeStatus = defineOperation({
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
	needs: ({ campaign, needsCurrent }) => (needsCurrent ? campaign : undefined),
	async execute({ client, currentCampaigns }, input, capability) {
		const { campaign, needsCurrent, canSkip, status, isSimplified } = input;
		const { id } = campaign;
		const current = needsCurrent ? await currentCampaigns.require(client, campaign) : undefined;
		if (current && canSkip && client.normalize(current).status === status) {
			return { output: { ...toItemJson(client, current, isSimplified), changed: [] } };
		}
		currentCampaigns.noteWritten(client, id);
		const outcome = await client.attempt(capability.request(id, status, current));
		const changed = ['status'];
		const toOutput = (raw: RawCampaign) => ({
			...toItemJson(client, raw, isSimplified),
			changed,
		});
		const toDeleted = () => ({ ...deletedJson(client, id, current, isSimplified), changed });
		if (!outcome.ok) {
			const { campaign: now } = await lookAfterFailure(client, id, outcome);
			if (now && hasStatus(client, now, status)) return { output: toOutput(now) };
			// A deleted campaign may no longer be readable.
			const isDeleted = now === null && status === 'deleted' && outcome.mayHaveTakenEffect;
			if (isDeleted) return { output: toDeleted() };
			throw now === null ? notFoundError(client, id) : outcome.error;
		}
		// A status that the service does not state refutes nothing.
		const isRefuted = (raw: RawCampaign) =>
			capability.isStatusInferred !== true &&
			client.normalize(raw).status !== 'unknown' &&
			!hasStatus(client, raw, status);
		return {
			readBack: {
				id,
				needsWhole: !isSimplified,
				isAsAsked: (raw) => !isRefuted(raw),
				complete({ campaign: now, error, isSuperseded }) {
					if (now && !isSuperseded && isRefuted(now)) {
						throw notChanged(client, now, status, capability);
					}
					if (now) return toOutput(now);
					// A deleted campaign may no longer be readable. Otherwise somebody else deleted it.
					if (now === null && status === 'deleted') {
						return toDeleted();
					}
					const done = [`change of status to ${status}`];
					const cause = error ?? notFoundError(client, id);
					throw partlyDone(cause, id, { done, failed: 'reading it afterwards' });
				},
			},
		};
	},
});

/**
 * Looks whether a change took effect although it failed, or whether the campaign is missing.
 *
 * @returns the campaign, null when it does not exist, undefined when that is not known or the failure is certain
 */
async function lookAfterFailure(
	client: ApiClient,
	id: string,
	{ kind, mayHaveTakenEffect }: Failed,
): Promise<{ campaign?: RawCampaign | null }> {
	const isMissing = kind === 'notFound' || kind === 'notOffered';
	if (!isMissing && !mayHaveTakenEffect) return {};
	const { value } = await tryApi(readCampaign(client, id));
	return { campaign: value };
}

/** Whether a campaign has the status. One that has nothing left to send completes as soon as it starts. */
function hasStatus(client: ApiClient, raw: RawCampaign, status: CampaignStatus): boolean {
	const { status: now } = client.normalize(raw);
	return now === status || (status === 'active' && now === 'completed');
}

/** What an item carries whose campaign was deleted and can no longer be read. */
function deletedJson(
	client: ApiClient,
	id: string,
	before: RawCampaign | undefined,
	isSimplified: boolean,
): IDataObject {
	if (before === undefined) {
		return simplify(partialCampaign(client.provider.id, id, null, 'deleted'));
	}
	return isSimplified
		? simplify({ ...client.normalize(before), status: 'deleted', providerStatus: null })
		: before;
}

/** The error for a change that the service accepted but did not make. */
function notChanged(
	client: ApiClient,
	campaign: RawCampaign,
	status: CampaignStatus,
	{ targets }: ChangeStatusCapability,
): NodeApiError {
	const { displayName } = client.provider;
	const { id, name, status: now } = client.normalize(campaign);
	const { requirements = 'It may take longer, or it may need something first.' } =
		targets.find((target) => target.status === status) ?? {};
	const error = client.error(
		`${displayName} accepted the change to ${status}, but the campaign '${name}' is still ${now}`,
		`${requirements} Check the campaign in ${displayName}, then run this item again.`,
	);
	error.context.campaignId = id;
	return error;
}
