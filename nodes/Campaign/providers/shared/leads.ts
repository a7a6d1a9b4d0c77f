import { InvalidInput } from '../contract/invalidInput';

/**
 * A text of a lead.
 *
 * @returns the text, trimmed; undefined when it is not set
 * @throws InvalidInput when it is neither text nor a number: a table can hold both
 */
export function leadText(value: unknown, displayName: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'number') return String(value);
	if (typeof value !== 'string') {
		throw new InvalidInput(
			`'${displayName}' is not a text`,
			'Enter a text, or check the expression that should give it.',
		);
	}
	const text = value.trim();
	return text === '' ? undefined : text;
}
