import type { JsonObject } from '../json.mts';
import { HttpError, json } from '../responses.mts';
import type { GroupRef, RapidProCampaign } from './campaign.mts';
import { groups } from './seed.mts';
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
	return errors;
}

function readName(
	value: unknown,
	state: RapidProState,
	current: RapidProCampaign | null,
): { name: string } | { errors: string[] } {
	if (value === undefined) return { errors: ['This field is required.'] };
	if (value === null) return { errors: ['This field may not be null.'] };
	// Numbers become strings, booleans are refused (observed).
	if (typeof value !== 'string' && typeof value !== 'number') {
		return { errors: ['Not a valid string.'] };
	}
	const name = String(value).trim();
	if (name === '') return { errors: ['This field may not be blank.'] };
	const errors = nameErrors(name);
	if (state.isNameTaken(name, current)) errors.push('This field must be unique.');
	return errors.length > 0 ? { errors } : { name };
}

function readGroup(value: unknown): { group: GroupRef } | { errors: string[] } {
	if (value === undefined) return { errors: ['This field is required.'] };
	if (value === null || value === '') return { errors: ['This field may not be null.'] };
	if (typeof value === 'object') return { errors: ['Must be a string or integer'] };
	const reference = String(value);
	const group = groups.find(
		({ uuid, name }) => uuid === reference || name.toLowerCase() === reference.toLowerCase(),
	);
	if (!group) return { errors: [`No such object: ${reference}`] };
	return { group: { uuid: group.uuid, name: group.name } };
}

/**
 * Reads the body of a create or update request. Both fields are always required, other keys are ignored (observed).
 *
 * @param current the campaign to update, or null on create
 * @throws HttpError 400 with the errors of each field
 */
export function readCampaign(
	body: JsonObject,
	state: RapidProState,
	current: RapidProCampaign | null,
): { name: string; group: GroupRef } {
	const name = readName(body.name, state, current);
	const group = readGroup(body.group);
	if ('name' in name && 'group' in group) return { ...name, ...group };
	const errors = {
		...('errors' in name ? { name: name.errors } : {}),
		...('errors' in group ? { group: group.errors } : {}),
	};
	throw new HttpError(json(400, errors));
}
