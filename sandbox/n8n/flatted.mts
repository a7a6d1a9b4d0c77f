import { isObject } from './json.mts';

/**
 * Reads the `flatted` form, in which n8n's `/rest/executions/:id` answers an execution's data: a JSON array whose
 * first element is the value, and where every string inside an object or array is the index of another element.
 *
 * @param text the JSON text
 * @returns the value; repeated and circular parts are the same object again
 * @throws Error when the text is not JSON or not an array with at least one element
 */
export function parseFlatted(text: string): unknown {
	const parsed: unknown = JSON.parse(text);
	if (!Array.isArray(parsed) || parsed.length === 0) {
		throw new Error('The execution data is not in the flatted form.');
	}
	const table: unknown[] = parsed;
	const done = new Set<unknown>();

	function resolve(reference: unknown): unknown {
		if (typeof reference !== 'string') return reference;
		const value = table[Number(reference)];
		if (typeof value !== 'object' || value === null || done.has(value)) return value;
		done.add(value);
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
