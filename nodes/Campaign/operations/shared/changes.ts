import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { tryApi } from '../../errors';
import type { Changes, Fields } from '../../providers/contract/campaigns';
import type { Step } from '../../providers/contract/step';
import { additionalFieldsJson, jsonFields } from '../../providers/shared/fields';
import type { ApiClient } from '../../transport/client';
import { readCampaign } from '../../transport/readCampaign';
import { notFoundError, requireId, toItemJson } from './campaigns';
import type { CampaignExecution, ItemContext } from './operation';
import { isEmptyChange } from './parameters';

/** What to change about a campaign. */
export interface Change {
	readonly changes: Changes;
	/** What the user set. */
	readonly fields: Fields;
	readonly isSimplified: boolean;
}

/** The fields whose values the campaign does not have yet. */
export function differingFields({ changes, fields }: Change, current: RawCampaign): Fields {
	const differing = new Set(changes.differences(fields, current).map(({ field }) => field));
	return Object.fromEntries(Object.entries(fields).filter(([name]) => differing.has(name)));
}

/**
 * Changes a campaign, step by step. What is already as the user wants it is not written.
 *
 * @param current the campaign as it is now
 * @returns the campaign as it is afterwards, with the names of what was written as `changed`
 * @throws NodeApiError naming the campaign, the steps done and the step that failed
 */
export async function applyChange(
	{ client, currentCampaigns }: ItemContext,
	current: RawCampaign,
	change: Change,
): Promise<CampaignExecution> {
	requireNotDeleted(client, current);
	const { changes, isSimplified } = change;
	const id = requireId(client, current);
	const fields = differingFields(change, current);
	const steps = isEmptyChange(fields) ? [] : changes.steps(id, fields, current);
	if (steps.length === 0) {
		return { output: { ...toItemJson(client, current, isSimplified), changed: [] } };
	}
	currentCampaigns.noteWritten(client, id);
	const written = await runSteps(client, id, steps, []);
	const changed = fieldNames(fields);
	const toOutput = (raw: RawCampaign): IDataObject => ({
		...toItemJson(client, raw, isSimplified),
		changed,
	});
	if (written !== undefined) return { output: toOutput(written) };
	const done = steps.map(({ name }) => name);
	return {
		readBack: {
			id,
			needsWhole: !isSimplified,
			complete({ campaign, error = notFoundError(client, id) }) {
				if (campaign) return toOutput(campaign);
				throw partlyDone(error, id, { done, failed: 'reading it afterwards' });
			},
		},
	};
}

/** The names of fields, with those in Additional Fields (JSON) by their own names. */
export function fieldNames(fields: Fields): string[] {
	const names = Object.keys(fields).filter((name) => name !== additionalFieldsJson.name);
	return [...names, ...Object.keys(jsonFields(fields))];
}

/** Where deleting is a change of status, a deleted campaign can still be read, and changed by mistake. */
function requireNotDeleted(client: ApiClient, current: RawCampaign): void {
	const { id, name, status } = client.normalize(current);
	if (status !== 'deleted') return;
	throw client.error(
		`The campaign '${name}' (ID ${id}) is deleted: it is in the Trash of ${client.provider.displayName}`,
		'Nothing was changed. Recover it first, in the web app or with Change Status, or choose another campaign.',
	);
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
