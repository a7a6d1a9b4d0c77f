import { html, Refusal } from '../responses.mts';
import { parseJson } from '../json.mts';
import type { Answer, ApiRequest } from '../service.mts';

function page(status: number, text: string): Answer {
	const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return html(
		status,
		`<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${escaped}</pre>\n</body>\n</html>\n`,
	);
}

/** Express's own answer to an unknown route or method (observed, L2 to L4). */
export function noRoute(request: ApiRequest): Answer {
	return page(404, `Cannot ${request.method} ${request.path}`);
}

/**
 * Reads a body as `express.json()` does: another Content-Type is not read at all (the body is
 * `{}`), and what is not a JSON object or array is refused. The service's own answer to broken
 * JSON was not found: this is Express's.
 * @throws Refusal with an HTML 400
 */
export function readBody(request: ApiRequest): unknown {
	const type = request.headers['content-type'] ?? '';
	const text = request.body.toString('utf8');
	if (text === '' || !/^application\/json\s*(;|$)/i.test(type)) return {};
	const parsed = /^\s*[[{]/.test(text) ? parseJson(text) : null;
	if (!parsed) throw new Refusal(page(400, 'Bad Request'));
	return parsed.value;
}
