import { json, Refusal } from '../responses.mts';
import { isObject, parseJson, type JsonObject } from '../json.mts';
import type { ApiRequest } from '../service.mts';
import { pythonJsonFault } from './python-json.mts';
import { detail } from './errors.mts';

function multipart(request: ApiRequest, type: string): JsonObject {
	const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
	if (boundary === undefined) throw detail(400, 'Multipart form parse error - Invalid boundary');
	const parts = request.body.toString('utf8').split(`--${boundary}`).slice(1, -1);
	return Object.fromEntries(
		parts.map((part) => {
			const [head = '', ...rest] = part.split('\r\n\r\n');
			return [/name="([^"]*)"/.exec(head)?.[1] ?? '', rest.join('\r\n\r\n').replace(/\r\n$/, '')];
		}),
	);
}

/**
 * Reads a body: JSON, form-urlencoded and multipart are all parsed [O]; an empty one is `{}`.
 * @throws Refusal 415 for another type; 400 for broken JSON or JSON that is not an object
 */
export function readBody(request: ApiRequest): JsonObject {
	const text = request.body.toString('utf8');
	if (text === '') return {};
	const type = request.headers['content-type'] ?? '';
	const [media = ''] = type.toLowerCase().split(';');
	if (media.trim() === 'application/x-www-form-urlencoded') {
		return Object.fromEntries(new URLSearchParams(text));
	}
	if (media.trim() === 'multipart/form-data') return multipart(request, type);
	if (media.trim() !== 'application/json') {
		throw detail(415, `Unsupported media type "${type}" in request.`);
	}
	const parsed = parseJson(text);
	if (!parsed) throw detail(400, `JSON parse error - ${pythonJsonFault(text)}`);
	if (!isObject(parsed.value)) {
		const message = 'Request body should be a single JSON object';
		throw new Refusal(json(400, { non_field_errors: [message] }));
	}
	return parsed.value;
}
