import { idText, isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { joinMessages, noReason } from '../shared/messages';

/**
 * Smartlead refuses in several ways. The validator's text is in `message`, and `error` is only "Bad Request". Domain
 * checks put their text in `error`. The documentation also has `error {code, message, details {field, constraint}}` and,
 * with status 200, `ok` or `success` false.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body)) return undefined;
	if (status < 400 && body.ok !== false && body.success !== false) return undefined;
	const message = isObject(body.error)
		? (withDetails(body.error.message, body.error.details) ?? joinMessages(body.error.code))
		: (joinMessages(body.message) ?? joinMessages(body.error));
	const account = idText(body.emailAccountId);
	if (message !== undefined && account !== undefined) {
		return { message: `${message} (email account ${account})` };
	}
	if (message !== undefined) {
		// How a copy of a campaign that does not exist is refused, with status 500.
		const notFound = message === 'Invalid campaign Id!';
		return { message, description: adviceFor(message), ...(notFound ? { notFound } : {}) };
	}
	return status < 400 ? noReason : undefined;
}

function withDetails(error: unknown, details: unknown): string | undefined {
	const message = joinMessages(error);
	if (message === undefined || !isObject(details)) return message;
	const field = joinMessages(details.field);
	const constraint = joinMessages(details.constraint);
	const withField =
		field === undefined || message.includes(field) ? message : `${field}: ${message}`;
	return constraint === undefined ? withField : `${withField} (${constraint})`;
}

function adviceFor(message: string): string | undefined {
	if (message.includes('Cannot delete active campaign')) {
		return "Pause or stop the campaign first with 'Change Status', then delete it.";
	}
	if (message.endsWith('is not allowed')) {
		return "The service does not accept a field with that name here. Check 'Additional Fields (JSON)'.";
	}
	return undefined;
}
