const maxLength = 500;

/**
 * Takes a secret out of a text, also where it stands encoded for a URL.
 *
 * @returns the text with `[hidden]` in its place
 */
export function redact(text: string, secret: string): string {
	if (secret === '') return text;
	return [secret, encodeURIComponent(secret)].reduce(
		(clean, hidden) => clean.split(hidden).join('[hidden]'),
		text,
	);
}

/**
 * A service's text made fit for a message: no markup, no control characters, at most 500 characters.
 */
export function cleanText(text: string): string {
	const plain = text
		.replace(/<(script|style|head)[\s\S]*?<\/\1>/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return plain.length <= maxLength ? plain : `${plain.slice(0, maxLength - 1)}…`;
}
