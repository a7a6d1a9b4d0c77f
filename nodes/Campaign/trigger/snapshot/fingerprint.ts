import { hash } from 'node:crypto';
import { isObject } from '../../json';

/**
 * A short text that differs when the value differs: 6 bits a character, so that of 2^(6 * length)
 * changes one goes unnoticed. What services write now one way, now another, is the same: the order of
 * keys, the order of plain lists in it, numbers as texts, a missing field as null.
 *
 * @param value of a list, every place counts
 * @param length how many characters of [A-Za-z0-9_-], 43 at most
 */
export function fingerprint(value: unknown, length: number): string {
	const text = Array.isArray(value) ? value.map(canonical).join('\n') : canonical(value);
	return hash('sha256', text, 'base64url').slice(0, length);
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) {
		const parts = value.map(canonical);
		return `[${(value.some(isComposed) ? parts : parts.sort()).join()}]`;
	}
	if (isObject(value)) {
		const keys = Object.keys(value).sort();
		return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
	}
	return value === null || value === undefined ? 'null' : JSON.stringify(String(value));
}

function isComposed(value: unknown): boolean {
	return typeof value === 'object' && value !== null;
}

/**
 * The values at dotted paths, for example `draft_data.send_data`. A path leads through lists into each element.
 *
 * @returns one value for each path; undefined where there is none
 */
export function valuesAt(value: unknown, paths: readonly string[]): unknown[] {
	return paths.map((path) => valueAt(value, path.split('.')));
}

function valueAt(value: unknown, steps: readonly string[]): unknown {
	const [step, ...rest] = steps;
	if (step === undefined) return value;
	if (Array.isArray(value)) return value.map((one) => valueAt(one, steps));
	return isObject(value) ? valueAt(value[step], rest) : undefined;
}
