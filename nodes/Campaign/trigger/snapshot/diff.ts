import type { Change } from './change';
import { changesBetween } from './change';
import type { MissingCampaigns } from './deletions';
import { findMissing } from './deletions';
import type { Entry, SnapshotEntry } from './entry';
import type { LoggedSighting, Scan, Sighting } from './mergeScan';
import type { LoggedCampaign } from './scanResult';
import type { Snapshot } from './snapshot';

/** What a scan changed. */
export interface Diff extends MissingCampaigns {
	readonly changes: readonly Change[];
}

/** How to compare. */
export interface DiffOptions {
	/** A campaign can move to a page that was already read when an earlier one is deleted. */
	readonly hasNumberedPages: boolean;
	/** False when the stored fingerprints are of other fields: then the new ones replace them silently. */
	readonly isSameBasis: boolean;
	/** Whether the filters in force so far would have reported the deletion of this campaign. */
	wasWanted(entry: Entry): boolean;
}

/**
 * Compares what was known with what a scan met. A campaign that was not met is not deleted yet: it may have moved to a
 * page that was already read, or the list may be wrong for once. It counts as deleted when the next complete scan does
 * not meet it either; with numbered pages, only if nothing moved during the scan that missed it first.
 *
 * @param before what was known
 * @param scan an incomplete scan says nothing of the campaigns that it did not meet
 */
export function diff(before: Snapshot, scan: Scan, options: DiffOptions): Diff {
	const entries = new Map<string, SnapshotEntry>(before.entries);
	const gone = withoutListed(before.gone, scan);
	const changes = applyLog(entries, scan.log, before.listedAt);
	const logged = new Map(scan.log.map((sighting) => [sighting.entry.id, sighting]));

	for (const sighting of scan.list.values()) {
		const { current, entry } = sighting;
		const known = entries.get(entry.id);
		const isOutdated = known !== undefined && isOlder(sighting, logged.get(entry.id));
		if (known === undefined) {
			changes.push({ event: 'created', entry, current, ...originOf(entry.id, before) });
		} else if (before.hasBaseline && before.isCurrent && !isOutdated) {
			for (const change of changesBetween(known, entry, options.isSameBasis)) {
				changes.push({ ...change, current });
			}
		}
		const latest = isOutdated ? known : entry;
		// Avoids copying 100,000 entries that did not change.
		if (!scan.isComplete || latest !== known) entries.set(entry.id, asSeen(latest));
	}

	if (!scan.isComplete) {
		return { changes, snapshot: { ...before, entries, gone }, missing: [], isShort: false };
	}
	const { hasNumberedPages, wasWanted } = options;
	const known = { ...before, gone };
	return { changes, ...findMissing(known, entries, scan, hasNumberedPages, wasWanted) };
}

/** The deleted campaigns but for those that are back. */
function withoutListed(gone: Snapshot['gone'], { list }: Scan): Snapshot['gone'] {
	if (gone.size === 0 || ![...gone.keys()].some((id) => list.has(id))) return gone;
	return new Map([...gone].filter(([id]) => !list.has(id)));
}

/** Whether a campaign that was not known may have existed for long, or was reported as deleted. */
function originOf(id: string, { hasBaseline, gone }: Snapshot): Partial<Change> {
	if (!hasBaseline) return { isExisting: true };
	return gone.has(id) ? { previous: { status: 'deleted' } } : {};
}

/** How far the service's clocks may be apart, in ms. */
const clockToleranceMs = 2_000;

/**
 * Adds what the event log says to the entries.
 *
 * @param listedAt when the last list was read. An event from before that was in the log then, or comes so late that the
 * list has shown it already.
 */
function applyLog(
	entries: Map<string, SnapshotEntry>,
	log: readonly LoggedSighting[],
	listedAt: number | undefined,
): Change[] {
	const changes: Change[] = [];
	for (const { entry, current } of log) {
		if (isLate(current, listedAt)) continue;
		const known = entries.get(entry.id);
		// The log also has events of campaigns that the list does not show.
		if (known === undefined && !current.isCreation) continue;
		// The log does not show settings and figures.
		const merged =
			known === undefined ? entry : { ...entry, settings: known.settings, figures: known.figures };
		for (const change of changesBetween(known, merged, true)) {
			changes.push({ ...change, current, logSequence: current.sequence });
		}
		// A new campaign may have been created after the list was read. Whether the others exist, the list says.
		entries.set(entry.id, known === undefined ? asSeen(merged) : { ...known, ...merged });
	}
	return changes;
}

function isLate({ occurredAt }: LoggedCampaign, listedAt: number | undefined): boolean {
	if (occurredAt === null || listedAt === undefined) return false;
	return Date.parse(occurredAt) < listedAt - clockToleranceMs;
}

/** The list is read before the log: what it shows of a campaign may be older than the log's last event. */
function isOlder(
	{ entry, updatedAt, current }: Sighting,
	logged: LoggedSighting | undefined,
): boolean {
	if (logged === undefined) return false;
	if (current === undefined || updatedAt === null || logged.updatedAt === null) return true;
	if (updatedAt === logged.updatedAt) return entry.status !== logged.entry.status;
	return updatedAt < logged.updatedAt;
}

function asSeen(entry: Entry): SnapshotEntry {
	return { ...entry, isSeen: true, isMissing: false, isSilent: false };
}
