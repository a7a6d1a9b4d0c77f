import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import type { Changes, Fields } from '../../providers/contract/campaigns';
import { additionalFieldsJson, jsonFields } from '../../providers/shared/fields';
import type { ApiClient } from '../../transport/client';
import { requireCampaign, requireId, toItemJson } from './campaigns';
import type { SetContent } from './content';
import { contentChanges, contentValues } from './content';
import { finishWrite } from './finish';
import type { ItemContext } from './operation';
import { isEmptyChange } from './parameters';
import type { FieldChange, Plan } from './plan';
import { isRefused, pauseSteps, startStep } from './starting';
import { contentStep, fieldStep } from './steps';

/** What to change about a campaign. */
export interface Change {
	/** Left out when the provider sets no fields of a campaign that exists. */
	readonly changes?: Changes;
	/** What the user set. */
	readonly fields: Fields;
	readonly content: readonly SetContent[];
	/** Whether a draft is started at the end. */
	readonly startNow: boolean;
	/** Whether an active campaign is paused for changes that the service would refuse otherwise. */
	readonly pauseWhileChanging: boolean;
	readonly isSimplified: boolean;
}

/**
 * Checks fields before anything is sent for any item.
 *
 * @throws InvalidInput when one of them cannot be sent
 */
export function requireSendable(changes: Changes, fields: Fields): void {
	changes.differences(fields, {});
}

/** The fields whose values the campaign does not have yet. */
export function differingFields(
	{ changes, fields }: Pick<Change, 'changes' | 'fields'>,
	current: RawCampaign,
): Fields {
	const differences = changes?.differences(fields, current) ?? [];
	const differing = new Set(differences.map(({ field }) => field));
	return Object.fromEntries(Object.entries(fields).filter(([name]) => differing.has(name)));
}

/**
 * Plans the change of a campaign. What is already as the user wants it is not written.
 *
 * @param found the campaign as it is now
 * @throws InvalidInput when the change cannot be made, NodeApiError when something cannot be read
 */
export async function planChange(
	context: ItemContext,
	found: RawCampaign,
	change: Change,
): Promise<Plan> {
	const { client } = context;
	requireNotDeleted(client, found);
	const id = requireId(client, found);
	const contents = await contentChanges(context, change.content, id, found);
	const isStart = change.startNow && client.normalize(found).status === 'draft';
	const mayPause =
		change.pauseWhileChanging &&
		client.normalize(found).status === 'active' &&
		contents.some(isRefused);
	// A campaign is only started if it has the status now. The one that was found may be some minutes old.
	const current = isStart || mayPause ? await requireCampaign(client, id) : found;
	const { name, status } = client.normalize(current);
	const fields = differingFields(change, current);
	const fieldSteps = isEmptyChange(fields)
		? []
		: (change.changes?.steps(id, fields, current) ?? []);
	const writes = [
		...fieldSteps.map(fieldStep),
		...contents.flatMap(({ field, steps }) => steps.map((step) => contentStep(field, step))),
	];
	const pausing = pauseSteps(client, current, contents, change.pauseWhileChanging);
	const starting =
		isStart && status === 'draft' ? [startStep(client, current, change.content)] : [];
	const steps = [...pausing.before, ...writes, ...pausing.after, ...starting];
	const isActive = status === 'active' || status === 'unknown';
	const isHeard =
		Object.keys(fields).some((field) => field !== 'name') ||
		contents.some(({ field }) => field.reachesPeople);
	const changes = [
		...fieldChanges(change, fields, current),
		...contents.map(({ field, declared, entries }) => ({
			field: field.name,
			from: entries === undefined ? null : declared.valueOf(entries),
			to: declared.value,
		})),
		...(starting.length > 0 ? [{ field: 'status', from: status, to: 'active' }] : []),
	];
	const { isSimplified } = change;
	const changed = changes.map(({ field }) => field);
	return {
		kind: steps.length === 0 ? 'none' : 'update',
		id,
		name,
		changes,
		reachesPeople: starting.length > 0 || (isActive && isHeard),
		basis: {
			status,
			fields: change.fields,
			content: contentValues(change.content),
			startNow: change.startNow,
			pauseWhileChanging: change.pauseWhileChanging,
		},
		stepsOf: () => steps,
		finish(_, progress) {
			if (steps.length === 0) {
				return { output: { ...toItemJson(client, current, isSimplified), changed: [] } };
			}
			const isStarted = starting.length > 0 || pausing.after.length > 0;
			return finishWrite(client, progress, {
				changed,
				isSimplified,
				...(isStarted ? { status: 'active' } : {}),
			});
		},
	};
}

/** The differences as a plan shows them, with the fields in Additional Fields (JSON) by their own names. */
function fieldChanges({ changes }: Change, fields: Fields, current: RawCampaign): FieldChange[] {
	return (changes?.differences(fields, current) ?? []).flatMap(({ field, from, to }) =>
		field === additionalFieldsJson.name
			? Object.entries(jsonFields(fields)).map(([name, value]) => newField(name, value))
			: [{ field, from, to }],
	);
}

/** A field that has no value yet, or whose value is not known. */
export function newField(field: string, to: IDataObject[string]): FieldChange {
	return { field, from: null, to };
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
