import { isObject } from '../../json';
import type { Explanation } from '../contract/request';

/** No service nests its messages deeper than this; what does is not meant for people. */
const deepest = 8;

/** Where a service says that it failed and nothing else. */
export const unexplained: Explanation = {
	message: 'it gave no reason',
	description: 'Try the same in the web app of the service: it may say there what is wrong.',
};

/**
 * The texts of an error as services nest them, each list with its field before it: `{name: ["A.", "B."], group: {uuid: ["C."]}}`
 * reads "name: A. B. · group.uuid: C.".
 *
 * @param error a text, a list, an object of either, or anything else
 * @param unnamed a key that names no field
 * @returns undefined where there is no text in it
 */
export function words(error: unknown, unnamed?: string): string | undefined {
	return messages(error, '', unnamed, 0).join(' · ') || undefined;
}

function messages(
	value: unknown,
	field: string,
	unnamed: string | undefined,
	depth: number,
): string[] {
	if (depth > deepest) return [];
	const texts = (Array.isArray(value) ? value : [value]).filter(isText);
	const own = sentences(texts);
	const inner = isObject(value) || Array.isArray(value) ? Object.entries(value) : [];
	return [
		...(own === '' ? [] : [field === '' ? own : `${field}: ${own}`]),
		...inner
			.filter(([, entry]) => !(Array.isArray(value) && isText(entry)))
			.flatMap(([name, entry]) =>
				messages(entry, name === unnamed ? field : joined(field, name), unnamed, depth + 1),
			),
	];
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

function sentences(texts: readonly string[]): string {
	if (texts.length < 2) return texts[0] ?? '';
	return texts.map(sentence).join(' ');
}

/** A text with a full stop, so that another can follow it. */
export function sentence(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function joined(field: string, name: string): string {
	return field === '' ? name : `${field}.${name}`;
}
