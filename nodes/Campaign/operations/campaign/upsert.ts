import type { RawCampaign } from '../../campaign';
import type { Fields, UpdateCapability } from '../../providers/contract/campaigns';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { notOneOf } from '../../providers/shared/values';
import type { ApiClient } from '../../transport/client';
import { describeCampaigns, requireId } from '../shared/campaigns';
import type { Change } from '../shared/changes';
import { differingFields, planChange, requireSendable } from '../shared/changes';
import { readClearedFields } from '../shared/clearFields';
import { contentNeedsWhole } from '../shared/content';
import { planCreation } from '../shared/creation';
import type { NewCampaign } from '../shared/newCampaign';
import { readNewCampaign, runsAtOnce, startsIf } from '../shared/newCampaign';
import type { Item, ItemContext } from '../shared/operation';
import { isEmpty, isEmptyChange, readOptionalCampaignId, readSimplify } from '../shared/parameters';
import { withCampaignId } from '../shared/partlyDone';
import type { Plan } from '../shared/plan';
import { readPauseWhileChanging } from '../shared/planOptions';
import { campaignProperty } from '../shared/properties';
import { defineWrite } from '../shared/write';

/** How to find the campaign that may exist. Without an ID, one is created. */
type Match = { readonly by: 'name' } | { readonly by: 'id'; readonly id: string | undefined };

/** Creates a campaign, or updates the one that matches. */
export const upsert = defineWrite({
	resource: 'campaign',
	name: 'upsert',
	displayName: 'Create or Update',
	action: 'Create or update campaign',
	description: 'Create a new campaign, or update the current one if it already exists (upsert)',
	properties: [
		{
			displayName: 'Match By',
			name: 'matchBy',
			type: 'options',
			default: 'name',
			description: 'How to find the campaign if it already exists',
			options: [
				{ name: 'ID', value: 'id', description: 'Without an ID, a new campaign is created' },
				{
					name: 'Name',
					value: 'name',
					description:
						'The whole name. Upper and lower case count, except on RapidPro / TextIt. If several campaigns match, none is changed.',
				},
			],
			displayOptions: { show: { operation: ['upsert'] } },
		},
		campaignProperty('upsert', {
			description: 'The campaign to update. Leave empty to create one.',
			displayOptions: { show: { operation: ['upsert'], matchBy: ['id'] } },
		}),
	],
	capability: ({ campaigns }) => campaigns.update,
	toolDescription: ({ displayName, campaigns }) =>
		`Make sure that ${displayName} has a campaign with this name and these settings: creates it, or changes the existing one. Calling it again creates no second one. ${runsAtOnce(campaigns) ?? `Does not start the campaign${startsIf(campaigns, ' for a new one')}.`} Changing a running campaign may reach people at once. Returns the campaign: its id, name and status.`,
	readInput(item, capability) {
		const campaign = readNewCampaign(item);
		const cleared = readClearedFields(item, capability, campaign.fields);
		const isSimplified = readSimplify(item);
		const fields = { ...campaign.fields, ...cleared };
		requireSendable(capability, fields);
		const needsWhole =
			!isSimplified ||
			capability.needsWhole?.(fields) === true ||
			contentNeedsWhole(campaign.content);
		const pauseWhileChanging = readPauseWhileChanging(item);
		const match = readMatch(item);
		return { match, campaign, fields, needsWhole, pauseWhileChanging, isSimplified };
	},
	changes: ({ match, campaign }) => ({
		id: match.by === 'id' ? match.id : undefined,
		name: campaign.name,
	}),
	needs: ({ match, needsWhole }, isPlanned) =>
		match.by === 'id' && match.id !== undefined
			? { id: match.id, needsWhole: needsWhole || isPlanned }
			: undefined,
	async plan(context, input, capability, isPlanned) {
		const needsWhole = input.needsWhole || isPlanned;
		const existing = await findMatch(context, { ...input, needsWhole }, capability);
		if (existing === undefined) {
			const { campaign, isSimplified } = input;
			return withCreated(await planCreation(context, campaign, isSimplified, isPlanned), true);
		}
		const { client, campaignIndex } = context;
		const change = changeOf(client, existing, input, capability);
		if (change.fields.name !== undefined) campaignIndex.invalidate(client, input.campaign.name);
		const id = requireId(client, existing);
		const plan = await withCampaignId(id, planChange(context, existing, change));
		return withCreated({ ...plan, isFoundByName: true }, false);
	},
});

