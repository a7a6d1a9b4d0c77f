import { idText } from '../../json';
import type { ListOption } from '../contract/optionLists';

/**
 * Makes an option of an entry.
 *
 * @param name the label; the ID stands in for a missing one
 * @param description left out when it is empty
 * @returns one option, or none when the entry has no ID
 */
export function listOption(
	id: unknown,
	name: string | null,
	description?: string | null,
): ListOption[] {
	const value = idText(id);
	if (value === undefined) return [];
	return [{ name: name ?? value, value, ...(description ? { description } : {}) }];
}
