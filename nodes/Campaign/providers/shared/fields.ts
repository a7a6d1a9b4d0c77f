import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isSafeObjectProperty } from 'n8n-workflow';
import type { Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import { jsonObject } from './values';

/** The field for what this package does not know yet. */
export const additionalFieldsJson: INodeProperties = {
	displayName: 'Additional Fields (JSON)',
	name: 'additionalFieldsJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "field": "value" }',
	description:
		"A JSON object with fields of the service's API that are not listed here. They are sent unchanged.",
};

/** The name, as one of the Update Fields. */
export const newNameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Spring launch',
	description: 'The new name of the campaign',
};

/** Sorts for readers, ignoring case. A locale's order would take 15 ms to load. */
export function byDisplayName(a: { displayName: string }, b: { displayName: string }): number {
	return a.displayName.toLowerCase() < b.displayName.toLowerCase() ? -1 : 1;
}

/** The fields among `names` that the user set, with their values unchanged. */
export function setFields(fields: Fields, names: readonly string[]): IDataObject {
	const set: IDataObject = {};
	for (const name of names) if (fields[name] !== undefined) set[name] = fields[name];
	return set;
}

/** Whether the user set any of these fields. */
export function setsAny(fields: Fields, names: readonly string[]): boolean {
	return names.some((name) => fields[name] !== undefined);
}

/** The object in Additional Fields (JSON); empty when it is not set. */
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
				"Remove it from 'Additional Fields (JSON)' or from the fields above.",
			);
		}
		if (reserved.map(lower).includes(lower(name)) || !isSafeObjectProperty(name)) {
			throw new InvalidInput(
				`'Additional Fields (JSON)' cannot contain the field '${name}'`,
				'It would change what this operation does. Use the parameter or operation for it, such as Change Status for the status.',
			);
		}
	}
	return { ...body, ...json };
}
