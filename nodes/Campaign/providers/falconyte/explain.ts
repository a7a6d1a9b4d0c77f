import { isObject, textOrNull } from '../../campaign';
import type { Answer, Explanation } from '../provider';

/**
 * What Falconyte says in a refusal: `{ok: false, error: {code, message}}`, or `message` with
 * `errors {field: [...]}`. The exact body of a field error is not documented.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body) || (status < 400 && body.ok !== false)) return undefined;
	const error = isObject(body.error) ? body.error : {};
	const fields = isObject(body.errors) ? fieldMessages(body.errors) : [];
	const message = textOrNull(error.message) ?? textOrNull(body.message) ?? textOrNull(body.error);
	if (fields.length === 0 && message === null) {
		return status < 400 ? { message: 'it says that it failed, without a reason' } : undefined;
	}
	return {
		message: fields.length > 0 ? fields.join(' · ') : (message ?? ''),
		description: advice(status),
	};
}

function fieldMessages(errors: object): string[] {
	return Object.entries(errors).map(
		([field, messages]) =>
			`${field}: ${Array.isArray(messages) ? messages.join(' ') : String(messages)}`,
	);
}

function advice(status: number): string | undefined {
	if (status === 403) return 'The key belongs to one team; this campaign belongs to another one.';
	return undefined;
}
