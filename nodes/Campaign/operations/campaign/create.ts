import type { RawCampaign } from '../../campaign';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { notOneOf } from '../../providers/shared/values';
import type { ApiClient } from '../../transport/client';
import { describeCampaigns, requireId } from '../shared/campaigns';
import { planChange, requireSendable } from '../shared/changes';
import { contentNeedsWhole } from '../shared/content';
import { planCreation } from '../shared/creation';
import type { NewCampaign } from '../shared/newCampaign';
import {
	newCampaignProperties,
	readNewCampaign,
	runsAtOnce,
	startsIf,
} from '../shared/newCampaign';
import type { Item, ItemContext } from '../shared/operation';
import { isEmpty, readSimplify } from '../shared/parameters';
import { withCampaignId } from '../shared/partlyDone';
import type { Plan } from '../shared/plan';
import { defineWrite } from '../shared/write';

const conflictRules = ['create', 'stop', 'use'] as const;

/** What to do when a campaign with the name exists. */
type ConflictRule = (typeof conflictRules)[number];

/** Creates a campaign. */
export const create = defineWrite({
	resource: 'campaign',
	name: 'create',
	displayName: 'Create',
	action: 'Create campaign',
	description: 'Create a new campaign. It is not started unless you say so.',
	properties: newCampaignProperties,
	capability: ({ campaigns }) => campaigns.create,
	toolDescription: ({ displayName, campaigns }) =>
		`Create one new campaign on ${displayName}, by its name. ${runsAtOnce(campaigns) ?? `Nothing is sent to people: the campaign is not started${startsIf(campaigns)}.`} Every call creates another campaign, so first check whether one with that name exists. Returns the new campaign: its id, name and status.`,
	readInput(item, capability) {
		const campaign = readNewCampaign(item);
		const ifNameExists = readConflictRule(item);
		const { followUp } = capability;
		// A draft that is completed may have what these fields lack for a new campaign.
		if (ifNameExists === 'use' && followUp !== undefined)
			requireSendable(followUp, campaign.fields);
		else capability.request(campaign.fields);
		return { campaign, ifNameExists, isSimplified: readSimplify(item) };
	},
	changes: ({ campaign }) => ({ name: campaign.name }),
	async plan(context, { campaign, ifNameExists, isSimplified }, _capability, isPlanned) {
		const needsWhole = !isSimplified || isPlanned || contentNeedsWhole(campaign.content);
		const existing = await resolveNameConflict(context, campaign.name, ifNameExists, needsWhole);
		if (existing !== undefined)
			return await planExisting(context, existing, campaign, isSimplified);
		return await planCreation(context, campaign, isSimplified, isPlanned);
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

/**
 * Uses an existing campaign. A draft gets the changes that follow a creation, as far as it does not have them. Any other
 * campaign stays as it is.
 */
async function planExisting(
	context: ItemContext,
	existing: RawCampaign,
	{ fields, content, startNow }: NewCampaign,
	isSimplified: boolean,
): Promise<Plan> {
	const { client } = context;
	const { followUp } = client.provider.campaigns.create;
	const completed = isDraft(client, existing)
		? { changes: followUp, fields: followUp?.fields(fields) ?? {}, content, startNow }
		: { fields: {}, content: [], startNow: false };
	const change = { ...completed, pauseWhileChanging: false, isSimplified };
	const planned = withCampaignId(
		requireId(client, existing),
		planChange(context, existing, change),
	);
	return { ...(await planned), isFoundByName: true };
}

function isDraft(client: ApiClient, raw: RawCampaign): boolean {
	return client.normalize(raw).status === 'draft';
}
