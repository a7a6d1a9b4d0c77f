import { isObject } from '../../json';
import type { Shape } from '../../providers/contract/shape';
import { describeShape, describeValue, isTime, isWord, kindOf, unknownKeys } from './kinds';

/** One way in which an answer is not as expected. Contains no value but words of enumerations. */
export interface Difference {
	/** A path into the answer such as `data[].status`, or what else it is about, such as `HTTP status`. */
	readonly at: string;
	readonly expected: string;
	readonly found: string;
}

/** More are not told. */
const maxDifferences = 50;

/**
 * Compares a value with the shape that is expected. What many elements of a list have in common is one difference.
 *
 * @param at where the value is, for the paths of the differences
 */
export function compareShape(value: unknown, shape: Shape, at = 'body'): Difference[] {
	const found = new Map<string, Difference>();
	for (const difference of differencesOf(value, shape, at)) {
		if (found.size === maxDifferences) break;
		found.set(JSON.stringify(difference), difference);
	}
	return [...found.values()];
}

function* differencesOf(value: unknown, shape: Shape, at: string): Generator<Difference> {
	switch (shape.kind) {
		case 'anything':
			return;
		case 'words':
			if (typeof value === 'string' && shape.words.includes(value)) return;
			yield differs(value, shape, at);
			return;
		case 'list':
			if (!Array.isArray(value)) yield differs(value, shape, at);
			else for (const entry of value) yield* differencesOf(entry, shape.of, `${at}[]`);
			return;
		case 'map':
			if (!isObject(value)) yield differs(value, shape, at);
			else
				for (const inner of Object.values(value)) yield* differencesOf(inner, shape.of, `${at}.*`);
			return;
		case 'object':
			if (isObject(value)) yield* keyDifferences(value, shape, at);
			else yield differs(value, shape, at);
			return;
		case 'either':
			yield* bestFit(value, shape, at);
			return;
		case 'text':
			if (typeof value !== 'string') yield differs(value, shape, at);
			return;
		case 'time':
			if (typeof value !== 'string' || !isTime(value)) yield differs(value, shape, at);
			return;
		default:
			if (kindOf(value) !== shape.kind) yield differs(value, shape, at);
	}
}

function* keyDifferences(
	value: object,
	{ keys, optional }: Shape & { kind: 'object' },
	at: string,
): Generator<Difference> {
	const entries = new Map(Object.entries(value));
	for (const [key, shape] of Object.entries(keys)) {
		yield* differencesOf(entries.get(key), shape, inside(at, key));
	}
	for (const [key, shape] of Object.entries(optional)) {
		if (entries.has(key)) yield* differencesOf(entries.get(key), shape, inside(at, key));
	}
	const known = [...Object.keys(keys), ...Object.keys(optional)];
	for (const [key, name] of unknownKeys(value, known)) {
		yield { at: inside(at, name), expected: 'nothing', found: describeValue(entries.get(key)) };
	}
}

/** The differences from the alternative that fits best, if they say more than that none fits. */
function* bestFit(
	value: unknown,
	shape: Shape & { kind: 'either' },
	at: string,
): Generator<Difference> {
	const fits = shape.shapes.map((each) => compareShape(value, each, at));
	if (fits.some((differences) => differences.length === 0)) return;
	const inner = fits.filter((differences) => differences.every((each) => each.at !== at));
	const [best] = inner.sort((a, b) => a.length - b.length);
	if (best === undefined) yield differs(value, shape, at);
	else yield* best;
}

function differs(value: unknown, shape: Shape, at: string): Difference {
	const word = typeof value === 'string' && hasWords(shape) ? shownWord(value) : undefined;
	return { at, expected: describeShape(shape), found: word ?? describeValue(value) };
}

function hasWords(shape: Shape): boolean {
	return shape.kind === 'words' || (shape.kind === 'either' && shape.shapes.some(hasWords));
}

function shownWord(value: string): string {
	return isWord(value) ? value : 'another text';
}

function inside(at: string, key: string): string {
	return at === 'body' ? key : `${at}.${key}`;
}

/**
 * One difference, or none.
 *
 * @param found what was found instead, or false when it is as expected
 */
export function difference(at: string, expected: string, found: string | false): Difference[] {
	return found === false ? [] : [{ at, expected, found }];
}
