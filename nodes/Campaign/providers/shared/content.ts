import type { INodeProperties } from 'n8n-workflow';

/** Ends the name of the field that takes a list as data. */
const suffix = 'Json';

/**
 * The twin of a content field, which takes the list as data.
 *
 * @param placeholder "e.g. " and a list that it takes, as JSON
 * @param description what the list holds; that `[]` clears it is added
 */
export function contentJson(
	{ name, displayName }: Pick<INodeProperties, 'name' | 'displayName'>,
	placeholder: string,
	description: string,
): INodeProperties {
	return {
		displayName: `${displayName} (JSON)`,
		name: `${name}${suffix}`,
		type: 'json',
		// Empty is not set. A list that was empty by default would clear the content.
		default: '',
		placeholder,
		description: `${description}. An empty list, [], clears it. Use either this field or '${displayName}'.`,
	};
}
