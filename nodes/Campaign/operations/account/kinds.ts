import { isoTime } from '../../campaign';
import { isObject } from '../../json';
import type { Shape } from '../../providers/contract/shape';

/** More keys of an object than this are not named. */
const maxNamedKeys = 25;

/** What a value is, in a word. Never the value. */
export function kindOf(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	if (typeof value === 'string') return isTime(value) ? 'time' : 'text';
	return typeof value;
}

/** Whether a text is an ISO 8601 time, not only a date. */
export function isTime(value: string): boolean {
	return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value) && isoTime(value) !== null;
}

/** Whether a text may be shown as a word of an enumeration: letters and underscores, 30 at most. */
export function isWord(value: string): boolean {
	return /^[A-Za-z_]{1,30}$/.test(value);
}

/**
 * The keys of an object that a shape does not name, as they may be shown. A key can be data, such as an address: then it
 * is `<key>`, and so are all keys of an object that looks like a map from data to values of one kind.
 *
 * @param known the keys that the shape names
 */
export function unknownKeys(value: object, known: readonly string[]): Map<string, string> {
	const entries = Object.entries(value).filter(([key]) => !known.includes(key));
	const kinds = new Set(entries.map(([, inner]) => kindOf(inner)));
	const hasKnown = known.some((key) => key in value);
	const isMap = !hasKnown && entries.length > 1 && kinds.size === 1;
	const isNamed = (key: string) => !isMap && entries.length <= maxNamedKeys && isWord(key);
	return new Map(entries.map(([key]) => [key, isNamed(key) ? key : '<key>']));
}

/** What a value is, with the keys of an object. */
export function describeValue(value: unknown): string {
	if (!isObject(value)) return kindOf(value);
	const names = new Set(unknownKeys(value, []).values());
	return names.size === 0 ? 'empty object' : `object with ${[...names].join(', ')}`;
}

/** What a shape expects, in words. */
export function describeShape(shape: Shape): string {
	switch (shape.kind) {
		case 'words':
			return shape.words.join(', ');
		case 'object': {
			const names = Object.keys(shape.keys);
			return names.length === 0 ? 'empty object' : `object with ${names.join(', ')}`;
		}
		case 'map':
			return 'object';
		case 'either':
			return shape.shapes.map(describeShape).join(' or ');
		default:
			return shape.kind;
	}
}
