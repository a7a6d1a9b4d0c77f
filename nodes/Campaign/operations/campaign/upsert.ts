import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import type { Fields, UpdateCapability } from '../../providers/contract/campaigns';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { notOneOf } from '../../providers/shared/values';
import { describeCampaigns, requireCampaign, requireId, toItemJson } from '../shared/campaigns';
import { applyChanges, withCampaignId } from '../shared/changes';
import { readClearedFields } from '../shared/clearFields';
import { createCampaign } from '../shared/creation';
import { nameLockKey, readNewCampaign, takesStatus } from '../shared/newCampaign';
import type { Item, ItemContext } from '../shared/operation';
import { defineOperation } from '../shared/operation';
import { isEmptyChange, readOptionalCampaignId, readSimplify } from '../shared/parameters';
import { campaignProperty } from '../shared/properties';

/** How to find the campaign that may exist. Without an ID, one is created. */
type Match = { readonly by: 'name' } | { readonly by: 'id'; readonly id: string | undefined };

/** Creates a campaign, or updates the one that matches. */
export const upsert = defineOperation({
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
		`Make sure that ${displayName} has a campaign with this name and these settings: creates it, or changes the existing one. Calling it again creates no second one. Does not start the campaign${takesStatus(campaigns) ? ' unless Status says so for a new one' : ''}, but changing a running campaign may reach people at once. Returns the campaign: its id, name and status.`,
	readInput(item, capability) {
		const campaign = readNewCampaign(item);
		return {
			match: readMatch(item),
			campaign,
			cleared: readClearedFields(item, capability, campaign.fields),
			isSimplified: readSimplify(item),
		};
	},
	lockKey: ({ match, campaign }) =>
		(match.by === 'id' ? match.id : undefined) ?? nameLockKey(campaign.name),
	async execute(context, { match, campaign, cleared, isSimplified }, capability) {
		const existing = await findMatch(context, match, campaign.name);
		const json =
			existing === undefined
				? await createCampaign(context, campaign, isSimplified)
				: await updateExisting(
						context,
						existing,
						{
							// A campaign that was found by its name keeps the name as it is, spaces and case included.
							newName: match.by === 'id' ? campaign.name : undefined,
							fields: { ...campaign.fields, ...cleared },
						},
						capability,
						isSimplified,
					);
		return { ...json, created: existing === undefined };
	},
});

function readMatch(item: Item): Match {
	const by = item.functions.getNodeParameter('matchBy', item.itemIndex, 'name');
	if (by === 'name') return { by };
	if (by === 'id') return { by, id: readOptionalCampaignId(item) };
	throw notOneOf('Match By', by, ['id', 'name']);
}

/**
 * The campaign to update, or undefined to create one.
 *
 * @throws NodeApiError when no campaign has the ID, InvalidInput when several have the name
 */
async function findMatch(
	{ client, campaignIndex }: ItemContext,
	match: Match,
	name: string,
): Promise<RawCampaign | undefined> {
	if (match.by === 'id') {
		return match.id === undefined ? undefined : await requireCampaign(client, match.id);
	}
	const found = await campaignIndex.find(client, name);
	if (found.length <= 1) return found[0];
	throw new InvalidInput(
		`${found.length} campaigns have the name '${name}'`,
		`It is not clear which one to update: ${describeCampaigns(client, found)}. Match by ID, or rename all but one of them.`,
	);
}

async function updateExisting(
	{ client, campaignIndex }: ItemContext,
	existing: RawCampaign,
	{ newName, fields }: { newName: string | undefined; fields: Fields },
	capability: UpdateCapability,
	isSimplified: boolean,
): Promise<IDataObject> {
	const { displayName, campaigns } = client.provider;
	const id = requireId(client, existing);
	const { name: currentName } = client.normalize(existing);
	const { createOnlyFields = [] } = campaigns.create;
	const updatable = new Set(
		capability.updateFields
			.map((property) => property.name)
			.filter((field) => !createOnlyFields.includes(field)),
	);
	const isRename = newName !== undefined && newName !== currentName.trim();
	if (isRename && !updatable.has('name')) {
		throw new InvalidInput(
			`${displayName} cannot rename the campaign '${currentName}' to '${newName}'`,
			"Its API has no call for that. Set 'Name' to the campaign's current name, or rename it in the web app.",
		);
	}
	const changes = Object.fromEntries(
		Object.entries(fields).filter(
			([field]) => updatable.has(field) && (field !== 'name' || isRename),
		),
	);
	if (isRename) campaignIndex.invalidate(client, newName);
	if (isEmptyChange(changes)) return toItemJson(client, existing, isSimplified);
	const changed = await withCampaignId(id, applyChanges(client, id, capability, changes));
	return toItemJson(client, changed, isSimplified);
}
