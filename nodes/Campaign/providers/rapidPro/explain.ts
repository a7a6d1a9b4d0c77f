import { isObject } from '../../json';
import type { Answer, Explanation } from '../contract/request';
import { words } from '../shared/messages';

/**
 * What RapidPro says in a refusal: `{"detail"}`, `{field: [messages]}` with fields nested at any depth,
 * `{"non_field_errors"}`, or a bare list. One fault may have two messages.
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (status < 400 || typeof body === 'string') return undefined;
	const detail = isObject(body) && typeof body.detail === 'string' ? body.detail : body;
	const message = words(detail, 'non_field_errors');
	if (message === undefined) return undefined;
	// Every failed authentication is 403 here, never 401, and so is a token whose user has too small a role.
	const refusesKey = status === 403 && /credentials|token|permission/i.test(message);
	return { message, description: advice(status, message), refusesKey };
}

/** What we know of each fault that the message tells of. */
function advice(status: number, message: string): string | undefined {
	const known = [
		[
			message.includes('must be unique'),
			'A campaign with this name exists. Upper and lower case count as the same, and archived campaigns, which the API does not list, keep their names too. Choose another name.',
		],
		[
			message.includes('No such object'),
			"Choose the group from the list, or give its UUID or its name. It must be in the token's workspace.",
		],
		[
			/currently (flagged|suspended)/.test(message),
			'The workspace can be read but not changed until the service lifts this.',
		],
		[
			status === 403 && message.includes('do not have permission'),
			"The token's user must be an administrator or editor of the workspace, and the base URL must start with https:// where the service requires it.",
		],
	] as const;
	return (
		known
			.filter(([isIt]) => isIt)
			.map(([, text]) => text)
			.join(' ') || undefined
	);
}
