import type { INodeProperties } from 'n8n-workflow';
import { campaignLocator, simplifyProperty } from '../shared/properties';
import type { Operation } from '../shared/operation';
import { requireCampaignId } from '../shared/parameters';
import { toItemJson, requireCampaign } from '../shared/campaigns';

const properties: readonly INodeProperties[] = [
	{ ...campaignLocator, required: true, displayOptions: { show: { operation: ['get'] } } },
	simplifyProperty(['get']),
];

/** Reads one campaign. */
export const get: Operation = {
	verb: 'get',
	displayName: 'Get',
	action: 'Get campaign',
	description: 'Get one campaign as it stands now',
	toolDescription: ({ displayName }) =>
		`Read one campaign on ${displayName} by its id. Changes nothing. Answers with its id, name, status, times and, where known, figures. The ids come from the tool that lists campaigns.`,
	properties,
	isOffered: () => true,
	lockKey: () => undefined,
	execute: async (job) => toItemJson(job, await requireCampaign(job, requireCampaignId(job))),
};
