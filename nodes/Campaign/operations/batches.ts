import type { BatchPlace } from './shared/operation';

interface Group {
	/** The batch that each entry is in. */
	readonly byEntry: Map<string, number[]>;
	/** The batch that takes further entries. */
	open?: { readonly batch: number[]; entries: number };
}

/**
 * Puts items together that share requests. Takes as few batches as their sizes allow.
 *
 * @param indices the items, in their order
 * @param placeOf how an item shares requests; undefined when it shares none
 * @returns the items of each batch, in their order; last the items that add nothing to a request
 */
export function toBatches(
	indices: readonly number[],
	placeOf: (index: number) => BatchPlace | undefined,
): number[][] {
	const groups = new Map<string, Group>();
	const batches: number[][] = [];
	const rest: number[] = [];
	for (const index of indices) {
		const place = placeOf(index);
		if (place === undefined) {
			batches.push([index]);
			continue;
		}
		if (place.entry === undefined) {
			rest.push(index);
			continue;
		}
		const group = groups.get(place.key) ?? { byEntry: new Map<string, number[]>() };
		groups.set(place.key, group);
		const same = group.byEntry.get(place.entry);
		if (same !== undefined) {
			same.push(index);
			continue;
		}
		if (group.open === undefined || group.open.entries >= place.size) {
			group.open = { batch: [], entries: 0 };
			batches.push(group.open.batch);
		}
		group.open.entries++;
		group.open.batch.push(index);
		group.byEntry.set(place.entry, group.open.batch);
	}
	return rest.length === 0 ? batches : [...batches, rest];
}
