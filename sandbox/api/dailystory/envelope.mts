import { json, Refusal } from '../responses.mts';
import type { Answer } from '../service.mts';

/** The envelope of every call except About. */
export function success(response: object): Answer {
	return json(200, { Status: true, Message: '', Response: response });
}

/**
 * A failure: Status false, the reason in Message. The texts and the HTTP codes are made up: only that
 * the HTTP status varies with the error, and may be 200, is documented.
 */
export function failure(status: number, message: string): Answer {
	return json(status, { Status: false, Message: message, Response: {} });
}

/** @returns the same as something to throw */
export function refuse(status: number, message: string): Refusal {
	return new Refusal(failure(status, message));
}
