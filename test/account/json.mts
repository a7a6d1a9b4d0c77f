/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A value inside another one, by its path: `data.0.status`. */
export function at(body: Json, path: string): Json {
	return path.split('.').reduce<Json>((value, key) => {
		const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
		const found = inner.find(([name]) => name === key);
		if (found === undefined) throw new Error(`There is no ${path} in the body.`);
		return found[1];
	}, body);
}

/** The value with the one at `path` replaced, or added to its object. */
export function set(body: Json, path: string, value: Json): Json {
	const [key = '', ...rest] = path.split('.');
	if (typeof body !== 'object' || body === null) throw new Error(`There is no ${path}.`);
	const inner = rest.length === 0 ? value : set(at(body, key), rest.join('.'), value);
	return Array.isArray(body)
		? body.map((each, index) => (String(index) === key ? inner : each))
		: { ...body, [key]: inner };
}

/** The value without the key at the end of `path`. */
export function drop(body: Json, path: string): Json {
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	const holder = keys.length === 0 ? body : at(body, keys.join('.'));
	if (typeof holder !== 'object' || holder === null || !(last in holder)) {
		throw new Error(`There is no ${path}.`);
	}
	const rest = Object.fromEntries(Object.entries(holder).filter(([key]) => key !== last));
	return keys.length === 0 ? rest : set(body, keys.join('.'), rest);
}

/** Every text, and every number with five digits or more, in a value. */
export function valuesIn(body: unknown): string[] {
	if (typeof body === 'string') return [body];
	if (typeof body === 'number') return Math.abs(body) >= 10_000 ? [String(body)] : [];
	if (typeof body !== 'object' || body === null) return [];
	return Object.values(body).flatMap(valuesIn);
}
