/** What a service stores, by id and in its listing order. Sorted once after a change, not on every read. */
export class Collection<T extends object> {
	readonly #rows = new Map<string, T>();
	readonly #idOf: (row: T) => string;
	readonly #order: (a: T, b: T) => number;
	#sorted: T[] | null = null;

	/** @param order compares two rows; of equal ones the later added comes first */
	constructor(idOf: (row: T) => string, order: (a: T, b: T) => number) {
		this.#idOf = idOf;
		this.#order = order;
	}

	get(id: string): T | undefined {
		return this.#rows.get(id);
	}

	add(...rows: T[]): void {
		for (const row of rows) this.#rows.set(this.#idOf(row), row);
		this.#sorted = null;
	}

	/** Overwrites fields of a stored row. @returns the row, or null where there is none */
	change(id: string, fields: Partial<T> | Record<string, unknown>): T | null {
		const row = this.#rows.get(id);
		if (!row) return null;
		Object.assign(row, fields);
		this.#sorted = null;
		return row;
	}

	remove(id: string): boolean {
		this.#sorted = null;
		return this.#rows.delete(id);
	}

	clear(): void {
		this.#rows.clear();
		this.#sorted = null;
	}

	/** Only these rows from now on, in the order of their adding. */
	replace(rows: readonly T[]): void {
		this.clear();
		for (const row of rows) this.add(row);
	}

	/** In the order in which they were added. */
	all(): T[] {
		return [...this.#rows.values()];
	}

	sorted(): readonly T[] {
		this.#sorted ??= this.all().reverse().sort(this.#order);
		return this.#sorted;
	}
}
