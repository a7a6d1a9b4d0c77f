import type { RequestSharing } from './shared/operation';

interface Group {
	/** The batch that each entry is in. */
	readonly byEntry: Map<string, number[]>;
	/** The batch that takes further entries. */
	open?: { readonly batch: number[]; entries: number };
}

/** Items that are executed together. */
interface Batches {
	/** The items of each batch, in their order. */
	readonly batches: ReadonlyArray<readonly number[]>;
	/** The items that add nothing to a request. */
	readonly rest: readonly number[];
}

/**
 * Puts items together that share requests. Takes as few batches as their sizes allow.
 *
 * @param indices the items, in their order
 * @param sharingOf how an item shares requests; undefined when it shares none
 */
export function toBatches(
	indices: readonly number[],
	sharingOf: (index: number) => RequestSharing | undefined,
): Batches {
	const groups = new Map<string, Group>();
	const batches: number[][] = [];
	const rest: number[] = [];
	for (const index of indices) {
		const sharing = sharingOf(index);
		if (sharing === undefined) {
			batches.push([index]);
			continue;
		}
		if (sharing.entry === undefined) {
			rest.push(index);
			continue;
		}
		const group = groups.get(sharing.key) ?? { byEntry: new Map<string, number[]>() };
		groups.set(sharing.key, group);
		const same = group.byEntry.get(sharing.entry);
		if (same !== undefined) {
			same.push(index);
			continue;
		}
		if (group.open === undefined || group.open.entries >= sharing.size) {
			group.open = { batch: [], entries: 0 };
			batches.push(group.open.batch);
		}
		group.open.entries++;
		group.open.batch.push(index);
		group.byEntry.set(sharing.entry, group.open.batch);
	}
	return { batches, rest };
}
