import type { Answer } from './service.mts';

/** Thrown by a handler: the request is refused with this answer. */
export class Refusal extends Error {
	readonly answer: Answer;

	constructor(answer: Answer) {
		super(`refused with ${answer.status}`);
		this.answer = answer;
	}
}

/**
 * @param status HTTP status
 * @param body anything JSON can hold
 * @param headers more headers
 */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
	return {
		status,
		headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify(body),
	};
}

/**
 * @param status HTTP status
 * @param body the page
 * @param headers more headers
 */
export function html(status: number, body: string, headers: Record<string, string> = {}): Answer {
	return { status, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body };
}

/** @returns the same answer with more headers */
export function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
	return { ...answer, headers: { ...answer.headers, ...headers } };
}

/**
 * Runs a handler.
 * @returns its answer, or the one that it refused with; every other error passes through
 */
export function answerOf(run: () => Answer): Answer {
	try {
		return run();
	} catch (error) {
		if (error instanceof Refusal) return error.answer;
		throw error;
	}
}
