import type { RawCampaign } from '../../campaign';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { notOneOf } from '../../providers/shared/values';
import type { ApiClient } from '../../transport/client';
import { describeCampaigns, requireId, toItemJson } from '../shared/campaigns';
import { applyChange, withCampaignId } from '../shared/changes';
import { createCampaign } from '../shared/creation';
import type { NewCampaign } from '../shared/newCampaign';
import { newCampaignProperties, readNewCampaign, takesStatus } from '../shared/newCampaign';
import type { CampaignExecution, Item, ItemContext } from '../shared/operation';
import { defineOperation } from '../shared/operation';
import { isEmpty, readSimplify } from '../shared/parameters';

const conflictRules = ['create', 'stop', 'use'] as const;

/** What to do when a campaign with the name exists. */
type ConflictRule = (typeof conflictRules)[number];

/** Creates a campaign. */
export const create = defineOperation({
	resource: 'campaign',
	name: 'create',
	displayName: 'Create',
	action: 'Create campaign',
	description: 'Create a new campaign. It is not started unless you say so.',
	properties: newCampaignProperties,
	capability: ({ campaigns }) => campaigns.create,
	toolDescription: ({ displayName, campaigns }) =>
		`Create one new campaign on ${displayName}, by its name. Nothing is sent to people: the campaign is not started${takesStatus(campaigns) ? ' unless Status says so' : ''}. Every call creates another campaign, so first check whether one with that name exists. Returns the new campaign: its id, name and status.`,
	readInput: (item) => ({
		campaign: readNewCampaign(item),
		ifNameExists: readConflictRule(item),
		isSimplified: readSimplify(item),
	}),
	changes: ({ campaign }) => ({ name: campaign.name }),
	async execute(context, { campaign, ifNameExists, isSimplified }) {
		const existing = await resolveNameConflict(context, campaign.name, ifNameExists, !isSimplified);
		if (existing === undefined) return await createCampaign(context, campaign, isSimplified);
		return await useExisting(context, existing, campaign, isSimplified);
	},
});

function readConflictRule({ functions, itemIndex }: Item): ConflictRule {
	const value = functions.getNodeParameter('options.ifNameExists', itemIndex, 'create');
	if (isEmpty(value)) return 'create';
	const rule = conflictRules.find((one) => one === value);
	if (rule === undefined) throw notOneOf('If Name Exists', value, conflictRules);
	return rule;
}

/**
 * Applies If Name Exists.
 *
 * @returns the campaign to use instead of creating one, or undefined to create one
 * @throws InvalidInput when the rule is to stop, or several campaigns have the name
 */
async function resolveNameConflict(
	{ client, campaignIndex }: ItemContext,
	name: string,
	rule: ConflictRule,
	needsWhole: boolean,
): Promise<RawCampaign | undefined> {
	if (rule === 'create') return undefined;
	const use = { needsWhole, willWrite: (raw: RawCampaign) => isDraft(client, raw) };
	const found = await campaignIndex.find(client, name, use);
	if (found.length === 0 || (found.length === 1 && rule === 'use')) return found[0];
	const count = found.length === 1 ? 'a campaign' : `${found.length} campaigns`;
	throw new InvalidInput(
		`${client.provider.displayName} already has ${count} with the name '${name}'`,
		`${describeCampaigns(client, found)}. Nothing was created. Choose another name, or change 'If Name Exists'.`,
	);
}

/** Uses an existing campaign. A draft gets the changes that follow a creation, as far as it does not have them. */
async function useExisting(
	context: ItemContext,
	existing: RawCampaign,
	{ fields }: NewCampaign,
	isSimplified: boolean,
): Promise<CampaignExecution> {
	const { client } = context;
	const { followUp } = client.provider.campaigns.create;
	if (followUp === undefined || !isDraft(client, existing)) {
		return { output: { ...toItemJson(client, existing, isSimplified), changed: [] } };
	}
	const change = { changes: followUp, fields: followUp.fields(fields), isSimplified };
	return await withCampaignId(requireId(client, existing), applyChange(context, existing, change));
}

function isDraft(client: ApiClient, raw: RawCampaign): boolean {
	return client.normalize(raw).status === 'draft';
}
