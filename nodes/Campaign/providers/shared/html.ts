/** Tags around which white space makes no difference. */
const blockTags =
	/^(address|blockquote|body|br|div|h[1-6]|head|hr|html|li|ol|p|pre|table|tbody|td|th|thead|tr|ul)$/;

const entities: ReadonlyMap<string, string> = new Map([
	['quot', '"'],
	['apos', "'"],
	['nbsp', '\u00a0'],
]);

/**
 * Whether two texts with HTML look the same: services escape characters, and write tags and white space, in their own
 * way.
 */
export function isSameHtml(a: string, b: string): boolean {
	return a === b || canonicalHtml(a) === canonicalHtml(b);
}

function canonicalHtml(html: string): string {
	return html
		.replace(/\r\n?/g, '\n')
		.split(/(<[^<>]*>)/)
		.map((part) =>
			part.startsWith('<') && part.endsWith('>') ? canonicalTag(part) : decoded(part),
		)
		.join('')
		.replace(/[ \t\n]+/g, ' ')
		.replace(/ ?(<\/?([a-z][a-z0-9]*)[^<>]*>) ?/g, (match, tag: string, name: string) =>
			blockTags.test(name) ? tag : match,
		)
		.trim();
}

/** A tag with its name in lower case, its values in double quotes, and nothing before its end. */
function canonicalTag(tag: string): string {
	return tag
		.replace(
			/^(<\/?)([A-Za-z][A-Za-z0-9]*)/,
			(_, open: string, name: string) => open + name.toLowerCase(),
		)
		.replace(/=\s*'([^']*)'/g, (match, value: string) =>
			value.includes('"') ? match : `="${value}"`,
		)
		.replace(/="([^"]*)"/g, (_, value: string) => `="${decoded(value).replace(/"/g, '&quot;')}"`)
		.replace(/\s+/g, ' ')
		.replace(/ ?\/?>$/, '>');
}

/** What would make markup, and how it is written instead. */
const escapes: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** A text with all characters as themselves, but for those that would make markup. */
function decoded(text: string): string {
	return text
		.replace(/&(?!(#x[0-9a-f]+|#[0-9]+|[a-z]+);)/gi, '&amp;')
		.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (entity, name: string) => {
			const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
			const character = name.startsWith('#') ? characterOf(code) : entities.get(name.toLowerCase());
			return character === undefined ? entity : (escapes[character] ?? character);
		});
}

function characterOf(code: number): string | undefined {
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
