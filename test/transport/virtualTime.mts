import { setImmediate } from 'node:timers';

interface Sleeper {
	/** ms of the virtual time. */
	until: number;
	wake: () => void;
}

/** Time that passes only while everyone sleeps: hours of it take moments. */
export class VirtualTime {
	/** ms, from an arbitrary start. */
	now = 1_000_000;
	#sleepers: Sleeper[] = [];

	async sleep(ms: number): Promise<void> {
		await new Promise<void>((wake) => {
			this.#sleepers.push({ until: this.now + ms, wake });
		});
	}

	/** Lets time pass until nobody sleeps any more. */
	async run(): Promise<void> {
		for (;;) {
			await new Promise((resolve) => setImmediate(resolve));
			const [next] = this.#sleepers.sort((a, b) => a.until - b.until);
			if (next === undefined) return;
			this.#sleepers.shift();
			this.now = Math.max(this.now, next.until);
			next.wake();
		}
	}
}

/** Random numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		return state / 2 ** 31;
	};
}
