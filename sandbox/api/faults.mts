import type { ProviderId } from './service.mts';

/** A fault that was asked for. Without any effect of its own it is refused by the control API. */
export interface Fault {
	provider: ProviderId;
	method?: string;
	/** Regular expression, tested on the path within the service. */
	path?: string;
	/** How many requests it hits. */
	times: number;
	/** True: the service handles the request first (its state changes), then the fault happens. */
	handled: boolean;
	status?: number;
	headers?: Record<string, string>;
	/** A string is sent as it is, anything else as JSON. */
	body?: unknown;
	/** Milliseconds to wait. Alone: the service handles the request after the wait (before it, if `handled`). */
	delayMs?: number;
	/** The socket is destroyed without an answer. */
	reset?: boolean;
	/** Headers and half of the body are sent, then the socket is destroyed. */
	cutOff?: boolean;
	/** The body goes out byte by byte with this many milliseconds between two bytes. */
	drip?: number;
}

/** The faults that wait for their requests. */
export class Faults {
	#waiting: Fault[] = [];

	add(fault: Fault): void {
		this.#waiting.push({ ...fault });
	}

	/** @returns the first fault that fits this request, used up once, or null */
	take(provider: ProviderId, method: string, path: string): Fault | null {
		const fault = this.#waiting.find(
			(each) =>
				each.provider === provider &&
				(each.method === undefined || each.method.toUpperCase() === method) &&
				(each.path === undefined || new RegExp(each.path).test(path)),
		);
		if (!fault) return null;
		fault.times -= 1;
		if (fault.times <= 0) this.#waiting = this.#waiting.filter((each) => each !== fault);
		return fault;
	}

	/** @param provider whose faults go; those of all where it is left out */
	clear(provider?: ProviderId): void {
		this.#waiting = this.#waiting.filter(
			(each) => provider !== undefined && each.provider !== provider,
		);
	}
}
