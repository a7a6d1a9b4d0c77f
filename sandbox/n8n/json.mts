/** Reads JSON from outside: from n8n's REST API, files and the output of processes. */
import { isObject, type JsonObject } from '../api/json.mts';

export { isObject, type JsonObject };

/** The objects in an array; empty if `value` is not an array. */
export function objectArray(value: unknown): JsonObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** `value` if it is an object, otherwise an empty object. */
export function asObject(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

/** `value` if it is a string, otherwise undefined. */
export function asString(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** `value` if it is a finite number, otherwise undefined. */
export function asNumber(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * Reads a required string from an object.
 *
 * @param what the object's name in the error message
 * @throws Error if the string is missing or empty
 */
export function requireString(object: JsonObject, name: string, what: string): string {
	const value = object[name];
	if (typeof value === 'string' && value !== '') return value;
	throw new Error(`${what} has no "${name}".`);
}

/**
 * Parses a JSON object.
 *
 * @param what the text's name in the error message
 * @throws Error if the text is not a JSON object
 */
export function parseJsonObject(text: string, what: string): JsonObject {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new Error(`${what} is not JSON.`);
	}
	if (!isObject(value)) throw new Error(`${what} is not a JSON object.`);
	return value;
}
