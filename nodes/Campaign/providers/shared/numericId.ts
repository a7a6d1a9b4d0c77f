import { idText } from '../../json';

/** Matches the ID of a service that numbers its campaigns. */
export const numericIdPattern = /^[1-9][0-9]{0,14}$/;

/**
 * The ID in an answer of such a service.
 *
 * @returns the ID as text, or undefined when the value cannot be one: nothing can be done with a campaign by it
 */
export function numericId(value: unknown): string | undefined {
	const id = idText(value);
	return id !== undefined && numericIdPattern.test(id) ? id : undefined;
}
