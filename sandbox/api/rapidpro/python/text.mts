const spaces =
	'[\\t-\\r\\x1C- \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]+';
const outerSpaces = new RegExp(`^${spaces}|${spaces}$`, 'g');

/**
 * Python's `str.strip()`. Unlike JavaScript's `trim()`, it removes U+001C to U+001F and U+0085, but no byte order mark.
 */
export function strip(text: string): string {
	return text.replace(outerSpaces, '');
}

/** Python's `str()` of a float: "7.0", "1e+16", "1e-05", "inf". */
export function floatText(value: number): string {
	if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
	const [digits = '', exponent = ''] = value.toExponential().split('e');
	const power = Number(exponent);
	if (power < -4 || power >= 16) {
		const sign = power < 0 ? '-' : '+';
		return `${digits}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
	}
	const text = Object.is(value, -0) ? '-0' : String(value);
	return text.includes('.') ? text : `${text}.0`;
}
