import { createHash } from 'node:crypto';
import type { Reading } from './scanResult';
import type { Watch } from './snapshot';

/** Fingerprints a list while it is read: the same only for a list that reads the same to the last letter. */
export class Digest {
	readonly #hash = createHash('sha256');

	/** Adds the campaigns of a page, as the service sent them. */
	add(page: readonly unknown[]): void {
		this.#hash.update(JSON.stringify(page));
	}

	/** The fingerprint of what was added, once it is all. */
	text(): string {
		return this.#hash.digest('base64url').slice(0, 22);
	}
}

/**
 * The digest that the state keeps. A list that reads the same the next time then needs no comparing:
 * nothing can have come of it. That is so only when this reading left nothing open, such as a campaign that has to be
 * missed again before it counts as deleted.
 *
 * @param watch what is known after the reading
 * @param digest of the whole list, from its first page to its last; undefined when it was not read so
 */
export function digestToKeep(
	watch: Watch,
	reading: Reading<unknown>,
	digest: string | undefined,
): string | undefined {
	if (digest === undefined || !reading.isComplete || reading.log.length > 0) return undefined;
	if (watch.entries.size !== reading.list.size) return undefined;
	for (const { isSeen, isMissed, isSilent } of watch.entries.values()) {
		if (isSeen || isMissed || isSilent) return undefined;
	}
	return digest;
}
