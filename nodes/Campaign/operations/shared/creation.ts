import type { IDataObject, NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { partialCampaign, simplify } from '../../campaign';
import { tryApi } from '../../errors';
import type { Provider } from '../../providers/contract/provider';
import { sentence } from '../../providers/shared/messages';
import type { Outcome } from '../../transport/client';
import { describeCampaigns, findByName, requireCampaign, requireId, toItemJson } from './campaigns';
import { fieldNames, partlyDone, runSteps } from './changes';
import type { NewCampaign } from './newCampaign';
import type { CampaignExecution, ItemContext } from './operation';

/** The times in answers are whole seconds; so much earlier, in ms, a campaign may seem to have been created. */
const clockToleranceMs = 2_000;

/**
 * Creates a campaign, and never two for one item: when it is not known whether the service created it, the campaign is
 * looked for instead of being created again.
 *
 * @returns the new campaign, with the names of what was written as `changed`
 * @throws NodeApiError naming the campaign's ID when it was created but not completed, or saying that it may exist
 * when that could not be found out
 */
export async function createCampaign(
	context: ItemContext,
	{ name, fields }: NewCampaign,
	isSimplified: boolean,
): Promise<CampaignExecution> {
	const { client, campaignIndex, createdIds } = context;
	const capability = client.provider.campaigns.create;
	const request = capability.request(fields);
	const sentAt = Date.now();
	campaignIndex.invalidate(client, name);
	const answer = parseCreation(client.provider, await client.attempt(request));
	const { id, campaign } =
		'id' in answer ? answer : await recoverLostCreation(context, name, sentAt, answer.error);
	createdIds.add(id);
	const completed = await runFollowUp(context, id, fields, campaign);
	const changed = fieldNames(fields);
	const complete = (raw: RawCampaign | null | undefined): IDataObject => {
		if (!raw) {
			// An error would make a rerun create it twice.
			return { ...simplify(partialCampaign(client.provider.id, id, name, 'unknown')), changed };
		}
		const difference = capability.describeDifference?.(fields, raw);
		if (difference !== undefined) context.warn(difference);
		return { ...toItemJson(client, raw, isSimplified), changed };
	};
	if (completed !== undefined) return { output: complete(completed) };
	return {
		readBack: { id, needsWhole: !isSimplified, complete: ({ campaign }) => complete(campaign) },
	};
}

/** A campaign that was created. */
interface Created {
	readonly id: string;
	/** The campaign, when the answer held all of it. */
	readonly campaign?: RawCampaign;
}

/**
 * The campaign that an answer tells about, or why it is not known whether there is one.
 *
 * @throws NodeApiError when it was certainly not created
 */
function parseCreation(
	{ campaignId, campaigns: { create: capability } }: Provider,
	outcome: Outcome,
): Created | { error?: NodeApiError } {
	if (outcome.ok) {
		const id = capability.parseId(outcome.body);
		// Nothing could be done with the campaign by anything else than an ID.
		return id === undefined || !campaignId.pattern.test(id)
			? {}
			: { id, campaign: capability.parseCampaign?.(outcome.body) };
	}
	if (!outcome.mayHaveTakenEffect) throw outcome.error;
	return { error: outcome.error };
}

/**
 * Looks for a campaign whose creation was not confirmed: one with this name that was created since the request was
 * sent, by the service's clock, and not by another item.
 *
 * @throws NodeApiError saying that the campaign may exist, when there is not exactly one
 */
async function recoverLostCreation(
	{ client, campaignIndex, createdIds }: ItemContext,
	name: string,
	sentAt: number,
	cause: NodeApiError | undefined,
): Promise<Created> {
	const listed = await tryApi(findByName(client, name));
	const found = listed.value ?? [];
	const since = client.toServiceTime(sentAt) - clockToleranceMs;
	const candidates = found.filter((raw) => {
		const { id, createdAt } = client.normalize(raw);
		return !createdIds.has(id) && createdAt !== null && Date.parse(createdAt) >= since;
	});
	const [only] = candidates;
	if (only !== undefined && candidates.length === 1) {
		return { id: requireId(client, only), campaign: only };
	}
	campaignIndex.markUncertain(client, name);
	const { displayName } = client.provider;
	const looked =
		listed.error !== undefined
			? 'The list of campaigns could not be read to find out.'
			: found.length === 0
				? 'It was not in the list of campaigns right afterwards.'
				: `Campaigns with that name now: ${describeCampaigns(client, found)}.`;
	throw client.error(
		`It is not known whether ${displayName} created the campaign '${name}'`,
		`${sentence(cause?.message ?? `${displayName} answered without an ID`)} ${looked} Check ${displayName} before you run this item again, or set 'If Name Exists' of Create to Use Existing, which looks for the name first.`,
	);
}

/**
 * Makes the changes that need calls of their own.
 *
 * @param created the campaign, when the answer to its creation held all of it
 * @returns the campaign as it is afterwards, or undefined when it has to be read
 * @throws NodeApiError naming the campaign, the steps done and the step that failed
 */
async function runFollowUp(
	{ client }: ItemContext,
	id: string,
	all: NewCampaign['fields'],
	created: RawCampaign | undefined,
): Promise<RawCampaign | undefined> {
	const { followUp } = client.provider.campaigns.create;
	if (followUp === undefined) return created;

	const fields = followUp.fields(all);
	const done = ['create'];
	const current = followUp.needsCurrent(fields) ? await tryApi(requireCampaign(client, id)) : {};
	if (current.error !== undefined) {
		throw partlyDone(current.error, id, { done, failed: 'reading it for the next step' });
	}
	const steps = followUp.steps(id, fields, current.value);
	return steps.length === 0 ? created : await runSteps(client, id, steps, done);
}
