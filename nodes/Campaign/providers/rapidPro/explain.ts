import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { joinMessages } from '../shared/messages';

/**
 * RapidPro refuses with `{"detail"}`, with `{field: [messages]}` nested at any depth, with `{"non_field_errors"}`, or with
 * a bare list. One fault may have two messages.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (status < 400 || typeof body === 'string') return undefined;
	const detail = isObject(body) && typeof body.detail === 'string' ? body.detail : body;
	const message = joinMessages(detail, 'non_field_errors');
	if (message === undefined) return undefined;
	// Every failed authentication is 403, never 401. So is a token whose user lacks the role.
	const refusesKey = status === 403 && /credentials|token|permission/i.test(message);
	return { message, description: adviceFor(status, message), refusesKey };
}

/** What is known about each fault that the message mentions. */
function adviceFor(status: number, message: string): string | undefined {
	const advice = [
		message.includes('must be unique') &&
			'A campaign with this name exists. Names are not case-sensitive, and archived campaigns, which the API does not list, keep their names. Choose another name.',
		message.includes('group: No such object') &&
			"Choose the group from the list, or enter its UUID or name. It must be in the token's workspace.",
		message.includes('currently being scheduled') &&
			'RapidPro schedules an event after each change of its time. Run this item again in a minute. If it stays so, the scheduling broke off: delete the event in the web app, or leave it out once.',
		/currently (flagged|suspended)/.test(message) &&
			'Until the service lifts this, the workspace can be read but not changed.',
		status === 403 &&
			message.includes('do not have permission') &&
			"The token's user must be an administrator or editor of the workspace, and the base URL must start with https:// if the service requires it.",
	];
	return advice.filter((text) => text !== false).join(' ') || undefined;
}
