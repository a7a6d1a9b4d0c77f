import { isObject } from './json.mts';

/**
 * Parses the `flatted` format, in which n8n returns the data of an execution: a JSON array whose first element is the
 * value, and where each string inside an object or array is the index of another element.
 *
 * @returns the value; repeated and circular references share one object
 * @throws Error if the text is not a JSON array with at least one element
 */
export function parseFlatted(text: string): unknown {
	const parsed: unknown = JSON.parse(text);
	if (!Array.isArray(parsed) || parsed.length === 0) {
		throw new Error('The execution data is not in the flatted format.');
	}
	const table: unknown[] = parsed;
	const resolved = new Set<unknown>();

	function resolve(reference: unknown): unknown {
		if (typeof reference !== 'string') return reference;
		const value = table[Number(reference)];
		if (typeof value !== 'object' || value === null || resolved.has(value)) return value;
		resolved.add(value);
		if (Array.isArray(value)) {
			value.forEach((element: unknown, index) => {
				value[index] = resolve(element);
			});
		} else if (isObject(value)) {
			for (const [name, element] of Object.entries(value)) value[name] = resolve(element);
		}
		return value;
	}

	return resolve('0');
}
