import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../json';
import { redactBody } from '../transport/redact';

/** No service nests its deliveries deeper than this. Deeper ones could exceed n8n's stack. */
const maxDepth = 64;

/**
 * Reads the body of a delivery: exactly the bytes that were verified, whatever the content type says.
 *
 * @param secrets texts that are hidden wherever they occur
 * @param secretKeys keys that are left out, at any depth
 * @returns undefined when it is not a JSON object, or nested too deeply
 */
export function readBody(
	raw: Buffer,
	secrets: readonly string[],
	secretKeys: readonly string[],
): IDataObject | undefined {
	const text = raw.toString('utf8').replace(/^\uFEFF/, '');
	const parsed = parseJson(secrets.reduce(redactBody, text));
	if (!isObject(parsed) || !isShallow(parsed, maxDepth)) return undefined;
	const body = clean(parsed, new Set(['__proto__', ...secretKeys]));
	return isObject(body) ? body : undefined;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isShallow(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return true;
	return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}

/** A copy without these keys. */
function clean(value: unknown, unwanted: ReadonlySet<string>): unknown {
	if (Array.isArray(value)) return value.map((inner) => clean(inner, unwanted));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => !unwanted.has(key))
			.map(([key, inner]) => [key, clean(inner, unwanted)]),
	);
}
