import type { NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { tryApi } from '../../errors';
import type { CreateCapability } from '../../providers/contract/campaigns';
import type { ProviderRequest } from '../../providers/contract/request';
import { sentence } from '../../providers/shared/messages';
import type { ApiClient, Outcome } from '../../transport/client';
import { describeCampaigns, findByName, requireId } from './campaigns';
import type { ItemContext } from './operation';

/** The times in answers are whole seconds; so much earlier, in ms, a campaign may seem to have been created. */
const clockToleranceMs = 2_000;

/** A request that makes a campaign, and how to read its answer. */
export interface CreationRequest extends Pick<CreateCapability, 'parseId' | 'parseCampaign'> {
	readonly request: ProviderRequest;
	/** The name that the new campaign gets. */
	readonly name: string;
	/** Completes the sentence "Check Smartlead before you run this item again", for when it is not known whether it exists. */
	readonly advice: string;
}

/** A campaign that was created. */
export interface Created {
	readonly id: string;
	/** The campaign, when the answer held all of it. */
	readonly campaign?: RawCampaign;
}

/**
 * Makes a campaign, and never two for one item: when it is not known whether the service made it, the campaign is looked
 * for instead of being made again.
 *
 * @throws NodeApiError when it was certainly not made, or saying that it may exist when that could not be found out
 */
export async function createOnce(
	context: ItemContext,
	creation: CreationRequest,
): Promise<Created> {
	const { client, campaignIndex, createdIds } = context;
	const { name, request } = creation;
	const sentAt = Date.now();
	campaignIndex.invalidate(client, name);
	const answer = parseCreation(client, creation, await client.attempt(request));
	const created =
		'id' in answer ? answer : await recoverLostCreation(context, creation, sentAt, answer.error);
	createdIds.add(created.id);
	return created;
}

/**
 * The campaign that an answer tells about, or why it is not known whether there is one.
 *
 * @throws NodeApiError when it was certainly not created
 */
function parseCreation(
	{ provider: { campaignId } }: ApiClient,
	capability: CreationRequest,
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
	{ name, advice }: CreationRequest,
	sentAt: number,
	cause: NodeApiError | undefined,
): Promise<Created> {
	const lookup = await tryApi(findByName(client, name));
	const found = lookup.value ?? [];
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
		lookup.error !== undefined
			? 'The list of campaigns could not be read to find out.'
			: found.length === 0
				? 'It was not in the list of campaigns right afterwards.'
				: `Campaigns with that name now: ${describeCampaigns(client, found)}.`;
	throw client.error(
		`It is not known whether ${displayName} created the campaign '${name}'`,
		`${sentence(cause?.message ?? `${displayName} answered without an ID`)} ${looked} Check ${displayName} before you run this item again${advice}.`,
	);
}
