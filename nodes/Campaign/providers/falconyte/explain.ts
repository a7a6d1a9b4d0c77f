import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { unexplained, words } from '../shared/messages';

/**
 * What Falconyte says in a refusal: `{ok: false, error: {code, message}}`, or `message` with
 * `errors {field: [...]}`. The exact body of a field error is not documented.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body) || (status < 400 && body.ok !== false)) return undefined;
	const error = isObject(body.error) ? body.error : {};
	const message =
		words(body.errors) ??
		words(error.message) ??
		words(body.message) ??
		words(error.code) ??
		words(body.error);
	if (message === undefined) return status < 400 ? unexplained : undefined;
	const event = words(error.event_id) ?? words(body.event_id);
	return {
		message: event === undefined ? message : `${message} (event ID ${event})`,
		description: advice(status),
		refusesKey: error.code === 'UNAUTHENTICATED',
	};
}

function advice(status: number): string | undefined {
	if (status === 403) {
		return 'A key opens only what belongs to its own team. Choose the credential of the team that this belongs to.';
	}
	return undefined;
}
