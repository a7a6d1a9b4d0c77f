const maxLength = 500;

/** A shorter key is a placeholder for a gateway: removing it from data would change the user's own words. */
const minRealKeyLength = 12;

/** Part of a key is hidden, too, when it is at least this long and the end of the text cuts it off. */
const minPartLength = 8;

/**
 * Removes a secret from a text, including where it is escaped for a URL, JSON or HTML, or cut off by the end of the text.
 *
 * @returns the text with `[hidden]` in place of the secret
 */
export function redact(text: string, secret: string): string {
	if (secret === '') return text;
	const begin = [...secret]
		.slice(0, minPartLength)
		.map((one) => `(?:${writingsOf(one).join('|')})`);
	// One expression for the whole key would be too large: the engine would end the process.
	const candidates = new RegExp(begin.join(''), 'g');
	const pieces = secret.match(/[0-9A-Za-z]+|[^0-9A-Za-z]/gu) ?? [];
	const parts: string[] = [];
	let from = 0;
	for (let found = candidates.exec(text); found !== null; found = candidates.exec(text)) {
		const end = endOf(text, found.index, pieces);
		candidates.lastIndex = end ?? found.index + 1;
		if (end === undefined) continue;
		parts.push(text.slice(from, found.index), '[hidden]');
		from = end;
	}
	return parts.join('') + text.slice(from);
}

/** Where the secret that starts at `start` ends (the end of the text when it is cut off); undefined when it is not the secret. */
function endOf(text: string, start: number, pieces: readonly string[]): number | undefined {
	// There may be several ends: one backslash of the secret may be written as one or more backslashes.
	let ends = [start];
	for (const piece of pieces) {
		const next = ends.flatMap((end) => endsOf(text, end, piece));
		if (next.length > 0) ends = [...new Set(next)];
		else return ends.some((end) => isCutOff(text, end, piece)) ? text.length : undefined;
	}
	return Math.max(...ends);
}

/** Where a piece of the secret that starts at `start` may end. */
function endsOf(text: string, start: number, piece: string): number[] {
	if (isPlain(piece)) return text.startsWith(piece, start) ? [start + piece.length] : [];
	const isEscape = ['\\', '%', '&'].includes(piece);
	if (!isEscape && text.startsWith(piece, start)) return [start + piece.length];
	return stickyWritingsOf(piece).flatMap((writing) => {
		writing.lastIndex = start;
		return writing.test(text) ? [writing.lastIndex] : [];
	});
}

/** Whether the text ends inside the piece of the secret that starts at `start`, or inside its escape. */
function isCutOff(text: string, start: number, piece: string): boolean {
	const rest = text.slice(start);
	// No escape is longer, even when it is escaped repeatedly.
	if (!isPlain(piece) && rest.length > 200) return false;
	return isPlain(piece)
		? piece.startsWith(rest)
		: /^(?:\\*(?:u[0-9a-f]*)?|[%0-9a-f]*|&[&#;0-9a-z]*|[\uD800-\uDBFF])$/i.test(rest);
}

/** Letters and digits are never escaped. */
function isPlain(piece: string): boolean {
	return /^[0-9A-Za-z]/.test(piece);
}

const stickyWritings = new Map<string, readonly RegExp[]>();

function stickyWritingsOf(character: string): readonly RegExp[] {
	const known = stickyWritings.get(character);
	if (known !== undefined) return known;
	const writings = writingsOf(character).map((pattern) => new RegExp(pattern, 'y'));
	stickyWritings.set(character, writings);
	return writings;
}

/** Patterns for every way in which services write a character. Escapes may be escaped again. */
function writingsOf(character: string): string[] {
	if (isPlain(character)) return [character];
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
	return [
		...(character === '\\'
			? Array.from({ length: 8 }, (_, more) => '\\\\'.repeat(more + 1))
			: [`\\\\{0,7}${escaped(character)}`]),
		bytesOf(character).replace(/%([0-9A-F]{2})/g, (_, byte: string) => `%(?:25)*${anyCase(byte)}`),
		`\\\\{1,7}u0*${hex}`,
		`&(?:amp;)*(?:${entity.join('|')});`,
	];
}

/** As in a URL. Some encoders leave more characters unescaped than others. */
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

/** Removes a secret from a body that becomes data. Where a service echoes a real key, it cannot be part of a name. */
export function redactBody(text: string, secret: string): string {
	return secret.length < minRealKeyLength ? text : redact(text, secret);
}

/**
 * A service's text, cleaned for a message: no markup, no control characters, at most 500 characters.
 */
export function cleanText(text: string): string {
	const plain = text
		// A service may send any amount of text; what follows later is never shown.
		.slice(0, 20 * maxLength)
		.replace(/<(script|style|head)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
		.replace(/<[!/?a-z][^<>]*>/gi, ' ')
		.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	if (plain.length <= maxLength) return plain;
	const cut = plain.slice(0, maxLength - 1);
	// Do not cut a character in half.
	return `${cut.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
