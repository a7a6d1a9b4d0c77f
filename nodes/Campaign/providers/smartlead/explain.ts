import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { unexplained, words } from '../shared/messages';

/**
 * What Smartlead says in a refusal. Shapes live side by side: the validator's text is in `message` while
 * `error` is only "Bad Request"; domain checks put it in `error`; the documentation also shows
 * `error {code, message, details {field, constraint}}` and, with status 200, `ok` or `success` false.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body)) return undefined;
	if (status < 400 && body.ok !== false && body.success !== false) return undefined;
	const message = isObject(body.error)
		? (detailed(body.error.message, body.error.details) ?? words(body.error.code))
		: (words(body.message) ?? words(body.error));
	if (message !== undefined) return { message, description: advice(message) };
	return status < 400 ? unexplained : undefined;
}

function detailed(said: unknown, details: unknown): string | undefined {
	const message = words(said);
	if (message === undefined || !isObject(details)) return message;
	const field = words(details.field);
	const constraint = words(details.constraint);
	const named = field === undefined || message.includes(field) ? message : `${field}: ${message}`;
	return constraint === undefined ? named : `${named} (${constraint})`;
}

function advice(message: string): string | undefined {
	if (message.includes('Cannot delete active campaign')) {
		return "Pause or stop the campaign first with 'Change Status', then delete it.";
	}
	if (message.endsWith('is not allowed')) {
		return "The service takes no field of that name here. Check 'Additional Fields (JSON)'.";
	}
	return undefined;
}
