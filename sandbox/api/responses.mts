import type { ApiResponse } from './service.mts';

/** Thrown by a handler to end the request with this response. */
export class HttpError extends Error {
	readonly response: ApiResponse;

	constructor(response: ApiResponse) {
		super(`HTTP ${response.status}`);
		this.response = response;
	}
}

/** Builds a JSON response from any value that JSON can hold. */
export function json(
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): ApiResponse {
	return {
		status,
		headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify(body),
	};
}

/** Builds an HTML response. */
export function html(
	status: number,
	body: string,
	headers: Record<string, string> = {},
): ApiResponse {
	return { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body };
}

/** @returns a copy of the response with more headers */
export function withHeaders(response: ApiResponse, headers: Record<string, string>): ApiResponse {
	return { ...response, headers: { ...response.headers, ...headers } };
}

/** @returns the handler's response, or the response of the HttpError it throws; any other error passes through */
export function runHandler(handler: () => ApiResponse): ApiResponse {
	try {
		return handler();
	} catch (error) {
		if (error instanceof HttpError) return error.response;
		throw error;
	}
}
