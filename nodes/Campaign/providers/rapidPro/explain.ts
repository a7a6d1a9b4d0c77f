import { isObject } from '../../campaign';
import type { Answer, Explanation } from '../provider';

/**
 * What RapidPro says in a refusal: `{"detail"}`, `{field: [messages]}` with fields nested at any depth,
 * or `{"non_field_errors"}`. Of several messages on one field the longest is kept: the service says one
 * fault twice ("Cannot be longer than…", "Ensure this field has…").
 */
export function explain({ status, body }: Answer): Explanation | undefined {
	if (status < 400 || !isObject(body)) return undefined;
	const message =
		typeof body.detail === 'string' ? body.detail : fieldMessages(body, '').join(' · ');
	if (message === '') return undefined;
	// Every failed authentication is 403 here, never 401.
	const refusesKey = status === 403 && /credentials|token/i.test(message);
	return { message, description: advice(status, message), refusesKey };
}

function fieldMessages(value: unknown, field: string): string[] {
	if (typeof value === 'string') return [field === '' ? value : `${field}: ${value}`];
	if (Array.isArray(value)) {
		const texts = value.filter((entry): entry is string => typeof entry === 'string');
		const [longest] = [...texts].sort((a, b) => b.length - a.length);
		return longest === undefined ? [] : fieldMessages(longest, field);
	}
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const path = name === 'non_field_errors' ? field : field === '' ? name : `${field}.${name}`;
		return fieldMessages(inner, path);
	});
}

function advice(status: number, message: string): string | undefined {
	if (message.includes('must be unique')) {
		return 'A campaign with this name exists. Upper and lower case count as the same, and archived campaigns, which the API does not list, keep their names too. Choose another name.';
	}
	if (message.includes('No such object')) {
		return "Choose the group from the list, or give its UUID or its name. It must be in the token's workspace.";
	}
	if (message.includes('currently flagged') || message.includes('currently suspended')) {
		return 'The workspace can be read but not changed until the service lifts this.';
	}
	if (status === 403 && message.includes('do not have permission')) {
		return "The token's user must be an administrator or editor of the workspace, and the base URL must start with https:// where the service requires it.";
	}
	return undefined;
}
