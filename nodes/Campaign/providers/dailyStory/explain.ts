import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { joinMessages, noReason } from '../shared/messages';

/** DailyStory refuses with an envelope whose Status is false, whatever the HTTP status. */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (!isObject(body) || (body.Status !== false && status < 400)) return undefined;
	const message = joinMessages(body.Message);
	if (message === undefined && status < 400) return noReason;
	if (body.Status !== false) return message === undefined ? undefined : { message };
	return { message: message ?? '', notFound: status === 404 };
}
