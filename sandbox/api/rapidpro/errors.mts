import { html, json, Refusal } from '../responses.mts';
import type { Answer } from '../service.mts';

/** @returns a refusal with `{"detail": text}` */
export function detail(status: number, text: string, headers?: Record<string, string>): Refusal {
	return new Refusal(json(status, { detail: text }, headers));
}

/** @param allow the Allow header, for example "GET, HEAD, OPTIONS" */
export function methodNotAllowed(method: string, allow: string): Refusal {
	return detail(405, `Method "${method}" not allowed.`, { Allow: allow });
}

/** Django's page for an unknown path. */
export const noPage: Answer = html(
	404,
	'<!doctype html>\n<html lang="en">\n<head>\n  <title>Not Found</title>\n</head>\n<body>\n  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>\n</body>\n</html>\n',
);
