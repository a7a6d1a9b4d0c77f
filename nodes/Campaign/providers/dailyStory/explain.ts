import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { unexplained, words } from '../shared/messages';

/** What DailyStory says in a refusal: an envelope whose Status is false, whatever the HTTP status. */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body) || (body.Status !== false && status < 400)) return undefined;
	const message = words(body.Message);
	if (message === undefined && status < 400) return unexplained;
	if (body.Status !== false) return message === undefined ? undefined : { message };
	return { message: message ?? '', notFound: status === 404 };
}
