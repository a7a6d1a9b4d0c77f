import { isObject, textOrNull } from '../../campaign';
import type { Answer, Explanation } from '../provider';

/**
 * What Smartlead says in a refusal. Shapes live side by side: the validator's text is in `message` while
 * `error` is only "Bad Request"; domain checks put it in `error`; the documentation also shows
 * `error.message` and, with status 200, `ok` or `success` false.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body)) return undefined;
	if (status < 400 && body.ok !== false && body.success !== false) return undefined;
	const message = words(body.error, body.message);
	if (message !== undefined) return { message, description: advice(message) };
	return status < 400 ? { message: 'it says that it failed, without a reason' } : undefined;
}

function words(error: unknown, message: unknown): string | undefined {
	if (isObject(error)) return textOrNull(error.message) ?? textOrNull(error.code) ?? undefined;
	if (typeof message === 'string' && message !== '') return message;
	return typeof error === 'string' && error !== '' ? error : undefined;
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
