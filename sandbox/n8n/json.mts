/** Guards for JSON that came from outside: the editor's REST API, files, a process's output. */

/** A JSON object whose fields are not known yet. */
export type JsonObject = Record<string, unknown>;

/** Whether `value` is an object that is neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects among `value`'s elements; none when it is no array. */
export function objectsIn(value: unknown): JsonObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** `value` when it is an object, otherwise an empty one. */
export function objectOr(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

/** `value` when it is a string, otherwise undefined. */
export function stringOr(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** `value` when it is a finite number, otherwise undefined. */
export function numberOr(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The string in `object[name]`. Throws an Error that names `what` when there is none. */
export function requireString(object: JsonObject, name: string, what: string): string {
	const value = object[name];
	if (typeof value === 'string' && value !== '') return value;
	throw new Error(`${what} has no "${name}".`);
}

/** The object that the text `json` holds. Throws an Error that names `what` when it holds something else. */
export function parseObject(json: string, what: string): JsonObject {
	let value: unknown;
	try {
		value = JSON.parse(json);
	} catch {
		throw new Error(`${what} is not JSON.`);
	}
	if (!isObject(value)) throw new Error(`${what} is not a JSON object.`);
	return value;
}