/** Everything that the user set for one item. */
interface Input {
	readonly match: Match;
	readonly campaign: NewCampaign;
	/** The fields of the campaign, with those to clear. */
	readonly fields: Fields;
	readonly needsWhole: boolean;
	readonly pauseWhileChanging: boolean;
	readonly isSimplified: boolean;
}

function readMatch(item: Item): Match {
	const by = item.functions.getNodeParameter('matchBy', item.itemIndex, 'name');
	if (by === 'name' || isEmpty(by)) return { by: 'name' };
	if (by === 'id') return { by, id: readOptionalCampaignId(item) };
	throw notOneOf('Match By', by, ['id', 'name']);
}

/**
 * The campaign to update, or undefined to create one.
 *
 * @throws NodeApiError when no campaign has the ID, InvalidInput when several have the name
 */
async function findMatch(
	{ client, campaignIndex, currentCampaigns }: ItemContext,
	input: Input,
	capability: UpdateCapability,
): Promise<RawCampaign | undefined> {
	const { match, needsWhole } = input;
	if (match.by === 'id') {
		const { id } = match;
		return id === undefined
			? undefined
			: await currentCampaigns.require(client, { id, needsWhole });
	}
	const { name } = input.campaign;
	const found = await campaignIndex.find(client, name, {
		needsWhole,
		willWrite(raw) {
			const differing = differingFields(changeOf(client, raw, input, capability), raw);
			return !isEmptyChange(differing);
		},
	});
	if (found.length <= 1) return found[0];
	throw new InvalidInput(
		`${found.length} campaigns have the name '${name}'`,
		`It is not clear which one to update: ${describeCampaigns(client, found)}. Match by ID, or rename all but one of them.`,
	);
}

/**
 * What to change about an existing campaign. One that was found by its name keeps the name as it is, spaces and case
 * included.
 *
 * @throws InvalidInput when the campaign would have to be renamed, which the provider's API cannot do
 */
function changeOf(
	client: ApiClient,
	existing: RawCampaign,
	{ match, campaign, fields, pauseWhileChanging, isSimplified }: Input,
	capability: UpdateCapability,
): Change {
	const { displayName, campaigns } = client.provider;
	const { name: currentName } = client.normalize(existing);
	const { createOnlyFields = [] } = campaigns.create;
	const updatable = new Set(
		capability.updateFields
			.map((property) => property.name)
			.filter((field) => !createOnlyFields.includes(field)),
	);
	const isRename = match.by === 'id' && campaign.name !== currentName.trim();
	if (isRename && !updatable.has('name')) {
		throw new InvalidInput(
			`${displayName} cannot rename the campaign '${currentName}' to '${campaign.name}'`,
			"Its API has no call for that. Set 'Name' to the campaign's current name, or rename it in the web app.",
		);
	}
	const changed = Object.entries(fields).filter(
		([field]) => updatable.has(field) && (field !== 'name' || isRename),
	);
	const { content, startNow } = campaign;
	const rest = { content, startNow, pauseWhileChanging, isSimplified };
	return { changes: capability, fields: Object.fromEntries(changed), ...rest };
}

/** Adds to the output whether the campaign was created. */
function withCreated(plan: Plan, created: boolean): Plan {
	return {
		...plan,
		finish(context, progress) {
			const execution = plan.finish(context, progress);
			if ('output' in execution) return { output: { ...execution.output, created } };
			const { readBack } = execution;
			return {
				readBack: {
					...readBack,
					complete: (result) => ({ ...readBack.complete(result), created }),
				},
			};
		},
	};
}
