import { isObject } from '../../json';
import type { Shape } from '../../providers/contract/shape';
import { describeValue, isWord, kindOf, unknownKeys } from './kinds';

/** Later elements of a list are not looked at. */
const maxElements = 1000;

/**
 * Draws what an answer looks like, with types instead of values. Words are shown where the shape expects words.
 *
 * @param shape what is expected: it decides which keys are named, and how deep the drawing goes
 * @returns a text of several lines
 */
export function sketch(value: unknown, shape: Shape): string {
	return sketchAll([value], shape, '');
}

/** What several values have in common, such as the elements of a list. */
function sketchAll(values: readonly unknown[], shape: Shape | undefined, indent: string): string {
	if (shape === undefined || shape.kind === 'anything') return union(values.map(describeValue));
	const lists = values.filter((value) => Array.isArray(value));
	const objects = values.filter(isObject);
	const others = values.filter((value) => !Array.isArray(value) && !isObject(value));
	return union([
		...others.map((value) => sketchOne(value, shape)),
		...(lists.length === 0 ? [] : [sketchLists(lists, part(shape, 'list'), indent)]),
		...(objects.length === 0 ? [] : [sketchObjects(objects, shape, indent)]),
	]);
}

function union(kinds: readonly string[]): string {
	return [...new Set(kinds)].join(' | ');
}

function sketchOne(value: unknown, shape: Shape): string {
	if (typeof value !== 'string' || part(shape, 'words') === undefined) return kindOf(value);
	return isWord(value) || part(shape, 'words')?.words.includes(value) === true
		? `"${value}"`
		: 'another text';
}

function sketchLists(
	lists: readonly unknown[][],
	shape: (Shape & { kind: 'list' }) | undefined,
	indent: string,
): string {
	const elements = lists.flatMap((list) => list.slice(0, maxElements)).slice(0, maxElements);
	return elements.length === 0 ? '[]' : `[${sketchAll(elements, shape?.of, indent)}]`;
}

function sketchObjects(objects: readonly object[], shape: Shape, indent: string): string {
	const map = part(shape, 'map');
	const inner = `${indent}  `;
	const line = (name: string, values: readonly unknown[], of: Shape | undefined) =>
		`${inner}${name}: ${sketchAll(values, of, inner)}`;
	const draw = (lines: readonly string[]) =>
		lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
	if (map !== undefined) {
		const values = objects.flatMap((each) => Object.values(each));
		return values.length === 0 ? '{}' : draw([line('*', values, map.of)]);
	}
	const known = { ...part(shape, 'object')?.optional, ...part(shape, 'object')?.keys };
	const found = new Map<string, { values: unknown[]; shape: Shape | undefined }>();
	const add = (name: string, value: unknown, of: Shape | undefined) => {
		const entry = found.get(name) ?? { values: [], shape: of };
		entry.values.push(value);
		found.set(name, entry);
	};
	for (const each of objects) {
		const unknown = unknownKeys(each, Object.keys(known));
		for (const [key, value] of Object.entries(each)) {
			const name = unknown.get(key);
			if (name === undefined) add(key, value, known[key]);
			else add(name, value, undefined);
		}
	}
	return draw(
		[...found].map(([name, { values, shape: of }]) =>
			line(values.length < objects.length ? `${name}?` : name, values, of),
		),
	);
}

/** The part of a shape that is of one kind. */
function part<Kind extends Shape['kind']>(
	shape: Shape,
	kind: Kind,
): Extract<Shape, { kind: Kind }> | undefined {
	const alternatives = shape.kind === 'either' ? shape.shapes : [shape];
	return alternatives.find((each): each is Extract<Shape, { kind: Kind }> => each.kind === kind);
}
