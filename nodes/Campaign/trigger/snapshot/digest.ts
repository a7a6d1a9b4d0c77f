import { createHash } from 'node:crypto';
import type { Scan } from './mergeScan';
import type { Snapshot } from './snapshot';

/**
 * Fingerprints a list while it is read. Two lists have the same digest only if their answers are equal to the last
 * character.
 */
export class ListDigest {
	readonly #hash = createHash('sha256');

	/** Adds a page, as the service sent it: writing its campaigns as text again would take longer than comparing them. */
	add(page: string): void {
		this.#hash.update(page);
	}

	/** The digest of all pages; nothing can be added afterwards. */
	finish(): string {
		return this.#hash.digest('base64url').slice(0, 22);
	}
}

/**
 * The digest to store. A later list with the same digest needs no comparison: nothing can have changed. That holds only
 * if this scan left nothing open, such as a campaign that must be missing once more before it counts as deleted.
 *
 * @param after the snapshot after the scan
 */
export function digestToKeep(after: Snapshot, scan: Scan): string | undefined {
	if (scan.digest === undefined || scan.log.length > 0) return undefined;
	if (after.entries.size !== scan.list.size) return undefined;
	for (const { isSeen, isMissing, isSilent } of after.entries.values()) {
		if (isSeen || isMissing || isSilent) return undefined;
	}
	return scan.digest;
}
