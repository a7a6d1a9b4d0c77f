const maxLength = 500;

/** A key shorter than this is a gateway's dummy: taking it out of data would change words of the user's own. */
const shortestRealKey = 12;

/** A piece of a key this long, at the end of a text that was cut off, is hidden too. */
const shortestPiece = 8;

/**
 * Takes a secret out of a text, also where it stands escaped for a URL, JSON or HTML, or is cut off by the text's end.
 *
 * @returns the text with `[hidden]` in its place
 */
export function redact(text: string, secret: string): string {
	if (secret === '') return text;
	const characters = [...secret].map(writingsOf);
	const begin = characters.slice(0, shortestPiece).join('');
	const rest = characters.slice(shortestPiece);
	const piece = rest.reduceRight((after, one) => `(?:${one}${after})?`, '');
	return text
		.replace(new RegExp(begin + rest.join(''), 'g'), '[hidden]')
		.replace(new RegExp(`${begin}${piece}$`), '[hidden]');
}

/** A pattern for one character in all the ways in which services write it; escapes may be escaped again. */
function writingsOf(character: string): string {
	if (/[0-9a-z]/i.test(character)) return character;
	const code = character.codePointAt(0) ?? 0;
	const hex = anyCase(code.toString(16));
	const names: Record<string, string> = {
		'&': 'amp',
		'<': 'lt',
		'>': 'gt',
		'"': 'quot',
		"'": 'apos',
	};
	const entity = [`#0*${code}`, `#[xX]0*${hex}`, ...(character in names ? [names[character]] : [])];
	return `(?:${[
		character === '\\' ? '\\\\{1,8}' : `\\\\{0,7}${escaped(character)}`,
		bytesOf(character).replace(/%([0-9A-F]{2})/g, (_, byte: string) => `%(?:25)*${anyCase(byte)}`),
		`\\\\{1,7}u0*${hex}`,
		`&(?:amp;)*(?:${entity.join('|')});`,
	].join('|')})`;
}

/** As in a URL, where some leave more characters as they are than others. */
function bytesOf(character: string): string {
	const encoded = encodeURIComponent(character);
	return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}

function anyCase(hex: string): string {
	return hex.replace(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`);
}

function escaped(character: string): string {
	return character.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** The same for a body that becomes data; a service that echoes a real key is not believed to mean a name. */
export function redactBody(text: string, secret: string): string {
	return secret.length < shortestRealKey ? text : redact(text, secret);
}

/**
 * A service's text made fit for a message: no markup, no control characters, at most 500 characters.
 */
export function cleanText(text: string): string {
	const plain = text
		// What is far behind is never shown; a service may send any amount of it.
		.slice(0, 20 * maxLength)
		.replace(/<(script|style|head)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
		.replace(/<[!/?a-z][^<>]*>/gi, ' ')
		.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	if (plain.length <= maxLength) return plain;
	const cut = plain.slice(0, maxLength - 1);
	// Not through the middle of a character.
	return `${cut.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
