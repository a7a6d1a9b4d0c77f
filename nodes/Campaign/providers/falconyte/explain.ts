import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { joinMessages, noReason } from '../shared/messages';

/**
 * Falconyte refuses with `{ok: false, error: {code, message}}`. The body of a field error is not documented; `message`
 * with `errors {field: [...]}` is accepted, too.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body) || (status < 400 && body.ok !== false)) return undefined;
	const error = isObject(body.error) ? body.error : {};
	const message =
		joinMessages(body.errors) ??
		joinMessages(error.message) ??
		joinMessages(body.message) ??
		joinMessages(error.code) ??
		joinMessages(body.error);
	if (message === undefined) return status < 400 ? noReason : undefined;
	const eventId = joinMessages(error.event_id) ?? joinMessages(body.event_id);
	return {
		message: eventId === undefined ? message : `${message} (event ID ${eventId})`,
		description: adviceFor(status),
		refusesKey: error.code === 'UNAUTHENTICATED',
	};
}

function adviceFor(status: number): string | undefined {
	if (status !== 403) return undefined;
	return 'A key gives access to its own team only. Choose the credential of the team that this belongs to.';
}
