import { providers } from '../../providers/registry';
import { simplifyProperty } from '../shared/properties';
import type { IDataObject, INodeProperties, NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { notOneOf } from '../../providers/shared/fields';
import { sentence } from '../../providers/shared/messages';
import type { CreateCapability, Fields, CampaignOperations } from '../../providers/contract/provider';
import type { Outcome } from '../../transport/client';
import type { Item, ItemContext, Operation } from '../shared/operation';
import { InvalidInput } from '../../providers/contract/provider';
import { requireCampaignName, collection, shownFields } from '../shared/parameters';
import {
	findByName,
	requireId,
	describeCampaigns,
	withCampaignId,
	normalize,
	partlyDone,
	toItemJson,
	readBack,
	readCampaign,
	requireCampaign,
	runSteps,
	tryApi,
} from '../shared/campaigns';

const forNew = { operation: ['create', 'upsert'] };

/** Create and Create or Update ask for the same: what a new campaign needs. */
const properties: readonly INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Spring launch',
		description: 'What the service shows, and what Create or Update finds the campaign by',
		displayOptions: { show: forNew },
	},
	...providers.flatMap(({ id, campaigns }) =>
		campaigns.create.fields.map((field) => ({
			...field,
			required: true,
			displayOptions: { show: { ...forNew, provider: [id] } },
		})),
	),
	...providers.map(
		({ id, campaigns }): INodeProperties => ({
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [...campaigns.create.additionalFields],
			displayOptions: { show: { ...forNew, provider: [id] } },
		}),
	),
	simplifyProperty(['create', 'upsert']),
];

/** Tells every provider's Create. */
export const create: Operation = {
	verb: 'create',
	displayName: 'Create',
	action: 'Create campaign',
	description: 'Create a new campaign. It is not started unless you say so.',
	toolDescription: ({ displayName, campaigns }) =>
		`Create one new campaign on ${displayName}, by its name. Nothing is sent to people by this: the campaign is not started${takesStatus(campaigns) ? ' unless Status says so' : ''}. Each call makes another campaign, so look first whether there is one of that name. Answers with the new campaign: its id, name and status.`,
	properties,
	isOffered: () => true,
	lockKey: nameSubject,
	async execute(job) {
		const fields = newCampaignFields(job);
		const existing = await resolveNameConflict(job, String(fields.name));
		return existing === undefined
			? await createCampaign(job, fields)
			: await useExisting(job, existing, fields);
	},
};

/** Whether a new campaign may be given a status. */
export function takesStatus({ create: { additionalFields } }: CampaignOperations): boolean {
	return additionalFields.some(({ name }) => name === 'status');
}

/**
 * What If Name Exists says of a name.
 *
 * @returns the campaign to use instead of making one, or undefined to make one
 * @throws InvalidInput when it says to stop, or several campaigns have the name
 */
async function resolveNameConflict(job: ItemContext, name: string): Promise<RawCampaign | undefined> {
	const rule = job.caller.getNodeParameter('options.ifNameExists', job.itemIndex, 'create');
	if (rule === 'create') return undefined;
	if (rule !== 'use' && rule !== 'stop') {
		throw notOneOf('If Name Exists', rule, ['create', 'stop', 'use']);
	}
	const found = await job.campaignIndex.find(job, name);
	if (found.length === 0 || (found.length === 1 && rule === 'use')) return found[0];
	throw new InvalidInput(
		`${job.provider.displayName} has ${found.length === 1 ? 'a campaign' : `${found.length} campaigns`} of the name '${name}' already`,
		`${describeCampaigns(job, found)}. Nothing was created. Choose another name, or change 'If Name Exists'.`,
	);
}

/** The campaign itself; a draft gets the changes that follow creation, which can be made any number of times. */
async function useExisting(job: ItemContext, existing: RawCampaign, fields: Fields): Promise<IDataObject> {
	const id = requireId(job, existing);
	const { status } = normalize(job, existing);
	const { followUp } = job.provider.campaigns.create;
	if (followUp === undefined || status !== 'draft') return toItemJson(job, existing);
	const steps = followUp.steps(id, fields, existing);
	const changed = await withCampaignId(id, runSteps(job, id, steps, []));
	return toItemJson(
		job,
		steps.length === 0 ? existing : (changed ?? (await readBack(job, id, ['changes']))),
	);
}

/**
 * The name that an item is about. Names that differ in case only are one subject: a service may take
 * them for the same.
 *
 * @throws InvalidInput when the name can't be one
 */
export function nameSubject({ caller, itemIndex, provider }: Item): string {
	return requireCampaignName(provider, caller.getNodeParameter('name', itemIndex, '')).toLowerCase();
}

