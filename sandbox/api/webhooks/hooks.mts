/** A hook as a service stores it. */
export interface Hook {
	id: string;
	url: string;
	/** The events that it receives, in the service's own words. */
	events: string[];
	isEnabled: boolean;
	/** Signs its deliveries; null where the service signs none. */
	secret: string | null;
	/** What else the service stores of it. */
	fields: Record<string, unknown>;
}

/** The hooks of one account, in the order in which they were registered. */
export class HookStore {
	#hooks: Hook[] = [];
	#lastId = 0;

	all(): Hook[] {
		return this.#hooks;
	}

	find(id: string): Hook | undefined {
		return this.#hooks.find((hook) => hook.id === id);
	}

	add(hook: Hook): Hook {
		this.#hooks.push(hook);
		return hook;
	}

	/** @returns false if there is no such hook */
	remove(id: string): boolean {
		const before = this.#hooks.length;
		this.#hooks = this.#hooks.filter((hook) => hook.id !== id);
		return this.#hooks.length < before;
	}

	/** @returns the next number for a service that counts its hooks */
	nextId(): number {
		this.#lastId += 1;
		return this.#lastId;
	}

	clear(): void {
		this.#hooks = [];
		this.#lastId = 0;
	}

	snapshot() {
		return { hooks: this.#hooks, lastId: this.#lastId };
	}

	restore(snapshot: ReturnType<HookStore['snapshot']> | undefined): void {
		this.#hooks = snapshot?.hooks ?? [];
		this.#lastId = snapshot?.lastId ?? 0;
	}
}
