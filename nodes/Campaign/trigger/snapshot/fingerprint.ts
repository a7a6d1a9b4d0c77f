import { hash } from 'node:crypto';
import { isObject } from '../../json';

/**
 * A short text that differs when the value differs. Each character adds 6 bits: of 2^(6 × length) changes, one goes
 * unnoticed. Differences that services make at random do not count: the order of keys and of plain lists inside the
 * value, numbers sent as texts, null for a missing field.
 *
 * @param value in a list, the order of the elements counts
 * @param length the number of characters of [A-Za-z0-9_-], at most 43
 */
export function fingerprint(value: unknown, length: number): string {
	const text = Array.isArray(value) ? value.map(canonical).join('\n') : canonical(value);
	return hash('sha256', text, 'base64url').slice(0, length);
}

/** Fingerprints that are remembered: an account's campaigns have many settings in common. */
const maxKnown = 150_000;

/** By length, then by value. */
const known = new Map<number, Map<string, string>>();

/** The same as `fingerprint`, faster for values that come often. */
export function commonFingerprint(value: unknown, length: number): string {
	const ofLength = known.get(length) ?? new Map<string, string>();
	known.set(length, ofLength);
	const key = JSON.stringify(value);
	const found = ofLength.get(key);
	if (found !== undefined) return found;
	const made = fingerprint(value, length);
	if (ofLength.size >= maxKnown) ofLength.clear();
	ofLength.set(key, made);
	return made;
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) {
		const parts = value.map(canonical);
		return `[${(value.some(isComposite) ? parts : parts.sort()).join()}]`;
	}
	if (isObject(value)) {
		const keys = Object.keys(value).sort();
		return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
	}
	return value === null || value === undefined ? 'null' : JSON.stringify(String(value));
}

function isComposite(value: unknown): boolean {
	return typeof value === 'object' && value !== null;
}

/**
 * The values at dotted paths such as `draft_data.send_data`. A path continues into every element of a list.
 *
 * @returns one value for each path; undefined where there is none
 */
export function valuesAt(value: unknown, paths: readonly string[]): unknown[] {
	return paths.map((path) => valueAt(value, path));
}

function valueAt(value: unknown, path: string): unknown {
	if (Array.isArray(value)) return value.map((element) => valueAt(element, path));
	if (!isObject(value)) return undefined;
	const end = path.indexOf('.');
	return end === -1 ? value[path] : valueAt(value[path.slice(0, end)], path.slice(end + 1));
}
