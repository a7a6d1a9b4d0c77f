import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../json';
import { InvalidInput } from '../contract/invalidInput';

/** The error for a value that a field does not offer. */
export function notOneOf(
	displayName: string,
	value: unknown,
	offered: readonly unknown[],
): InvalidInput {
	const given = typeof value === 'string' ? value : JSON.stringify(value);
	return new InvalidInput(
		`'${displayName}' cannot be '${given}'`,
		`It must be one of: ${offered.join(', ')}.`,
	);
}

/**
 * A value that a field offers.
 *
 * @throws InvalidInput when the field does not offer it
 */
export function requireOffered(
	value: string,
	offered: readonly string[],
	displayName: string,
): string {
	if (offered.includes(value)) return value;
	throw notOneOf(displayName, value, offered);
}

/**
 * A switch. An expression may give it as text; `undefined`, null and empty text mean the default.
 *
 * @throws InvalidInput when it is anything but true or false
 */
export function switchValue(value: unknown, displayName: string, defaultValue: boolean): boolean {
	const text = String(value ?? '')
		.trim()
		.toLowerCase();
	if (text === '') return defaultValue;
	if (text === 'true' || text === 'false') return text === 'true';
	throw new InvalidInput(
		`'${displayName}' must be true or false, not '${String(value)}'`,
		'Turn it on or off, or check the expression that should give it.',
	);
}

/**
 * A whole number, 1 or greater.
 *
 * @param value a number, or a string that contains one
 * @param advice what to do instead
 * @throws InvalidInput when it is anything else, or greater than `max`
 */
export function wholeNumber(
	value: unknown,
	displayName: string,
	advice: string,
	max = Number.MAX_SAFE_INTEGER,
): number {
	const number = Number(value);
	if (Number.isSafeInteger(number) && number >= 1 && number <= max) return number;
	const limit = max < Number.MAX_SAFE_INTEGER ? ` to ${max}` : '';
	throw new InvalidInput(`'${displayName}' must be a whole number from 1${limit}`, advice);
}

/**
 * The object of a JSON field. Its value is a string or, from an expression, an object.
 *
 * @returns `{}` when the field is not set
 * @throws InvalidInput when it is not a JSON object
 */
export function jsonObject(value: unknown, displayName: string): IDataObject {
	if (value === undefined || value === null || value === '') return {};
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (isObject(parsed)) return parsed;
	throw new InvalidInput(
		`'${displayName}' is not a JSON object`,
		'Enter an object such as { "field": "value" }, with double quotes around names and strings and no trailing comma.',
	);
}

/**
 * The list of a JSON field. Its value is a text or, from an expression, a list.
 *
 * @returns undefined when the field is not set; an empty list is set
 * @throws InvalidInput when it is not a JSON list
 */
export function jsonList(value: unknown, displayName: string): unknown[] | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string' && value.trim() === '') return undefined;
	const parsed = typeof value === 'string' ? parseJson(value) : value;
	if (Array.isArray(parsed)) return parsed;
	throw new InvalidInput(
		`'${displayName}' is not a JSON list`,
		'Enter a list such as [{ "field": "value" }], with double quotes around names and strings and no trailing comma.',
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
 * Reads IDs that were picked from a list, entered with commas between them, or returned by an expression.
 *
 * @param displayName the field's label, for the message
 * @returns the IDs, trimmed, in their order
 * @throws InvalidInput when the value is not a list of IDs
 */
export function idList(value: unknown, displayName: string): string[] {
	const entries =
		typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value];
	return entries.flatMap((entry: unknown) => {
		if (typeof entry === 'number') return [String(entry)];
		if (typeof entry === 'string') return entry.trim() === '' ? [] : [entry.trim()];
		throw new InvalidInput(
			`'${displayName}' is not a list of IDs`,
			'Separate the IDs with commas, or use an expression that returns a list of IDs.',
		);
	});
}

/**
 * Reads the IDs of a field that must not be empty.
 *
 * @throws InvalidInput when it contains no ID
 */
export function requiredIdList(value: unknown, displayName: string): string[] {
	const ids = value === undefined ? [] : idList(value, displayName);
	if (ids.length > 0) return ids;
	throw new InvalidInput(
		`'${displayName}' is empty`,
		'Choose at least one from the list, or use an expression that returns an ID.',
	);
}
