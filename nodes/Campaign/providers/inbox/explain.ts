import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { unexplained, words } from '../shared/messages';

/**
 * What Inbox says in a refusal: `{error: {code, message, status}}`; a refused key also comes as
 * `{error: "Unauthorized", message}`, with 401 or 403.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body) || (status < 400 && body.success !== false)) return undefined;
	const { error } = body;
	const message = isObject(error)
		? (words(error.message) ?? words(error.code))
		: (words(body.message) ?? words(error));
	if (message === undefined) return status < 400 ? unexplained : undefined;
	const refusesKey = status === 403 && typeof error === 'string';
	return { message, description: refusesKey ? undefined : advice(status), refusesKey };
}

function advice(status: number): string | undefined {
	if (status === 403) return "The token's team may lack this feature: check the plan.";
	if (status === 404) {
		return 'It may have been deleted. For campaigns of the first generation the API documents fewer calls than for newer ones.';
	}
	if (status === 409) return 'Read the campaign to see its state, then decide.';
	return undefined;
}
