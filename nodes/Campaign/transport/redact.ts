const maxLength = 500;

/** A key shorter than this is a gateway's dummy: taking it out of data would change words of the user's own. */
const shortestRealKey = 12;

/**
 * Takes a secret out of a text for people, also where it stands encoded for a URL or in JSON.
 *
 * @returns the text with `[hidden]` in its place
 */
export function redact(text: string, secret: string): string {
	if (secret === '') return text;
	const inJson = JSON.stringify(secret).slice(1, -1);
	return [secret, encodeURIComponent(secret), inJson, inJson.replace(/\//g, '\\/')].reduce(
		(clean, hidden) => clean.split(hidden).join('[hidden]'),
		text,
	);
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
