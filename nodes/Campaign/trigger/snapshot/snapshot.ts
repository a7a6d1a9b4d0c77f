import type { SnapshotEntry } from './entry';

/** Everything that a trigger remembers of a service between two polls. */
export interface Snapshot extends SnapshotHead {
	/** The known campaigns, by ID, but for the unchanged ones. */
	readonly entries: ReadonlyMap<string, SnapshotEntry>;
	/** Campaigns that a complete scan met as they were: nothing about them is open. */
	readonly unchanged: Unchanged;
	/** The campaigns that were deleted last, by ID: when one comes back, the event says so. */
	readonly gone: ReadonlyMap<string, SnapshotEntry>;
}

/** A snapshot without its entries. */
export interface SnapshotHead {
	/** The list was read to its end once: from then on, a campaign that was not there is new. */
	readonly hasBaseline: boolean;
	/** The last complete scan met no campaign twice, and at least half of those that were known. */
	readonly isStable: boolean;
	/** False while polls look for new campaigns only: what the snapshot says of the others may be outdated. */
	readonly isCurrent: boolean;
	/** Where the next poll continues a scan that ran out of time. */
	readonly cursor?: Cursor;
	/** Path of the list that was read, since a service may have several. Empty before the first scan. */
	readonly listPath: string;
	/** How far the event log was read, on services that have one. */
	readonly log?: LogPosition;
	/** How many polls reported something. Part of every event's ID. */
	readonly sequence: number;
	/** Fingerprint of the whole list as last read; absent when that scan left something open. */
	readonly digest?: string;
	/**
	 * Tells this snapshot from every other one. Part of every event's ID. Empty before the first complete scan of a state
	 * that an earlier version stored.
	 */
	readonly epoch: string;
	/** Set while complete scans lack many campaigns at once: the list may be wrong as a whole. */
	readonly shortage?: Shortage;
	/** When the last complete scan began, in ms since 1970 by the service's clock. */
	readonly listedAt?: number;
}

/** Campaigns that are left as they are stored. */
export interface Unchanged {
	readonly count: number;
	/** Their records, in the order in which they are stored; undefined at the place of each entry. */
	readonly records: ReadonlyArray<string | undefined>;
}

/** Many campaigns are missing at once. */
export interface Shortage {
	/** When the first scan that lacked them began, in ms since 1970 by the service's clock. */
	readonly since: number;
	/** How many complete scans in a row lacked that many. */
	readonly scans: number;
}

/** Where a scan of the list stopped. */
export interface Cursor {
	/** The next page, as `transport/pageToken.ts` writes it. */
	readonly page: string;
	/** When the scan began, in ms since 1970 by the service's clock; absent in states of earlier versions. */
	readonly startedAt?: number;
	/** The scan met a campaign twice before that page. */
	readonly hasDuplicates: boolean;
	/** Fingerprint of the filter and the tracked fields with which the scan began. */
	readonly query: string;
}

/** How far an event log was read. */
export interface LogPosition {
	readonly sequence: number;
	/** Its end was reached once: from then on, its events are reported. */
	readonly reachedEnd: boolean;
}

/** A snapshot that knows nothing yet. */
export const emptySnapshot: Snapshot = {
	entries: new Map(),
	unchanged: { count: 0, records: [] },
	gone: new Map(),
	hasBaseline: false,
	isStable: true,
	isCurrent: true,
	listPath: '',
	sequence: 0,
	epoch: '',
};

/** The snapshot with its list to be scanned from the first page. */
export function restartScan(snapshot: Snapshot): Snapshot {
	const entries = new Map(snapshot.entries);
	for (const [id, entry] of entries) if (entry.isSeen) entries.set(id, { ...entry, isSeen: false });
	return { ...snapshot, entries, cursor: undefined, digest: undefined };
}

/** The snapshot after a poll that looked for new campaigns only: of the others, only the IDs are reliable. */
export function markOutdated(snapshot: Snapshot): Snapshot {
	const entries = new Map(snapshot.entries);
	for (const [id, entry] of entries) {
		if (entry.isSeen || entry.isMissing) {
			entries.set(id, { ...entry, isSeen: false, isMissing: false, isSilent: false });
		}
	}
	return { ...snapshot, entries, cursor: undefined, digest: undefined, isCurrent: false };
}
