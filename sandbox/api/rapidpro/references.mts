import { serverError } from './responses.mts';

/** What a check of one field found. */
export type Checked<T> = { value: T } | { errors: string[] };

/** To Python, booleans are integers, and 7.0 is none (observed). */
function referenceText(value: unknown): string | null {
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (typeof value === 'string' || typeof value === 'bigint') return String(value);
	return null;
}

/**
 * Reads a field that refers to something in the workspace.
 *
 * @param find finds it, by whatever the service accepts
 * @throws HttpError 500 for a text that the database cannot look up
 */
export function readReference<T>(
	value: unknown,
	find: (reference: string) => T | undefined,
): Checked<T> {
	if (value === undefined) return { errors: ['This field is required.'] };
	if (value === null || value === '') return { errors: ['This field may not be null.'] };
	const reference = referenceText(value);
	if (reference === null) return { errors: ['Must be a string or integer'] };
	// The database takes no NUL (observed), and no half of a surrogate pair.
	if (/\0|\p{Surrogate}/u.test(reference)) throw serverError();
	const found = find(reference);
	return found === undefined ? { errors: [`No such object: ${reference}`] } : { value: found };
}