/**
 * All that the user set for a new campaign, `name` included.
 *
 * @throws InvalidInput when the name can't be one, or a choice is not offered
 */
export function newCampaignFields(job: ItemContext): Fields {
	const { fields, additionalFields } = job.provider.campaigns.create;
	return {
		...collection(job, 'additionalFields', additionalFields),
		...shownFields(job, fields),
		name: requireCampaignName(job.provider, job.caller.getNodeParameter('name', job.itemIndex, '')),
	};
}

/**
 * Creates a campaign, and never two of one item: when it is not known whether the service made it,
 * it is looked for instead of being made again.
 *
 * @returns the campaign as the item carries it
 * @throws NodeApiError naming the campaign's id when it was made but not finished, or saying that it
 * may exist when that could not be found out
 */
export async function createCampaign(job: ItemContext, fields: Fields): Promise<IDataObject> {
	const { create: verb } = job.provider.campaigns;
	const request = verb.request(fields);
	const askedAt = Date.now();
	job.campaignIndex.invalidate(String(fields.name));
	const made = newCampaign(verb, await job.client.attempt(request));
	const { id, whole } =
		'id' in made ? made : await recoverLostCreation(job, String(fields.name), askedAt, made.error);
	job.created.add(id);
	const finished = await finish(job, id, fields, whole);
	return finished === undefined ? knownOf(job, id, fields) : toItemJson(job, finished);
}

interface Created {
	readonly id: string;
	readonly whole?: RawCampaign;
}

/** The campaign that an answer tells of, or why it is not known whether there is one. */
function newCampaign(verb: CreateCapability, outcome: Outcome): Created | { error?: NodeApiError } {
	if (outcome.ok) {
		const id = verb.parseId(outcome.body);
		return id === undefined ? {} : { id, whole: verb.parseCampaign?.(outcome.body) };
	}
	if (outcome.effect === 'notDone') throw outcome.error;
	return { error: outcome.error };
}

/**
 * Looks for a campaign whose creation has an unknown end: same name, created since it was asked for,
 * by the service's clock, and by no other item.
 */
async function recoverLostCreation(
	job: ItemContext,
	name: string,
	askedAt: number,
	cause: NodeApiError | undefined,
): Promise<Created> {
	const seen = await tryApi(findByName(job, name));
	const found = seen.value ?? [];
	// Times of answers come in whole seconds.
	const since = job.client.byServiceClock(askedAt) - 2_000;
	const fresh = found.filter((raw) => {
		const { id, createdAt } = normalize(job, raw);
		return !job.created.has(id) && createdAt !== null && Date.parse(createdAt) >= since;
	});
	const [only] = fresh;
	if (only !== undefined && fresh.length === 1) return { id: requireId(job, only), whole: only };

	job.campaignIndex.markUncertain(job, name);
	const service = job.provider.displayName;
	const looked =
		seen.error !== undefined
			? 'The list of campaigns could not be read to find out.'
			: found.length === 0
				? 'It was not in the list of campaigns a moment later.'
				: `Campaigns of that name now: ${describeCampaigns(job, found)}.`;
	throw job.client.error(
		`It is not known whether ${service} created the campaign '${name}'`,
		`${sentence(cause?.message ?? `${service} answered without an ID`)} ${looked} Look for it in ${service} before you run this item again, or set 'If Name Exists' of Create to Use Existing, which looks for the name first.`,
	);
}

/** Makes the changes that need calls of their own, and reads the campaign as it then stands; undefined when only that reading failed. */
async function finish(
	job: ItemContext,
	id: string,
	fields: Fields,
	whole: RawCampaign | undefined,
): Promise<RawCampaign | undefined> {
	const { followUp } = job.provider.campaigns.create;
	if (followUp !== undefined) {
		const before = followUp.needsCurrent(fields) ? await tryApi(requireCampaign(job, id)) : {};
		if (before.error !== undefined)
			throw partlyDone(before.error, id, ['create'], 'reading it for the next step');
		const steps = followUp.steps(id, fields, before.value);
		const changed = await runSteps(job, id, steps, ['create']);
		if (steps.length > 0)
			return changed ?? (await tryApi(readCampaign(job, id))).value ?? undefined;
	}
	return whole ?? (await tryApi(readCampaign(job, id))).value ?? undefined;
}

/** What is known of a campaign that was made but could not be read again: failing here would make a rerun create it twice. */
function knownOf(job: ItemContext, id: string, fields: Fields): IDataObject {
	return {
		id,
		name: String(fields.name),
		status: 'unknown',
		providerStatus: null,
		provider: job.provider.id,
		createdAt: null,
		updatedAt: null,
		url: null,
	};
}
