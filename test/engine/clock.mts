/** Puts the monotonic clock of this process ahead. */
export function passTime(ms: number): void {
	const now = performance.now.bind(performance);
	performance.now = () => now() + ms;
}

/**
 * Lets the timers and the monotonic clock of this process run so many times as fast during some work. The network stays
 * as it is: with a factor below 1, requests take little of a poll's time, however busy the machine is.
 */
export async function scaledTime<T>(factor: number, work: () => Promise<T>): Promise<T> {
	const { setTimeout: startTimer } = globalThis;
	const now = performance.now.bind(performance);
	const startedAt = now();
	const startScaled = (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
		startTimer(callback, ms / factor, ...args);
	performance.now = () => startedAt + (now() - startedAt) * factor;
	globalThis.setTimeout = startScaled as typeof setTimeout;
	try {
		return await work();
	} finally {
		globalThis.setTimeout = startTimer;
		performance.now = now;
	}
}
