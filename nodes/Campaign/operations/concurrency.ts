/**
 * Processes items several at a time. Items that share a lock key run one after the other, in their order.
 *
 * @param count the number of items; they are started in their order
 * @param limit how many run at the same time
 * @param lockKeysOf what an item changes; empty when no other item can touch it
 * @param work processes one item, never rejects, and returns whether further items may be started
 */
export async function forEachConcurrently(
	count: number,
	limit: number,
	lockKeysOf: (index: number) => readonly string[],
	work: (index: number) => Promise<boolean>,
): Promise<void> {
	const lastWithKey = new Map<string, Promise<void>>();
	let next = 0;
	let mayStart = true;

	async function start(index: number, previous: ReadonlyArray<Promise<void> | undefined>) {
		await Promise.all(previous);
		if (mayStart && !(await work(index))) mayStart = false;
	}

	async function takeItems(): Promise<void> {
		while (mayStart && next < count) {
			const index = next++;
			const keys = lockKeysOf(index);
			const done = start(
				index,
				keys.map((key) => lastWithKey.get(key)),
			);
			for (const key of keys) lastWithKey.set(key, done);
			await done;
		}
	}

	await Promise.all(Array.from({ length: Math.min(limit, count) }, takeItems));
}
