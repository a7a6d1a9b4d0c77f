import { matches, type RequestPattern } from './request-pattern.mts';
import type { ProviderId } from './service.mts';

/** A fault that the next matching requests run into. The control API refuses a fault without any effect. */
export interface Fault extends RequestPattern {
	/** How many requests it affects. */
	times: number;
	/** Whether the service handles the request (and changes its state) before the fault takes effect. */
	handled: boolean;
	status?: number;
	headers?: Record<string, string>;
	/** A string is sent unchanged, anything else as JSON. */
	body?: unknown;
	/** Milliseconds to wait. Without another effect, the service then answers as usual. */
	delayMs?: number;
	/** Whether to destroy the socket without a response. */
	reset?: boolean;
	/** Whether to send the headers and half of the body, then destroy the socket. */
	cutOff?: boolean;
	/** Sends the body byte by byte, with this many milliseconds between bytes. */
	drip?: number;
}

/** The faults that have not been used up yet. */
export class Faults {
	#pending: Fault[] = [];

	add(fault: Fault): void {
		this.#pending.push({ ...fault });
	}

	/** @returns the first fault that matches the request, or null; counts as one of the fault's `times` */
	take(provider: ProviderId, method: string, path: string): Fault | null {
		const fault = this.#pending.find((each) => matches(each, provider, method, path));
		if (!fault) return null;
		fault.times -= 1;
		if (fault.times <= 0) this.#pending = this.#pending.filter((each) => each !== fault);
		return fault;
	}

	/** Removes the faults of one provider, or of all providers if none is given. */
	clear(provider?: ProviderId): void {
		this.#pending = this.#pending.filter(
			(each) => provider !== undefined && each.provider !== provider,
		);
	}
}
