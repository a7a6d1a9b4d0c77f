import { campaignLocator } from '../shared/properties';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { notOneOf } from '../../providers/shared/fields';
import type { Fields, UpdateCapability } from '../../providers/contract/provider';
import { InvalidInput } from '../../providers/contract/provider';
import { createCampaign, nameSubject, newCampaignFields, takesStatus } from './create';
import type { Item, ItemContext, Operation } from '../shared/operation';
import { isEmptyChange, optionalCampaignId } from '../shared/parameters';
import { requireId, describeCampaigns, makeChanges, withCampaignId, normalize, toItemJson, requireCampaign } from '../shared/campaigns';

const properties: readonly INodeProperties[] = [
	{
		displayName: 'Match By',
		name: 'matchBy',
		type: 'options',
		default: 'name',
		description: 'How to find the campaign that may already exist',
		options: [
			{ name: 'ID', value: 'id', description: 'Without an ID a new campaign is created' },
			{
				name: 'Name',
				value: 'name',
				description:
					'The whole name, upper and lower case as written. Several matches are not touched.',
			},
		],
		displayOptions: { show: { operation: ['upsert'] } },
	},
	{
		...campaignLocator,
		description: 'The campaign to update. Leave empty to create one.',
		displayOptions: { show: { operation: ['upsert'], matchBy: ['id'] } },
	},
];

/** Creates a campaign, or updates the one that matches. */
export const upsert: Operation = {
	verb: 'upsert',
	displayName: 'Create or Update',
	action: 'Create or update campaign',
	description: 'Create a new campaign, or update the current one if it already exists (upsert)',
	toolDescription: ({ displayName, campaigns }) =>
		`Make sure that ${displayName} has a campaign of this name with these settings: creates it, or changes the one that is there. Calling it again makes no second one. Does not start it${takesStatus(campaigns) ? ' unless Status says so for a new one' : ''}, but a change of a campaign that is running may reach people at once. Answers with the campaign: its id, name and status.`,
	properties,
	isOffered: ({ campaigns }) => campaigns.update !== undefined,
	lockKey: (item) => (matchesById(item) && optionalCampaignId(item)) || nameSubject(item),
	async execute(job) {
		const { update } = job.provider.campaigns;
		if (update === undefined) {
			throw new InvalidInput(
				`${job.provider.displayName} can't update campaigns, so it has no Create or Update`,
			);
		}
		const fields = newCampaignFields(job);
		const matched = await match(job, String(fields.name));
		return matched === undefined
			? await createCampaign(job, fields)
			: await updateMatched(job, update, matched, fields);
	},
};

/**
 * The campaign to update, or undefined to create one.
 *
 * @throws NodeApiError when an id is given that is not there, InvalidInput when a name matches several
 */
async function match(job: ItemContext, name: string): Promise<RawCampaign | undefined> {
	if (matchesById(job)) {
		const id = optionalCampaignId(job);
		return id === '' ? undefined : await requireCampaign(job, id);
	}
	const found = await job.campaignIndex.find(job, name);
	if (found.length <= 1) return found[0];
	throw new InvalidInput(
		`${found.length} campaigns have the name '${name}'`,
		`It is not clear which one to update: ${describeCampaigns(job, found)}. Match by ID, or rename all but one of them.`,
	);
}

function matchesById({ caller, itemIndex }: Item): boolean {
	const by = caller.getNodeParameter('matchBy', itemIndex, 'name');
	if (by === 'id' || by === 'name') return by === 'id';
	throw notOneOf('Match By', by, ['id', 'name']);
}

async function updateMatched(
	job: ItemContext,
	update: UpdateCapability,
	stored: RawCampaign,
	fields: Fields,
): Promise<IDataObject> {
	const id = requireId(job, stored);
	const { name } = normalize(job, stored);
	const { createOnlyFields } = job.provider.campaigns.create;
	const updatable = new Set(
		update.updateFields
			.map((property) => property.name)
			.filter((field) => !createOnlyFields.includes(field)),
	);
	const changes = Object.fromEntries(
		Object.entries(fields).filter(
			([field, value]) => updatable.has(field) && !(field === 'name' && value === name),
		),
	);
	if (!updatable.has('name') && fields.name !== name) {
		throw new InvalidInput(
			`${job.provider.displayName} can't rename the campaign '${name}' to '${String(fields.name)}'`,
			"Its API has no call for that. Set 'Name' to the campaign's name, or rename it in the web app.",
		);
	}
	if ('name' in changes) job.campaignIndex.invalidate(String(fields.name));
	return toItemJson(
		job,
		isEmptyChange(changes) ? stored : await withCampaignId(id, makeChanges(job, id, update, changes)),
	);
}
