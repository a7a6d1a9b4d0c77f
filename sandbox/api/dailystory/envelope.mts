import { HttpError, json } from '../responses.mts';
import type { ApiResponse } from '../service.mts';

/** A success in the envelope that every call except About uses. */
export function success(response: object): ApiResponse {
	return json(200, { Status: true, Message: '', Response: response });
}

/**
 * A failure: Status is false and Message holds the reason. Only the envelope is documented, and that the HTTP status
 * depends on the error and may be 200. The messages and status codes are invented.
 */
export function failure(status: number, message: string): ApiResponse {
	return json(status, { Status: false, Message: message, Response: {} });
}

/** @returns the same failure as an error to throw */
export function failureError(status: number, message: string): HttpError {
	return new HttpError(failure(status, message));
}
