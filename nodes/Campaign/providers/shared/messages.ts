import { isObject } from '../../json';
import type { Explanation } from '../contract/request';

/** No service nests its messages deeper than this. Anything deeper is not meant for people. */
const maxDepth = 8;

/** For a service that says only that it failed. */
export const noReason: Explanation = {
	message: 'it gave no reason',
	description: "Try the same in the service's web app, which may show the reason.",
};

/**
 * Joins the messages in an error body into one line, each list with its field in front of it:
 * `{name: ["A.", "B."], group: {uuid: ["C."]}}` becomes "name: A. B. · group.uuid: C.".
 *
 * @param error a string, a list, an object of either, or anything else
 * @param unnamed a key whose messages belong to no field
 * @returns undefined when it contains no text
 */
export function joinMessages(error: unknown, unnamed?: string): string | undefined {
	return collectMessages(error, '', unnamed, 0).join(' · ') || undefined;
}

function collectMessages(
	value: unknown,
	field: string,
	unnamed: string | undefined,
	depth: number,
): string[] {
	if (depth > maxDepth) return [];
	const texts = (Array.isArray(value) ? value : [value]).filter(isText);
	const own = joinSentences(texts);
	const inner = isObject(value) || Array.isArray(value) ? Object.entries(value) : [];
	return [
		...(own === '' ? [] : [field === '' ? own : `${field}: ${own}`]),
		...inner
			.filter(([, entry]) => !(Array.isArray(value) && isText(entry)))
			.flatMap(([name, entry]) =>
				collectMessages(
					entry,
					name === unnamed ? field : joinPath(field, name),
					unnamed,
					depth + 1,
				),
			),
	];
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

function joinSentences(texts: readonly string[]): string {
	if (texts.length < 2) return texts[0] ?? '';
	return texts.map(sentence).join(' ');
}

/** A text that ends with a punctuation mark, so that another sentence can follow it. */
export function sentence(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function joinPath(field: string, name: string): string {
	return field === '' ? name : `${field}.${name}`;
}
