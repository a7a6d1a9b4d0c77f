import { isObject, type JsonObject, parseJson } from '../json.mts';
import { HttpError, json } from '../responses.mts';
import type { ApiRequest } from '../service.mts';
import { detailError } from './errors.mts';
import { pythonJsonError } from './python-json.mts';

function parseMultipart(request: ApiRequest, type: string): JsonObject {
	const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
	if (boundary === undefined)
		throw detailError(400, 'Multipart form parse error - Invalid boundary');
	const parts = request.body.toString('utf8').split(`--${boundary}`).slice(1, -1);
	return Object.fromEntries(
		parts.map((part) => {
			const [head = '', ...rest] = part.split('\r\n\r\n');
			return [/name="([^"]*)"/.exec(head)?.[1] ?? '', rest.join('\r\n\r\n').replace(/\r\n$/, '')];
		}),
	);
}

/**
 * Reads a body of JSON, form-urlencoded or multipart data (observed). An empty body is `{}`.
 *
 * @throws HttpError 415 for any other type, 400 for invalid JSON or JSON that is not an object
 */
export function readBody(request: ApiRequest): JsonObject {
	const text = request.body.toString('utf8');
	if (text === '') return {};
	const type = request.headers['content-type'] ?? '';
	const [media = ''] = type.toLowerCase().split(';');
	if (media.trim() === 'application/x-www-form-urlencoded') {
		return Object.fromEntries(new URLSearchParams(text));
	}
	if (media.trim() === 'multipart/form-data') return parseMultipart(request, type);
	if (media.trim() !== 'application/json') {
		throw detailError(415, `Unsupported media type "${type}" in request.`);
	}
	const parsed = parseJson(text);
	if (!parsed) throw detailError(400, `JSON parse error - ${pythonJsonError(text)}`);
	if (!isObject(parsed.value)) {
		const message = 'Request body should be a single JSON object';
		throw new HttpError(json(400, { non_field_errors: [message] }));
	}
	return parsed.value;
}
