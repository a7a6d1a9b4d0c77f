/** The most that one entry takes in the stored state, in bytes, its separator included. */
export const entryBytes = 64;

/** The length of each fingerprint of an entry, in characters. */
export const fingerprintLengths = { settings: 8, figures: 4, name: 8 } as const;

/** Stands between two entries. */
export const separator = ';';

/** The status with its flags, the fingerprints, the sign before the name, and the separator. */
const fixedBytes = 1 + fingerprintLengths.settings + fingerprintLengths.figures + 1 + 1;

/** A text that is stored as it is, one byte a character. */
const plainText = /^[\w .:()+-]*$/;

/** Whether a name can be stored beside this ID, or only its fingerprint. */
export function isNameStorable(id: string, name: string): boolean {
	const idBytes = uuid.test(id) ? packedUuidBytes : byteLength(packId(id));
	const left = entryBytes - fixedBytes - idBytes;
	return (plainText.test(name) ? name.length : byteLength(escapeText(name))) <= left;
}

/** The length of a packed UUID, with the sign before it. */
const packedUuidBytes = 23;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An ID as it is stored. A UUID takes 22 characters instead of 36. */
export function packId(id: string): string {
	return uuid.test(id)
		? `$${Buffer.from(id.replace(/-/g, ''), 'hex').toString('base64url')}`
		: escapeText(id, /[%;,~$\p{Cc}\p{Cs}]/gu);
}

/** Reverses `packId`. */
export function unpackId(text: string): string {
	if (!text.startsWith('$')) return unescapeText(text);
	const hex = Buffer.from(text.slice(1), 'base64url').toString('hex');
	const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
	return `${parts.join('-')}-${hex.slice(20)}`;
}

const shortEscapes: Readonly<Record<string, string>> = { '%': '%%', ';': '%:' };

/** A text without separators and without characters that a database may not keep unchanged. */
export function escapeText(text: string, special = /[%;\p{Cc}\p{Cs}]/gu): string {
	if (plainText.test(text)) return text;
	return text.replace(
		special,
		(character) =>
			shortEscapes[character] ?? `%${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** Reverses `escapeText`. */
export function unescapeText(text: string): string {
	if (!text.includes('%')) return text;
	return text.replace(/%([%:]|[0-9a-f]{4})/g, (_, code: string) => {
		if (code === '%') return '%';
		return code === ':' ? ';' : String.fromCharCode(Number.parseInt(code, 16));
	});
}

/** The length of a text in JSON, which is how n8n stores it. */
function byteLength(text: string): number {
	return plainText.test(text) ? text.length : Buffer.byteLength(JSON.stringify(text), 'utf8') - 2;
}
