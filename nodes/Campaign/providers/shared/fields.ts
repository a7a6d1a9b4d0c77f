import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isSafeObjectProperty } from 'n8n-workflow';
import { isObject } from '../../campaign';
import type { Fields } from '../contract/provider';
import { InvalidInput } from '../contract/provider';

/** The field that lets a user send what this package does not know yet. */
export const additionalFieldsJson: INodeProperties = {
	displayName: 'Additional Fields (JSON)',
	name: 'additionalFieldsJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "field": "value" }',
	description:
		'A JSON object with fields of the service that are not listed here. They are sent as they are.',
};

/** Sorts as the editor's users read, upper and lower case alike. A locale's order would take 15 ms to load. */
export function byDisplayName(a: { displayName: string }, b: { displayName: string }): number {
	return a.displayName.toLowerCase() < b.displayName.toLowerCase() ? -1 : 1;
}

/** The name among Update Fields. */
export const updatedName: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Spring launch',
	description: 'The new name of the campaign',
};

/**
 * The fields among `names` that the user set, as they are.
 *
 * @returns an object with those fields only
 */
export function setFields(fields: Fields, names: readonly string[]): IDataObject {
	const set: IDataObject = {};
	for (const name of names) if (fields[name] !== undefined) set[name] = fields[name];
	return set;
}

/** Whether the user set any of these fields. */
export function setsAny(fields: Fields, names: readonly string[]): boolean {
	return names.some((name) => fields[name] !== undefined);
}

/**
 * Adds the fields of Additional Fields (JSON) to a body.
 *
 * @param reserved fields that would turn this request into another one
 * @returns the body with them
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
				`'Additional Fields (JSON)' can't hold the field '${name}'`,
				'It would change what this operation does. Use the parameter or operation made for it, such as Change Status for a status.',
			);
		}
	}
	return { ...body, ...json };
}

/** The object that the user wrote into Additional Fields (JSON); empty when unset. */
export function jsonFields(fields: Fields): IDataObject {
	return jsonObject(fields.additionalFieldsJson, additionalFieldsJson.displayName);
}

/**
 * A JSON field's value, which arrives as text or, from an expression, as an object.
 *
 * @throws InvalidInput when it is no JSON object
 */
export function jsonObject(value: unknown, displayName: string): IDataObject {
	if (value === undefined || value === null || value === '') return {};
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (isObject(parsed)) return parsed;
	throw new InvalidInput(
		`'${displayName}' is not a JSON object`,
		'Write an object, for example { "field": "value" }: double quotes around names and texts, no comma at the end.',
	);
}

/** The error for a value of a field that takes only certain ones. */
export function notOneOf(
	displayName: string,
	value: unknown,
	offered: readonly unknown[],
): InvalidInput {
	const given = typeof value === 'string' ? value : JSON.stringify(value);
	return new InvalidInput(
		`'${displayName}' can't be '${given}'`,
		`It is one of: ${offered.join(', ')}.`,
	);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Ids that a user chose from a list, wrote with commas between them, or gave by an expression.
 *
 * @param displayName the field's label, for the message
 * @returns the ids, trimmed, in order
 * @throws InvalidInput when the value is no list of ids
 */
export function idList(value: unknown, displayName: string): string[] {
	const entries =
		typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value];
	return entries.flatMap((entry: unknown) => {
		if (typeof entry === 'number') return [String(entry)];
		if (typeof entry === 'string') return entry.trim() === '' ? [] : [entry.trim()];
		throw new InvalidInput(
			`'${displayName}' is not a list of IDs`,
			'Give the IDs with commas between them, or a list of texts by an expression.',
		);
	});
}

/**
 * The same for a field that must not be empty.
 *
 * @throws InvalidInput when there is no id in it
 */
export function requiredIdList(value: unknown, displayName: string): string[] {
	const ids = value === undefined ? [] : idList(value, displayName);
	if (ids.length === 0) {
		throw new InvalidInput(
			`'${displayName}' is empty`,
			'Choose at least one from the list, or give an ID by an expression.',
		);
	}
	return ids;
}
