/** A JSON object whose values have not been checked yet. */
export type JsonObject = Record<string, unknown>;

/** @returns whether the value is an object, but neither an array nor null */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns `{ value }`, or null if the text is not JSON */
export function parseJson(text: string): { value: unknown } | null {
	try {
		const value: unknown = JSON.parse(text);
		return { value };
	} catch {
		return null;
	}
}
