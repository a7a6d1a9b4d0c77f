/**
 * Works on items a few at a time. Items of the same subject are worked on one after the other, in
 * their order.
 *
 * @param count how many items there are; they are started in their order
 * @param most how many are worked on at the same time
 * @param subjectOf what an item is about, or undefined where it touches nothing that another item may touch
 * @param work does one item, never rejects, and says whether further items may be started
 */
export async function forEachConcurrently(
	count: number,
	most: number,
	subjectOf: (index: number) => string | undefined,
	work: (index: number) => Promise<boolean>,
): Promise<void> {
	const lastOf = new Map<string, Promise<void>>();
	let next = 0;
	let goesOn = true;

	async function start(index: number, before: Promise<void> | undefined): Promise<void> {
		await before;
		if (goesOn && !(await work(index))) goesOn = false;
	}

	async function takeItems(): Promise<void> {
		while (goesOn && next < count) {
			const index = next++;
			const subject = subjectOf(index);
			if (subject === undefined) {
				await start(index, undefined);
			} else {
				const done = start(index, lastOf.get(subject));
				lastOf.set(subject, done);
				await done;
			}
		}
	}

	await Promise.all(Array.from({ length: Math.min(most, count) }, takeItems));
}

/** Item numbers as a message names them: `0 to 6, 9`. */
export function itemRanges(indices: readonly number[]): string {
	const ranges: Array<{ from: number; to: number }> = [];
	for (const index of indices) {
		const range = ranges[ranges.length - 1];
		if (range !== undefined && range.to === index - 1) range.to = index;
		else ranges.push({ from: index, to: index });
	}
	return ranges.map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`)).join(', ');
}
