import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faults.mts';
import type { Answer } from './service.mts';

function headersOf(answer: Answer): Record<string, string> {
	return { ...answer.headers, 'Content-Length': String(Buffer.byteLength(answer.body)) };
}

/** Sends an answer with exactly its headers. */
export function send(response: ServerResponse, answer: Answer): void {
	// 204 and 304 have no body, and no length of one either
	if (answer.status === 204 || answer.status === 304) {
		response.writeHead(answer.status).end();
		return;
	}
	response.writeHead(answer.status, headersOf(answer)).end(answer.body);
}

/** The answer that a fault gives: its own parts, over the service's answer where there is one. */
function answerOf(fault: Fault, real: Answer | null): Answer {
	const ownParts = fault.status ?? fault.body ?? fault.headers;
	if (ownParts === undefined && real) return real;
	const { body = '' } = fault;
	const isText = typeof body === 'string';
	return {
		status: fault.status ?? 200,
		headers: {
			'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
			...fault.headers,
		},
		body: isText ? body : JSON.stringify(body),
	};
}

/** Whether the service has to handle the request although the fault does not say so. */
function isOnlySlow(fault: Fault): boolean {
	const others = [fault.status, fault.body, fault.headers, fault.reset, fault.cutOff];
	return others.every((part) => part === undefined || part === false);
}

/**
 * Lets a fault happen to a request.
 * @param handle the service's own handling, called at most once
 * @param stop ends waits early (the sandbox is closing)
 * @returns the status that was sent, null where the socket was destroyed before any
 */
export async function misbehave(
	response: ServerResponse,
	fault: Fault,
	handle: () => Promise<Answer>,
	stop: AbortSignal,
): Promise<number | null> {
	let real = fault.handled ? await handle() : null;
	if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { signal: stop });
	if (fault.reset) {
		response.socket?.destroy();
		return null;
	}
	if (!real && isOnlySlow(fault)) real = await handle();
	const answer = answerOf(fault, real ?? (fault.cutOff ? placeholder : null));
	if (fault.cutOff) {
		const bytes = Buffer.from(answer.body);
		response.writeHead(answer.status, headersOf(answer));
		response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
			response.socket?.destroy();
		});
		return answer.status;
	}
	if (fault.drip !== undefined) {
		response.writeHead(answer.status, headersOf(answer));
		for (const byte of Buffer.from(answer.body)) {
			if (response.destroyed) break;
			response.write(Buffer.of(byte));
			await wait(fault.drip, undefined, { signal: stop });
		}
		response.end();
		return answer.status;
	}
	send(response, answer);
	return answer.status;
}

/** What is cut off where neither the service nor the fault has an answer. */
const placeholder: Answer = {
	status: 200,
	headers: { 'Content-Type': 'application/json; charset=utf-8' },
	body: '{"message":"this body is cut off in the middle"}',
};
