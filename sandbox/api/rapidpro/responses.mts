import { html, HttpError, json } from '../responses.mts';
import type { ApiResponse } from '../service.mts';

/** An error with the body `{"detail": text}`. */
export function detailError(
	status: number,
	text: string,
	headers?: Record<string, string>,
): HttpError {
	return new HttpError(json(status, { detail: text }, headers));
}

/** A 405. @param allow the Allow header, for example "GET, HEAD, OPTIONS" */
export function methodNotAllowed(method: string, allow: string): HttpError {
	return detailError(405, `Method "${method}" not allowed.`, { Allow: allow });
}

/** Django's page for an unknown path (observed). */
export const notFoundPage: ApiResponse = html(
	404,
	'<!doctype html>\n<html lang="en">\n<head>\n  <title>Not Found</title>\n</head>\n<body>\n  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>\n</body>\n</html>\n',
);
