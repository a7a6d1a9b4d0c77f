import { isObject, type JsonObject } from '../json.mts';
import type { ApiRequest } from '../service.mts';
import { parsePythonJson, RecursionError } from './python/json.mts';
import { ParseError } from './python/parse-error.mts';
import { decodeUtf8 } from './python/utf8.mts';
import { detailError, fieldErrors, serverError } from './responses.mts';

/** Reads form data. Of several values with one name the last counts. */
async function readMultipart(body: Buffer, type: string): Promise<JsonObject> {
	try {
		if (!/boundary=/i.test(type)) throw new Error('Invalid boundary in multipart: None');
		const response = new Response(new Uint8Array(body), { headers: { 'Content-Type': type } });
		return Object.fromEntries(await response.formData());
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		throw detailError(400, `Multipart form parse error - ${reason}`);
	}
}

function readJson(body: Buffer): unknown {
	try {
		return parsePythonJson(decodeUtf8(body));
	} catch (error) {
		if (error instanceof ParseError) throw detailError(400, `JSON parse error - ${error.message}`);
		if (error instanceof RecursionError) throw serverError();
		throw error;
	}
}

/**
 * Reads a body of JSON, form-urlencoded or multipart data (observed). An empty body is `{}`. Integers of JSON are
 * bigints.
 *
 * @throws HttpError 415 for any other type, 400 for invalid JSON or JSON that is not an object, 500 for JSON that is
 * nested too deeply
 */
export async function readBody(request: ApiRequest): Promise<JsonObject> {
	if (request.body.length === 0) return {};
	const type = request.headers['content-type'] ?? '';
	const [media = ''] = type.toLowerCase().split(';');
	if (media.trim() === 'application/x-www-form-urlencoded') {
		return Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
	}
	if (media.trim() === 'multipart/form-data') return await readMultipart(request.body, type);
	if (media.trim() !== 'application/json') {
		throw detailError(415, `Unsupported media type "${type}" in request.`);
	}
	const value = readJson(request.body);
	if (isObject(value)) return value;
	throw fieldErrors({ non_field_errors: ['Request body should be a single JSON object'] });
}
