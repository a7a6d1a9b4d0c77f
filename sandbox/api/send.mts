import type { ServerResponse } from 'node:http';
import type { ApiResponse } from './service.mts';

/** Sends the status and headers of a response, and the length of its body. */
export function sendHead(target: ServerResponse, { status, headers, body }: ApiResponse): void {
	target.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
}

/** Sends a response with exactly its own headers. */
export function send(target: ServerResponse, response: ApiResponse): void {
	// 204 and 304 have no body and therefore no Content-Length.
	if (response.status === 204 || response.status === 304) {
		target.writeHead(response.status, response.headers).end();
		return;
	}
	sendHead(target, response);
	target.end(response.body);
}
