import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { Campaign, RawCampaign } from '../../campaign';
import { simplify } from '../../campaign';
import type { Changes, Fields, Step } from '../../providers/contract/provider';
import { unexpectedShape } from '../../transport/client';
import { allEntries, pages } from '../../transport/paging';
import type { ItemContext } from './operation';
import { readBoolean } from './parameters';

/** The neutral campaign of a provider's object. */
export function normalize({ provider, client }: ItemContext, raw: RawCampaign): Campaign {
	return provider.toCampaign(raw, client.account);
}

/** What the item carries: the neutral campaign, or with Simplify off the provider's object, untouched. */
export function toItemJson(job: ItemContext, raw: RawCampaign): IDataObject {
	return readBoolean(job, 'simplify', true) ? simplify(normalize(job, raw)) : raw;
}

/**
 * Reads a campaign as it stands.
 *
 * @returns the provider's object, or null when there is none of that id
 * @throws NodeApiError when the service can't be asked or its answer can't be read
 */
export async function readCampaign(job: ItemContext, id: string): Promise<RawCampaign | null> {
	const { client, provider } = job;
	const { get, getAll } = provider.campaigns;
	if (get.by === 'list') {
		for await (const page of pages(client, getAll)) {
			const found = page.entries.find((raw) => normalize(job, raw).id === id);
			if (found !== undefined) return found;
		}
		return null;
	}
	const request = get.request(id);
	const outcome = await client.attempt(request);
	if (!outcome.ok) {
		if (outcome.notFound) return null;
		throw outcome.error;
	}
	const campaign = get.parseCampaign(outcome.body);
	if (campaign === undefined) throw unexpectedShape(client, request);
	return campaign;
}

/**
 * The same for a campaign that must be there.
 *
 * @throws NodeApiError with HTTP code 404 when it is not, whatever the service answered
 */
export async function requireCampaign(job: ItemContext, id: string): Promise<RawCampaign> {
	const campaign = await readCampaign(job, id);
	if (campaign === null) throw notFound(job, id);
	return campaign;
}

/** The error for a campaign that is not there. */
export function notFound({ client, provider }: ItemContext, id: string): NodeApiError {
	const error = client.error(
		`${provider.displayName} has no campaign with the ID '${id}'`,
		'It may have been deleted or archived, or belong to another account than the credential. Choose it from the list to be sure.',
	);
	error.httpCode = '404';
	return error;
}

/**
 * The campaigns of exactly this name that are not deleted.
 *
 * @throws NodeApiError when the list can't be read whole
 */
export async function findByName(job: ItemContext, name: string): Promise<RawCampaign[]> {
	const all = await allEntries(job.client, job.provider.campaigns.getAll);
	return all.filter((raw) => isNamed(job, raw, name));
}

/** Whether a campaign has exactly this name and is not deleted. */
export function isNamed(job: ItemContext, raw: RawCampaign, name: string): boolean {
	const campaign = normalize(job, raw);
	return campaign.name === name && campaign.status !== 'deleted';
}

/** Campaigns as a message names them. */
export function describeCampaigns(job: ItemContext, campaigns: readonly RawCampaign[]): string {
	return campaigns
		.map((raw) => normalize(job, raw))
		.map(({ id, status, createdAt }) => [`ID ${id}`, status, createdAt].filter(Boolean).join(', '))
		.join('; ');
}

/**
 * Makes changes to a campaign, step by step.
 *
 * @param stored the campaign as it stands, if it was read already
 * @returns the campaign as it stands afterwards
 * @throws NodeApiError naming the campaign, the steps done and the step that failed
 */
export async function makeChanges(
	job: ItemContext,
	id: string,
	changes: Changes,
	fields: Fields,
	stored?: RawCampaign,
): Promise<RawCampaign> {
	const known =
		stored ?? (changes.needsCurrent(fields) ? await requireCampaign(job, id) : undefined);
	const steps = changes.steps(id, fields, known);
	const whole = await runSteps(job, id, steps, []);
	return (
		whole ??
		(await readBack(
			job,
			id,
			steps.map(({ name }) => name),
		))
	);
}

