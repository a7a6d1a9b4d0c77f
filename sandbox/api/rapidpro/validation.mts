import type { JsonObject } from '../json.mts';
import type { Group, GroupRef, RapidProCampaign } from './campaign.mts';
import { floatText, strip } from './python/text.mts';
import { type Checked, readReference } from './references.mts';
import { fieldErrors } from './responses.mts';
import type { RapidProState } from './state.mts';

const maxNameLength = 64;

/** The service's own checks of a name stop at the first error. The framework's checks follow. */
function nameErrors(name: string): string[] {
	const errors: string[] = [];
	const isLong = [...name].length > maxNameLength;
	const forbidden = ['"', '\\'].find((char) => name.includes(char));
	if (isLong) errors.push(`Cannot be longer than ${maxNameLength} characters.`);
	else if (forbidden !== undefined) errors.push(`Cannot contain the character: ${forbidden}`);
	else if (name.includes('\0')) errors.push('Cannot contain null characters.');
	if (isLong) errors.push(`Ensure this field has no more than ${maxNameLength} characters.`);
	if (name.includes('\0')) errors.push('Null characters are not allowed.');
	const [surrogate] = /\p{Surrogate}/u.exec(name) ?? [];
	if (surrogate !== undefined) {
		const code = surrogate.charCodeAt(0).toString(16).toUpperCase();
		errors.push(`Surrogate characters are not allowed: U+${code}.`);
	}
	return errors;
}

/** Numbers become texts as Python writes them, booleans are refused (observed). */
function textOf(value: unknown): string | null {
	if (typeof value === 'string') return value;
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'number') return floatText(value);
	return null;
}

function readName(value: unknown, isTaken: (name: string) => boolean): Checked<string> {
	if (value === undefined) return { errors: ['This field is required.'] };
	if (value === null) return { errors: ['This field may not be null.'] };
	const text = textOf(value);
	if (text === null) return { errors: ['Not a valid string.'] };
	const name = strip(text);
	if (name === '') return { errors: ['This field may not be blank.'] };
	const errors = nameErrors(name);
	if (isTaken(name)) errors.push('This field must be unique.');
	return errors.length > 0 ? { errors } : { value: name };
}

function readGroup(value: unknown, state: RapidProState): Checked<GroupRef> {
	return readReference(value, (reference) => {
		const group = state.groups.get(reference) ?? state.groupNamed(reference);
		return group && { uuid: group.uuid, name: group.name };
	});
}

/**
 * Reads the body of a create or update request. Both fields are always required, other keys are ignored (observed).
 *
 * @param current the campaign to update, or null on create
 * @throws HttpError 400 with the errors of each field, 500 for a group that the database cannot look up
 */
export function readCampaign(
	body: JsonObject,
	state: RapidProState,
	current: RapidProCampaign | null,
): { name: string; group: GroupRef } {
	const name = readName(body.name, (text) => state.isNameTaken(text, current));
	const group = readGroup(body.group, state);
	if ('value' in name && 'value' in group) return { name: name.value, group: group.value };
	throw fieldErrors({
		...('errors' in name ? { name: name.errors } : {}),
		...('errors' in group ? { group: group.errors } : {}),
	});
}

/**
 * Reads the body that creates or renames a group. Keys other than `name` are ignored (observed).
 *
 * @param current the group to rename, or null on create
 * @throws HttpError 400 with the errors of the name
 */
export function readGroupName(
	body: JsonObject,
	state: RapidProState,
	current: Group | null,
): string {
	const name = readName(body.name, (text) => {
		const group = state.groupNamed(text);
		return group !== undefined && group !== current;
	});
	if ('value' in name) return name.value;
	throw fieldErrors({ name: name.errors });
}
