import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The objects of an array.
 *
 * @returns the array when every element is an object, otherwise undefined
 */
export function objectArray(value: unknown): IDataObject[] | undefined {
	return Array.isArray(value) && value.every(isObject) ? value : undefined;
}

/** A string, or null when the value is missing or of another type. */
export function textOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

/**
 * An ID as a string: services send numbers, strings or both.
 *
 * @returns the ID, or undefined when there is none
 */
export function idText(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}
