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

/** Not stricter than services: they name the addresses that they do not accept. */
export const emailPattern = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;

/**
 * An e-mail address from a field named Email.
 *
 * @param advice what to do about another value, as sentences
 * @returns the address, trimmed; undefined when it is not set
 * @throws InvalidInput when it is anything else
 */
export function emailAddress(value: unknown, advice: string): string | undefined {
	const email = leadText(value, 'Email');
	if (email === undefined || emailPattern.test(email)) return email;
	throw new InvalidInput(
		`'Email' cannot be '${email.slice(0, 80)}': that is not an e-mail address`,
		advice,
	);
}
