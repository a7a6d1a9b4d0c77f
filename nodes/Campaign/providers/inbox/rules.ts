import type { IDataObject } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import { isObject, objectArray } from '../../json';
import type { Difference, Fields } from '../contract/campaigns';
import type { Step } from '../contract/step';
import { fieldDifferences, shownFields } from '../shared/compare';
import { hasAnyField, jsonFields, pickFields, withJsonFields } from '../shared/fields';
import { idList, jsonObject } from '../shared/values';
import { rulesChanged } from './answers';

/** The fields of PATCH /campaigns/v2/{id}/rules. */
export const ruleNames = [
	'columnMappings',
	'detachBehavior',
	'excludeContacted',
	'excludeMutuals',
	'excludedListIds',
	'syncedListIds',
] as const;

/**
 * Sets a campaign's lead rules, and whatever is in Additional Fields (JSON).
 *
 * @returns one step, or none when the user set nothing of this
 * @throws InvalidInput when a value cannot be sent
 */
export function ruleSteps(id: string, fields: Fields): Step[] {
	if (!hasAnyField(fields, ruleNames) && Object.keys(jsonFields(fields)).length === 0) return [];
	return [
		{
			name: 'save lead rules',
			request: {
				purpose: "change the campaign's lead rules",
				method: 'PATCH',
				path: ['campaigns', 'v2', id, 'rules'],
				basis: 'documented',
				answer: rulesChanged,
				body: rulesBody(fields),
				idempotent: true,
			},
		},
	];
}

/**
 * The lead rules that the user set, and what is in Additional Fields (JSON). A rule left out keeps its value; an empty list
 * clears it.
 *
 * @throws InvalidInput when a value cannot be sent
 */
export function rulesBody(fields: Fields): IDataObject {
	const body = pickFields(fields, ruleNames);
	for (const [name, label] of [
		['syncedListIds', 'Synced List IDs'],
		['excludedListIds', 'Excluded List IDs'],
	] as const) {
		if (fields[name] !== undefined) body[name] = idList(fields[name], label);
	}
	if (fields.columnMappings !== undefined) {
		body.columnMappings = jsonObject(fields.columnMappings, 'Column Mappings (JSON)');
	}
	return withJsonFields(body, fields);
}

/** The rules that the campaign does not have yet. Column mappings and detach behavior cannot be read back. */
export function ruleDifferences(fields: Fields, current: RawCampaign): Difference[] {
	const rules = isObject(current.rules) ? current.rules : {};
	const listIds = (lists: unknown) => objectArray(lists)?.map(({ listId }) => listId);
	const shown = {
		...shownFields(rules, ['excludeContacted', 'excludeMutuals']),
		syncedListIds: listIds(rules.syncedLists),
		excludedListIds: listIds(rules.excludedLists),
	};
	return fieldDifferences(fields, rulesBody(fields), shown);
}
