/** Rows by ID and in listing order. Rows are sorted once after a change, not on every read. */
export class Collection<T extends object> {
	readonly #rows = new Map<string, T>();
	readonly #getId: (row: T) => string;
	readonly #compare: (a: T, b: T) => number;
	#sorted: T[] | null = null;

	/** @param compare the listing order; of two equal rows the one added later comes first */
	constructor(getId: (row: T) => string, compare: (a: T, b: T) => number) {
		this.#getId = getId;
		this.#compare = compare;
	}

	get(id: string): T | undefined {
		return this.#rows.get(id);
	}

	add(...rows: T[]): void {
		for (const row of rows) this.#rows.set(this.#getId(row), row);
		this.#sorted = null;
	}

	/** Overwrites fields of a row. @returns the row, or null if there is no such row */
	update(id: string, fields: Partial<T> | Record<string, unknown>): T | null {
		const row = this.#rows.get(id);
		if (!row) return null;
		Object.assign(row, fields);
		this.#sorted = null;
		return row;
	}

	/** @returns whether there was such a row */
	remove(id: string): boolean {
		this.#sorted = null;
		return this.#rows.delete(id);
	}

	/** Replaces all rows, keeping the given order as the order of insertion. */
	replace(rows: readonly T[]): void {
		this.#rows.clear();
		this.#sorted = null;
		for (const row of rows) this.add(row);
	}

	/** @returns the rows in the order of insertion */
	all(): T[] {
		return [...this.#rows.values()];
	}

	/** @returns the rows in listing order; the same array until the next change */
	sorted(): readonly T[] {
		this.#sorted ??= this.all().reverse().sort(this.#compare);
		return this.#sorted;
	}
}
