import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { tryApi } from '../../errors';
import type { Fields } from '../../providers/contract/campaigns';
import type { AddLeadsCapability, Addition, NewLead } from '../../providers/contract/leads';
import { sentence } from '../../providers/shared/messages';
import type { ApiClient } from '../../transport/client';
import { unexpectedShape } from '../../transport/client';
import { pages } from '../../transport/paging';
import { notFoundError } from '../shared/campaigns';
import type { ItemContext } from '../shared/operation';

/** How often the leads of a request whose answer was lost are sent, the first time included. */
const maxRounds = 3;

/** How long to wait before leads are sent again, in ms. Doubles with every round. */
const firstPauseMs = 1_000;

/** The times in answers are whole seconds; so much earlier, in ms, a lead may seem to have been added. */
const clockToleranceMs = 2_000;

/** How much earlier, in ms, the search for added leads begins: the service's clock may differ. */
const searchMarginMs = 300_000;

/** What became of a lead; an error when that is not known. */
export type AddedLead = (Addition & { readonly counters?: IDataObject }) | NodeApiError;

/**
 * Adds leads with one request. When it is not known whether it took effect, the leads are looked for, and those that are
 * not there are sent again if the service removes duplicates.
 *
 * @param leads different leads, no more than a request takes
 * @returns what became of each lead, by its key
 * @throws NodeApiError when certainly none was added
 */
export async function addBatch(
	{ client, warn }: ItemContext,
	{ campaignId, switches }: { readonly campaignId: string; readonly switches: Fields },
	leads: readonly NewLead[],
	capability: AddLeadsCapability,
): Promise<Map<string, AddedLead>> {
	const results = new Map<string, AddedLead>();
	let open = leads;
	for (let round = 1; ; round++) {
		const request = capability.request(campaignId, open, switches);
		const sentAt = Date.now();
		const outcome = await client.attempt(request);
		const answer = outcome.ok ? capability.parseAnswer(outcome.body, open, switches) : undefined;
		if (answer !== undefined) {
			const { additions, counters, warning } = answer;
			for (const [index, { key }] of open.entries()) {
				results.set(key, { outcome: 'unknown', counters, ...additions[index] });
			}
			if (warning !== undefined) warn(warning);
			return results;
		}
		if (!outcome.ok && !outcome.mayHaveTakenEffect) {
			const { kind, error } = outcome;
			const refusal = kind === 'notFound' ? notFoundError(client, campaignId) : error;
			if (round === 1) throw refusal;
			for (const { key } of open) results.set(key, refusal);
			return results;
		}
		const cause = outcome.ok ? unexpectedShape(client, request) : outcome.error;
		const found = await findAdded(client, campaignId, open, sentAt);
		for (const [key, addition] of found ?? []) results.set(key, addition);
		open = open.filter(({ key }) => !results.has(key));
		if (open.length === 0) return results;
		const isWorthwhile = !outcome.ok && outcome.transient && capability.removesDuplicates;
		const isLast = found === undefined || !isWorthwhile || round === maxRounds;
		if (isLast || !(await client.pause(firstPauseMs * 2 ** (round - 1)))) {
			const error = notKnown(client, campaignId, cause, {
				isSearched: found !== undefined,
				capability,
			});
			for (const { key } of open) results.set(key, error);
			return results;
		}
	}
}

/**
 * Looks for leads whose addition was not confirmed.
 *
 * @returns those that are in the campaign, by key; undefined when the service cannot be asked
 */
async function findAdded(
	client: ApiClient,
	campaignId: string,
	leads: readonly NewLead[],
	sentAt: number,
): Promise<Map<string, Addition> | undefined> {
	const getAll = client.provider.leads?.getAll;
	if (getAll === undefined) return undefined;
	const keys = new Set(leads.map(({ key }) => key));
	const found = new Map<string, Addition>();
	const since = new Date(client.toServiceTime(sentAt) - searchMarginMs).toISOString();
	const { error } = await tryApi(search());
	return error === undefined ? found : undefined;

	async function search(): Promise<void> {
		if (getAll === undefined) return;
		// Pages are not read twice: a lead that is missed is sent again, and stays one lead.
		const listing = { ...getAll.listing(campaignId, {}, since), entryId: undefined };
		for await (const { entries } of pages(client, listing)) {
			const addedAfter = client.toServiceTime(sentAt) - clockToleranceMs;
			for (const raw of entries) {
				const key = getAll.keyOf(raw);
				if (key === undefined || !keys.has(key)) continue;
				const { leadId, createdAt } = getAll.toLead(raw);
				const isNew = createdAt === null || Date.parse(createdAt) >= addedAfter;
				found.set(key, {
					outcome: isNew ? 'added' : 'alreadyThere',
					...(leadId === null ? {} : { leadId }),
				});
			}
			if (found.size === keys.size) return;
		}
	}
}

function notKnown(
	client: ApiClient,
	campaignId: string,
	cause: NodeApiError,
	{ isSearched, capability }: { isSearched: boolean; capability: AddLeadsCapability },
): NodeApiError {
	const { displayName, leads } = client.provider;
	const looked = isSearched
		? 'It was not in the campaign right afterwards.'
		: leads?.getAll === undefined
			? 'The API has no call that lists the leads, so the node cannot look.'
			: 'The leads of the campaign could not be read to find out.';
	const advice = capability.removesDuplicates
		? 'It is safe to run this item again: the service adds a lead once.'
		: `Check the campaign in ${displayName} before you run this item again.`;
	const error = client.error(
		`It is not known whether ${displayName} added the lead to the campaign`,
		`${sentence(cause.message)} ${looked} ${advice}`,
	);
	error.context.campaignId = campaignId;
	return error;
}
