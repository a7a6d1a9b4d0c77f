/** An object as JSON has it: its values are not known yet. */
export type JsonObject = Record<string, unknown>;

/**
 * @param value anything
 * @returns whether it is an object, and neither an array nor null
 */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param text what should be JSON
 * @returns `{ value }`, or null where it is not JSON
 */
export function parseJson(text: string): { value: unknown } | null {
	try {
		const value: unknown = JSON.parse(text);
		return { value };
	} catch {
		return null;
	}
}
