import type { RawCampaign } from '../../campaign';
import { isObject } from '../../json';
import type { Difference, Fields } from '../contract/campaigns';
import { additionalFieldsJson, jsonFields } from './fields';

/**
 * The fields whose values a campaign does not have yet. A field that cannot be read back is one of them, and so is
 * Additional Fields (JSON).
 *
 * @param values what the user set, in the words that the API writes, by field name
 * @param current the campaign's values in the same words; without those that it does not show
 */
export function fieldDifferences(fields: Fields, values: Fields, current: Fields): Difference[] {
	return Object.keys(fields).flatMap((name): Difference[] => {
		if (name === additionalFieldsJson.name) {
			const json = jsonFields(fields);
			return Object.keys(json).length > 0 ? [{ field: name, from: null, to: json }] : [];
		}
		const [value, now] = [values[name], current[name]];
		const isEqual =
			name === 'name'
				? trimmed(value) === trimmed(now)
				: now !== undefined && isSameValue(value, now);
		return isEqual ? [] : [{ field: name, from: now ?? null, to: value ?? null }];
	});
}

/** Services may trim names, so outer spaces make no difference. */
function trimmed(name: unknown): string {
	return typeof name === 'string' ? name.trim() : '';
}

/** The fields of a campaign that it has under the same names as they are written. */
export function shownFields(current: RawCampaign, names: readonly string[]): Fields {
	return Object.fromEntries(
		names.flatMap((name) => (current[name] === undefined ? [] : [[name, current[name]]])),
	);
}

/**
 * Whether two values mean the same: services send numbers as texts, sort lists as they like, and know several empty
 * values.
 */
function isSameValue(a: unknown, b: unknown): boolean {
	if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
	if (Array.isArray(a) || Array.isArray(b)) return sortedTexts(a) === sortedTexts(b);
	if (isObject(a) && isObject(b)) {
		const names = new Set([...Object.keys(a), ...Object.keys(b)]);
		return [...names].every((name) => isSameValue(a[name], b[name]));
	}
	if (typeof a === 'number' || typeof b === 'number') return Number(a) === Number(b);
	return String(a) === String(b);
}

function isEmpty(value: unknown): boolean {
	const isEmptyList = Array.isArray(value) && value.length === 0;
	return value === undefined || value === null || value === '' || isEmptyList;
}

/** A list as one text that does not depend on its order. A text is a list with commas. */
function sortedTexts(value: unknown): string {
	const entries: unknown[] = Array.isArray(value) ? value : String(value).split(',');
	const texts = entries.map((entry) =>
		isObject(entry) ? JSON.stringify(entry) : String(entry).trim(),
	);
	return JSON.stringify(texts.sort());
}
