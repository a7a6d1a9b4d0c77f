import { Place } from './cell.mts';

/** Lends sandboxes to one user at a time. */
export class Pool {
	readonly #free: Place[] = [];
	readonly #waiting: Array<(place: Place) => void> = [];

	async open(count: number): Promise<void> {
		this.#free.push(...(await Promise.all(Array.from({ length: count }, () => Place.open()))));
	}

	/** Calls `use` with a sandbox as soon as one is free. */
	async lend<T>(use: (place: Place) => Promise<T>): Promise<T> {
		const place =
			this.#free.pop() ?? (await new Promise<Place>((resolve) => this.#waiting.push(resolve)));
		try {
			return await use(place);
		} finally {
			const next = this.#waiting.shift();
			if (next === undefined) this.#free.push(place);
			else next(place);
		}
	}

	/** Closes all sandboxes. None may be in use. */
	async close(): Promise<void> {
		await Promise.all(this.#free.map(async (place) => await place.close()));
	}
}
