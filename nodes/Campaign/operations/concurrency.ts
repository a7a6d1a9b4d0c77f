/**
 * Processes items several at a time. Items with the same lock key run one after the other, in their order.
 *
 * @param count the number of items; they are started in their order
 * @param limit how many run at the same time
 * @param lockKeyOf what an item changes; undefined when no other item can touch it
 * @param work processes one item, never rejects, and returns whether further items may be started
 */
export async function forEachConcurrently(
	count: number,
	limit: number,
	lockKeyOf: (index: number) => string | undefined,
	work: (index: number) => Promise<boolean>,
): Promise<void> {
	const lastWithKey = new Map<string, Promise<void>>();
	let next = 0;
	let mayStart = true;

	async function start(index: number, previous: Promise<void> | undefined): Promise<void> {
		await previous;
		if (mayStart && !(await work(index))) mayStart = false;
	}

	async function takeItems(): Promise<void> {
		while (mayStart && next < count) {
			const index = next++;
			const key = lockKeyOf(index);
			if (key === undefined) {
				await start(index, undefined);
			} else {
				const done = start(index, lastWithKey.get(key));
				lastWithKey.set(key, done);
				await done;
			}
		}
	}

	await Promise.all(Array.from({ length: Math.min(limit, count) }, takeItems));
}
