import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { joinMessages, noReason } from '../shared/messages';

/**
 * Inbox refuses with `{error: {code, message, status}}`. A rejected key also comes as `{error: "Unauthorized", message}`,
 * with 401 or 403.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body) || (status < 400 && body.success !== false)) return undefined;
	const { error } = body;
	const message = isObject(error)
		? (joinMessages(error.message) ?? joinMessages(error.code))
		: (joinMessages(body.message) ?? joinMessages(error));
	if (message === undefined) return status < 400 ? noReason : undefined;
	const refusesKey = status === 403 && typeof error === 'string';
	return { message, description: refusesKey ? undefined : adviceFor(status), refusesKey };
}

function adviceFor(status: number): string | undefined {
	switch (status) {
		case 403:
			return "The team's plan may not include this feature, so check the plan.";
		case 404:
			return 'It may have been deleted. For campaigns of the first generation, the API documents fewer calls.';
		case 409:
			return 'Read the campaign to see its state before you try again.';
		default:
			return undefined;
	}
}
