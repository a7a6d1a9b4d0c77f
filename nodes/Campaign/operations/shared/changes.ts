import { NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { tryApi } from '../../errors';
import type { Changes, Fields, Step } from '../../providers/contract/campaigns';
import type { ApiClient } from '../../transport/client';
import { readCampaign } from '../../transport/readCampaign';
import { notFoundError, requireCampaign } from './campaigns';

/**
 * Changes a campaign, step by step.
 *
 * @returns the campaign as it is afterwards
 * @throws NodeApiError naming the campaign, the steps done and the step that failed
 */
export async function applyChanges(
	client: ApiClient,
	id: string,
	changes: Changes,
	fields: Fields,
): Promise<RawCampaign> {
	const mustRead = changes.needsCurrent(fields) || hasTrash(client);
	const current = mustRead ? await requireCampaign(client, id) : undefined;
	if (current !== undefined) requireNotDeleted(client, current);
	const steps = changes.steps(id, fields, current);
	const changed = await runSteps(client, id, steps, []);
	const done = steps.map(({ name }) => name);
	return changed ?? (await readBack(client, id, done));
}

/** Where deleting is a change of status, a deleted campaign can still be read, and changed by mistake. */
function hasTrash({ provider }: ApiClient): boolean {
	return (
		provider.campaigns.changeStatus?.targets.some(({ status }) => status === 'deleted') === true
	);
}

/** @throws NodeApiError when the campaign is deleted */
function requireNotDeleted(client: ApiClient, current: RawCampaign): void {
	const { id, name, status } = client.normalize(current);
	if (status !== 'deleted') return;
	throw client.error(
		`The campaign '${name}' (ID ${id}) is deleted: it is in the Trash of ${client.provider.displayName}`,
		'Nothing was changed. Recover it first, in the web app or with Change Status, or choose another campaign.',
	);
}

/**
 * Reads a campaign that was just changed.
 *
 * @param done the steps that were done, for the message
 * @throws NodeApiError saying that they were done, when only the reading failed
 */
export async function readBack(
	client: ApiClient,
	id: string,
	done: readonly string[],
): Promise<RawCampaign> {
	const { value, error = notFoundError(client, id) } = await tryApi(requireCampaign(client, id));
	if (value !== undefined) return value;
	throw partlyDone(error, id, { done, failed: 'reading it afterwards' });
}

/**
 * Sends the requests of a write one after the other.
 *
 * @param before steps that were done before these, for the message when one fails
 * @returns the campaign, when the last answer holds all of it
 * @throws NodeApiError naming the campaign, the steps done and the step that failed
 */
export async function runSteps(
	client: ApiClient,
	id: string,
	steps: readonly Step[],
	before: readonly string[],
): Promise<RawCampaign | undefined> {
	const done = [...before];
	let changed: RawCampaign | undefined;
	for (const { name, request, isDone, parseCampaign } of steps) {
		const outcome = await client.attempt(request);
		if (outcome.ok) {
			changed = parseCampaign?.(outcome.body);
		} else {
			const { error, explanation, mayHaveTakenEffect: isUnknown } = outcome;
			const isCheckable = isUnknown && isDone !== undefined;
			const now = isCheckable ? (await tryApi(readCampaign(client, id))).value : undefined;
			if (!now || isDone?.(now) !== true) {
				if (done.length > 0) {
					const advice = explanation.description;
					throw partlyDone(error, id, { done, failed: name, isUnknown, advice });
				}
				const isMissing =
					outcome.kind === 'notFound' && (await tryApi(readCampaign(client, id))).value === null;
				throw isMissing ? notFoundError(client, id) : error;
			}
			changed = now;
		}
		done.push(name);
	}
	return changed;
}

/** How far a write got. */
interface Progress {
	/** The steps that were done. */
	readonly done: readonly string[];
	/** The step that failed. */
	readonly failed: string;
	/** Whether that step may have taken effect. */
	readonly isUnknown?: boolean;
	/** What the service advises about it. */
	readonly advice?: string;
}

/** Adds to an error what was done to the campaign before it, and how to continue from there. */
export function partlyDone(
	error: NodeApiError,
	id: string,
	{ done, failed, isUnknown = false, advice }: Progress,
): NodeApiError {
	nameCampaign(error, id).description = [
		`Done: ${done.join(', ')}. ${isUnknown ? 'Not known whether done' : 'Not done'}: ${failed}.`,
		...(advice === undefined ? [] : [advice]),
		...(done[0] === 'create'
			? [`Do not create the campaign again: run Update with the ID ${id} to continue.`]
			: []),
	].join(' ');
	return error;
}

/**
 * Work on a campaign that was found by its name.
 *
 * @throws the same errors; API errors name the campaign's ID
 */
export async function withCampaignId<T>(id: string, work: Promise<T>): Promise<T> {
	return await work.catch((error: unknown) =>
		Promise.reject(error instanceof NodeApiError ? nameCampaign(error, id) : error),
	);
}

function nameCampaign(error: NodeApiError, id: string): NodeApiError {
	const isNamed = error.context.campaignId === id || error.message.includes(`'${id}'`);
	if (!isNamed) error.message = `${error.message} (campaign ID ${id})`;
	error.context.campaignId = id;
	return error;
}
