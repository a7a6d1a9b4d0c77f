import type { Change } from './change';
import type { Entry, SnapshotEntry } from './entry';
import type { Scan } from './mergeScan';
import type { Shortage, Snapshot } from './snapshot';

/** Deleted campaigns that are remembered. */
const maxGone = 1_000;

/** What the service said about campaigns that its list lacks. IDs in none of these lists were not asked about. */
export interface DeletionAnswers {
	readonly deleted: readonly string[];
	/** These still exist. */
	readonly existing: readonly string[];
	/** The service gave no clear answer about these. */
	readonly unclear: readonly string[];
}

/** What a complete scan says about campaigns that it did not meet. */
export interface MissingCampaigns {
	readonly snapshot: Snapshot;
	/** IDs of campaigns that two complete scans did not meet: deleted, unless the service says otherwise. */
	readonly missing: readonly string[];
	/** The list lacks more than half of the known campaigns: it may be wrong as a whole. */
	readonly isShort: boolean;
}

/**
 * Ends a complete scan: finds the campaigns that it did not meet.
 *
 * @param before what was known before the scan
 * @param entries what is known now; changed in place
 * @param wasWanted whether the filters in force so far would have reported the deletion of this campaign
 */
export function findMissing(
	before: Snapshot,
	entries: Map<string, SnapshotEntry>,
	{ list, hasDuplicates, startedAt }: Scan,
	hasNumberedPages: boolean,
	wasWanted: (entry: Entry) => boolean,
): MissingCampaigns {
	const missing: string[] = [];
	let met = before.unchanged.count;
	let vanished = 0;
	for (const [id, entry] of entries) {
		if (entry.isSeen || list.has(id)) {
			// What was read from the state and not seen since was known before.
			const known = entry.isSeen ? before.entries.get(id) : entry;
			if (known?.isMissing === false) met++;
			if (entry.isSeen || entry.isMissing || entry.isSilent) {
				entries.set(id, { ...entry, isSeen: false, isMissing: false, isSilent: false });
			}
		} else if (entry.isMissing) {
			missing.push(id);
		} else {
			if (before.entries.has(id)) vanished++;
			// A campaign that no recent scan looked for may have been deleted when no filter asked for it.
			const isSilent =
				entry.isSilent || !before.hasBaseline || !before.isCurrent || !wasWanted(entry);
			entries.set(id, { ...entry, isMissing: true, isSilent });
		}
	}
	const isShort = vanished > met;
	const shortage = shortageAfter(before, startedAt, vanished + missing.length);
	const isReliable =
		isTrusted(shortage, startedAt) && (!hasNumberedPages || (before.isStable && vanished === 0));
	return {
		snapshot: {
			...before,
			entries,
			hasBaseline: true,
			isCurrent: before.isCurrent || !isShort,
			isStable: !hasDuplicates && !isShort,
			shortage,
			cursor: undefined,
		},
		missing: isReliable ? missing : [],
		isShort,
	};
}

/** More missing campaigns than this, and than this share of all, are many. */
const many = { count: 5, share: 0.1 } as const;

/** How many complete scans must lack many campaigns before they count as deleted, and for how long, in ms. */
const proof = { scans: 4, ms: 10 * 60_000 } as const;

function shortageAfter(
	{ entries, unchanged, shortage }: Snapshot,
	startedAt: number,
	missing: number,
): Shortage | undefined {
	const known = entries.size + unchanged.count;
	if (missing <= many.count || missing <= many.share * known) return undefined;
	return { since: shortage?.since ?? startedAt, scans: (shortage?.scans ?? 0) + 1 };
}

/** Whether the list may be believed that campaigns are gone. */
function isTrusted(shortage: Shortage | undefined, startedAt: number): boolean {
	if (shortage === undefined) return true;
	return shortage.scans >= proof.scans && startedAt - shortage.since >= proof.ms;
}

/**
 * Keeps missing campaigns that still exist, or may exist. They must be missing from two more scans before the service
 * is asked about them again, and move to the end so that others are asked about first.
 */
export function keepConfirmed(
	snapshot: Snapshot,
	{ existing, unclear }: DeletionAnswers,
): Snapshot {
	if (existing.length + unclear.length === 0) return snapshot;
	const entries = new Map(snapshot.entries);
	for (const id of [...existing, ...unclear]) {
		const entry = entries.get(id);
		if (entry === undefined) continue;
		entries.delete(id);
		// An unclear one may have been deleted already, at a time when no filter asked for it.
		const isSilent = entry.isSilent && unclear.includes(id);
		entries.set(id, { ...entry, isMissing: false, isSilent });
	}
	return { ...snapshot, entries };
}

/**
 * Removes deleted campaigns.
 *
 * @returns the snapshot without them, and a change for each deletion
 */
export function removeDeleted(
	snapshot: Snapshot,
	ids: readonly string[],
): { snapshot: Snapshot; changes: Change[] } {
	if (ids.length === 0) return { snapshot, changes: [] };
	const entries = new Map(snapshot.entries);
	const gone = new Map(snapshot.gone);
	const changes = ids.flatMap((id): Change[] => {
		const entry = entries.get(id);
		entries.delete(id);
		if (entry !== undefined) addGone(gone, entry);
		// A campaign in the trash was reported as deleted when it went there.
		if (entry === undefined || entry.status === 'deleted') return [];
		const { status, isSilent } = entry;
		return [{ event: 'deleted', entry, previous: { status }, isSilent }];
	});
	return { snapshot: { ...snapshot, entries, gone }, changes };
}

function addGone(gone: Map<string, SnapshotEntry>, entry: SnapshotEntry): void {
	gone.delete(entry.id);
	gone.set(entry.id, entry);
	const [oldest] = gone.keys();
	if (gone.size > maxGone && oldest !== undefined) gone.delete(oldest);
}
