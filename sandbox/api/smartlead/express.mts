import { parseJson } from '../json.mts';
import { html, HttpError } from '../responses.mts';
import type { ApiRequest, ApiResponse } from '../service.mts';

function errorPage(status: number, text: string): ApiResponse {
	const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return html(
		status,
		`<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${escaped}</pre>\n</body>\n</html>\n`,
	);
}

/** Express's response to an unknown route or method (observed). */
export function routeNotFound(request: ApiRequest): ApiResponse {
	return errorPage(404, `Cannot ${request.method} ${request.path}`);
}

/**
 * Reads a body like `express.json()`: ignores a body of another Content-Type (the result is `{}`), and refuses anything
 * but a JSON object or array. How the service answers invalid JSON is not documented: this is Express's default.
 *
 * @throws HttpError 400 with an HTML page
 */
export function readBody(request: ApiRequest): unknown {
	const type = request.headers['content-type'] ?? '';
	const text = request.body.toString('utf8');
	if (text === '' || !/^application\/json\s*(;|$)/i.test(type)) return {};
	const parsed = /^\s*[[{]/.test(text) ? parseJson(text) : null;
	if (!parsed) throw new HttpError(errorPage(400, 'Bad Request'));
	return parsed.value;
}
