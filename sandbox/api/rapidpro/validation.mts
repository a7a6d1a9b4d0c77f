import { json, Refusal } from '../responses.mts';
import type { JsonObject } from '../json.mts';
import type { GroupRef, RapidProCampaign } from './campaign.mts';
import { groups } from './seed.mts';
import type { RapidProState } from './state.mts';

const longest = 64;

/** The service's own check of names stops at its first fault; the framework's own checks follow. */
function nameFaults(name: string): string[] {
	const faults: string[] = [];
	const isLong = [...name].length > longest;
	const badSign = ['"', '\\'].find((sign) => name.includes(sign));
	if (isLong) faults.push(`Cannot be longer than ${longest} characters.`);
	else if (badSign !== undefined) faults.push(`Cannot contain the character: ${badSign}`);
	else if (name.includes('\0')) faults.push('Cannot contain null characters.');
	if (isLong) faults.push(`Ensure this field has no more than ${longest} characters.`);
	if (name.includes('\0')) faults.push('Null characters are not allowed.');
	return faults;
}

function readName(
	value: unknown,
	state: RapidProState,
	except: RapidProCampaign | null,
): { name: string } | { faults: string[] } {
	if (value === undefined) return { faults: ['This field is required.'] };
	if (value === null) return { faults: ['This field may not be null.'] };
	// numbers are coerced, booleans are not [O]
	if (typeof value !== 'string' && typeof value !== 'number') {
		return { faults: ['Not a valid string.'] };
	}
	const name = String(value).trim();
	if (name === '') return { faults: ['This field may not be blank.'] };
	const faults = nameFaults(name);
	if (state.isTaken(name, except)) faults.push('This field must be unique.');
	return faults.length > 0 ? { faults } : { name };
}

function readGroup(value: unknown): { group: GroupRef } | { faults: string[] } {
	if (value === undefined) return { faults: ['This field is required.'] };
	if (value === null || value === '') return { faults: ['This field may not be null.'] };
	if (typeof value === 'object') return { faults: ['Must be a string or integer'] };
	const wanted = String(value);
	const found = groups.find(
		(group) => group.uuid === wanted || group.name.toLowerCase() === wanted.toLowerCase(),
	);
	if (!found) return { faults: [`No such object: ${wanted}`] };
	return { group: { uuid: found.uuid, name: found.name } };
}

/**
 * Checks the body of a create or update: both fields are always required, extra keys are ignored [O].
 * @param except the campaign that is updated, null on create
 * @throws Refusal 400 with the faults of each field
 */
export function readCampaign(
	body: JsonObject,
	state: RapidProState,
	except: RapidProCampaign | null,
): { name: string; group: GroupRef } {
	const name = readName(body.name, state, except);
	const group = readGroup(body.group);
	if ('name' in name && 'group' in group) return { ...name, ...group };
	const faults = {
		...('faults' in name ? { name: name.faults } : {}),
		...('faults' in group ? { group: group.faults } : {}),
	};
	throw new Refusal(json(400, faults));
}
