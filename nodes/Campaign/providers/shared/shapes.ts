import type { Shape, ShapesByKey } from '../contract/shape';

/** Not compared. */
export const anything: Shape = { kind: 'anything' };
export const boolean: Shape = { kind: 'boolean' };
/** An empty body. As what a list holds: the list is empty. */
export const nothing: Shape = { kind: 'nothing' };
export const number: Shape = { kind: 'number' };
export const text: Shape = { kind: 'text' };
/** A text with an ISO 8601 time. */
export const time: Shape = { kind: 'time' };

/** A text out of a list. */
export function words(...list: readonly string[]): Shape {
	return { kind: 'words', words: list };
}

export function list(of: Shape): Shape {
	return { kind: 'list', of };
}

/** An object whose keys are data, such as IDs or days. */
export function map(of: Shape): Shape {
	return { kind: 'map', of };
}

/** An object with these keys, and perhaps the optional ones. */
export function object(keys: ShapesByKey, optional: ShapesByKey = {}): Shape {
	return { kind: 'object', keys, optional };
}

export function either(...shapes: readonly Shape[]): Shape {
	return { kind: 'either', shapes };
}

export function orNull(shape: Shape): Shape {
	return either(shape, { kind: 'null' });
}
