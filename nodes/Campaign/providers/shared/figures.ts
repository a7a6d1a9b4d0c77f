/**
 * A count as services send it: a number, or a text that contains one.
 *
 * @returns the count, or null when there is none
 */
export function count(value: unknown): number | null {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