/**
 * Reads a campaign that was just changed.
 *
 * @param done what was done to it, for the message
 * @throws NodeApiError saying that it was done, when only the reading failed
 */
export async function readBack(
	job: ItemContext,
	id: string,
	done: readonly string[],
): Promise<RawCampaign> {
	const { value, error = notFound(job, id) } = await tryApi(requireCampaign(job, id));
	if (value !== undefined) return value;
	throw partlyDone(error, id, done, 'reading it afterwards');
}

/**
 * Sends the requests of a write one after the other.
 *
 * @param before what was done to this campaign before, for the message when a step fails
 * @returns the campaign, where the last answer holds it whole
 * @throws NodeApiError naming the campaign, the steps done and the step that failed
 */
export async function runSteps(
	job: ItemContext,
	id: string,
	steps: readonly Step[],
	before: readonly string[],
): Promise<RawCampaign | undefined> {
	const done = [...before];
	let whole: RawCampaign | undefined;
	for (const step of steps) {
		const outcome = await job.client.attempt(step.request);
		const isLost = !outcome.ok && (outcome.mayHaveTakenEffect || outcome.effect === 'unknown');
		if (isLost && step.isDone !== undefined) {
			const now = (await tryApi(readCampaign(job, id))).value;
			if (now && step.isDone(now)) {
				done.push(step.name);
				whole = now;
				continue;
			}
		}
		if (!outcome.ok) {
			const isFirst = done.length === 0;
			if (isFirst && outcome.notFound && (await tryApi(readCampaign(job, id))).value === null) {
				throw notFound(job, id);
			}
			if (isFirst) throw outcome.error;
			throw partlyDone(outcome.error, id, done, step.name, isLost, outcome.advice);
		}
		done.push(step.name);
		whole = step.parseCampaign?.(outcome.body);
	}
	return whole;
}

/**
 * The same error, saying what was done to the campaign before it and how to go on from there.
 *
 * @param isUnknown whether the step that failed may have been done all the same
 * @param advice what the service advises about it
 */
export function partlyDone(
	error: NodeApiError,
	id: string,
	done: readonly string[],
	failed: string,
	isUnknown = false,
	advice?: string,
): NodeApiError {
	naming(error, id).description = [
		`Done: ${done.join(', ')}. ${isUnknown ? 'Not known whether done' : 'Not done'}: ${failed}.`,
		...(advice === undefined ? [] : [advice]),
		...(done[0] === 'create'
			? [`Don't create the campaign again: run Update with the ID ${id} to go on.`]
			: []),
	].join(' ');
	return error;
}

/**
 * Work on a campaign that was found by its name.
 *
 * @throws the same errors; those of the service name the campaign's id
 */
export async function withCampaignId<T>(id: string, work: Promise<T>): Promise<T> {
	return await work.catch((error: unknown) =>
		Promise.reject(error instanceof NodeApiError ? naming(error, id) : error),
	);
}

function naming(error: NodeApiError, id: string): NodeApiError {
	const isNamed = error.context.campaignId === id || error.message.includes(`'${id}'`);
	if (!isNamed) error.message = `${error.message} (campaign ID ${id})`;
	error.context.campaignId = id;
	return error;
}

/** What came of work that may fail with an error that users see. */
export async function tryApi<T>(work: Promise<T>): Promise<{ value?: T; error?: NodeApiError }> {
	return await work.then(
		(value) => ({ value }),
		(error: unknown) => {
			if (error instanceof NodeApiError) return { error };
			return Promise.reject(error);
		},
	);
}

/**
 * The id of a campaign that was found in a list.
 *
 * @throws NodeApiError when it has none that this provider's calls take: with an empty id an update would create
 */
export function requireId(job: ItemContext, raw: RawCampaign): string {
	const { id, name } = normalize(job, raw);
	if (job.provider.campaignId.pattern.test(id)) return id;
	throw job.client.error(
		`${job.provider.displayName} lists the campaign '${name}' without an ID that is known`,
		'The service may have changed. Nothing was changed by this item.',
	);
}
