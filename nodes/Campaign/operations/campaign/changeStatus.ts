import type { INodeProperties, NodeApiError } from 'n8n-workflow';
import type { CampaignStatus, RawCampaign } from '../../campaign';
import { simplify } from '../../campaign';
import { tryApi } from '../../errors';
import type { ChangeStatusCapability } from '../../providers/contract/campaigns';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import type { ApiClient } from '../../transport/client';
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
		// A start is only skipped when the service itself says that the campaign runs. Pausing is always sent: what was
		// read may be old, and a campaign that goes on sending does harm.
		const isStarted =
			status === 'active' &&
			capability.isStatusInferred !== true &&
			client.normalize(current).status === status;
		if (isStarted) return toItemJson(client, current, isSimplified);

		const outcome = await client.attempt(capability.request(id, status, current));
		if (!outcome.ok && !outcome.mayHaveTakenEffect) throw outcome.error;
		const isDone = (campaign: RawCampaign) => {
			const { status: now } = client.normalize(campaign);
			// A campaign that has nothing left to send completes as soon as it starts.
			if (now === status || (status === 'active' && now === 'completed')) return true;
			// A status that the service does not state refutes nothing.
			return outcome.ok && (capability.isStatusInferred === true || now === 'unknown');
		};
		const reading = readUntil(client, id, isDone, outcome.ok ? lookDelaysMs : []);
		const { value: now, error } = await tryApi(reading);
		// A deleted campaign may no longer be readable. Otherwise somebody else deleted it.
		const isGone = now === null && status === 'deleted';
		const isAsAsked = isGone || (now && isDone(now));
		if (!outcome.ok && !isAsAsked) throw outcome.error;
		if (now && !isAsAsked) throw notChanged(client, now, status, capability);
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

/** How long to wait before looking again at a campaign that has not changed yet, in ms. */
const lookDelaysMs: readonly number[] = [1_000, 3_000];

/** Reads a campaign until it is as it should be, or there is no delay left; null when it does not exist. */
async function readUntil(
	client: ApiClient,
	id: string,
	isDone: (campaign: RawCampaign) => boolean,
	delaysMs: readonly number[],
): Promise<RawCampaign | null> {
	const campaign = await readCampaign(client, id);
	const [delayMs, ...rest] = delaysMs;
	if (campaign === null || isDone(campaign) || delayMs === undefined) return campaign;
	return (await client.pause(delayMs)) ? await readUntil(client, id, isDone, rest) : campaign;
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
