import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faults.mts';
import { send, sendHead } from './send.mts';
import type { ApiResponse } from './service.mts';

/** @returns the fault's status and body if it sets any of them, otherwise the service's response; with its headers */
function faultResponse(fault: Fault, original: ApiResponse | null): ApiResponse {
	const override = fault.status ?? fault.body;
	if (override === undefined && original) {
		return { ...original, headers: { ...original.headers, ...fault.headers } };
	}
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

/** Whether the fault only slows the request down, so that the service must still handle it. */
function onlyDelays(fault: Fault): boolean {
	const others = [fault.status, fault.body, fault.headers, fault.reset, fault.cutOff];
	return others.every((effect) => effect === undefined || effect === false);
}

/** The response to cut off if neither the service nor the fault provides one. */
const placeholderResponse: ApiResponse = {
	status: 200,
	headers: { 'Content-Type': 'application/json; charset=utf-8' },
	body: '{"message":"this body is cut off in the middle"}',
};

/**
 * Answers a request with a fault.
 *
 * @param handle lets the service handle the request; called at most once
 * @param stop ends delays early when the sandbox closes
 * @returns the status that was sent, or null if the socket was destroyed first
 */
export async function applyFault(
	target: ServerResponse,
	fault: Fault,
	handle: () => Promise<ApiResponse>,
	stop: AbortSignal,
): Promise<number | null> {
	let original = fault.handled ? await handle() : null;
	if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { signal: stop });
	if (fault.reset) {
		target.socket?.destroy();
		return null;
	}
	if (!original && onlyDelays(fault)) original = await handle();
	const response = faultResponse(fault, original ?? (fault.cutOff ? placeholderResponse : null));
	if (fault.cutOff) {
		const bytes = Buffer.from(response.body);
		sendHead(target, response);
		target.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
			target.socket?.destroy();
		});
		return response.status;
	}
	if (fault.drip !== undefined) {
		sendHead(target, response);
		for (const byte of Buffer.from(response.body)) {
			if (target.destroyed) break;
			target.write(Buffer.of(byte));
			await wait(fault.drip, undefined, { signal: stop });
		}
		target.end();
		return response.status;
	}
	send(target, response);
	return response.status;
}
