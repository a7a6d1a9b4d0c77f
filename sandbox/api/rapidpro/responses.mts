import { html, HttpError } from '../responses.mts';
import type { ApiResponse } from '../service.mts';

/** Builds a JSON response. The service names no charset. */
export function json(
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): ApiResponse {
	return {
		status,
		headers: { 'Content-Type': 'application/json', ...headers },
		body: JSON.stringify(body),
	};
}

/** An error with the body `{"detail": text}`. */
export function detailError(
	status: number,
	text: string,
	headers?: Record<string, string>,
): HttpError {
	return new HttpError(json(status, { detail: text }, headers));
}

/** The messages of a field, or of what is inside it. */
export type Messages = string[] | { [inner: string]: Messages };

/** A 400 with the messages of each field. */
export function fieldErrors(errors: Record<string, Messages>): HttpError {
	return new HttpError(json(400, errors));
}

/** A 405. */
export function methodNotAllowed(method: string): HttpError {
	return detailError(405, `Method "${method}" not allowed.`);
}

/** What the service answers when it fails: a text that it calls HTML (observed). */
export function serverError(): HttpError {
	return new HttpError(html(500, 'Server Error. Site administrators have been notified.'));
}

/** Django's page for an unknown path (observed). */
export const notFoundPage: ApiResponse = html(
	404,
	'<!doctype html>\n<html lang="en">\n<head>\n  <title>Not Found</title>\n</head>\n<body>\n  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>\n</body>\n</html>\n',
);
