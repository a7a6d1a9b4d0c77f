import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isSafeObjectProperty } from 'n8n-workflow';
import type { Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import { jsonObject } from './values';

/** Lets users send API fields that this package does not know yet. */
export const additionalFieldsJson: INodeProperties = {
	displayName: 'Additional Fields (JSON)',
	name: 'additionalFieldsJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "field": "value" }',
	description:
		'A JSON object with API fields that are not listed here. The node sends them unchanged.',
};

/** The campaign's name, as one of the Update Fields. */
export const newNameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Spring launch',
	description: 'The new name of the campaign',
};

/** Compares two labels for sorting, ignoring case. A locale's order would take 15 ms to load. */
export function byDisplayName(a: { displayName: string }, b: { displayName: string }): number {
	return a.displayName.toLowerCase() < b.displayName.toLowerCase() ? -1 : 1;
}

/** The fields among `names` that the user set, with their values unchanged. */
export function pickFields(fields: Fields, names: readonly string[]): IDataObject {
	const picked: IDataObject = {};
	for (const name of names) if (fields[name] !== undefined) picked[name] = fields[name];
	return picked;
}

/** Whether the user set any of these fields. */
export function hasAnyField(fields: Fields, names: readonly string[]): boolean {
	return names.some((name) => fields[name] !== undefined);
}

/**
 * The object in Additional Fields (JSON); `{}` when it is not set.
 *
 * @throws InvalidInput when it is not a JSON object
 */
export function jsonFields(fields: Fields): IDataObject {
	return jsonObject(fields.additionalFieldsJson, additionalFieldsJson.displayName);
}

/**
 * Adds the fields of Additional Fields (JSON) to a body.
 *
 * @param reserved fields that would change what the request does
 * @throws InvalidInput when a field is set twice, reserved or unsafe
 */
export function withJsonFields(
	body: IDataObject,
	fields: Fields,
	reserved: readonly string[] = [],
): IDataObject {
	const json = jsonFields(fields);
	const lower = (name: string) => name.toLowerCase();
	const taken = Object.keys(body).map(lower);
	for (const name of Object.keys(json)) {
		if (taken.includes(lower(name))) {
			throw new InvalidInput(
				`The field '${name}' is set twice`,
				"Remove it from 'Additional Fields (JSON)' or from the other fields.",
			);
		}
		if (reserved.map(lower).includes(lower(name)) || !isSafeObjectProperty(name)) {
			throw new InvalidInput(
				`'Additional Fields (JSON)' cannot contain the field '${name}'`,
				'It would change what the operation does. Use the matching parameter or operation instead, for example Change Status to set the status.',
			);
		}
	}
	return { ...body, ...json };
}
