import type { Entry } from './entry';
import { isSameEntry, toEntry } from './entry';
import type { FetchedCampaign, LoggedCampaign, ScanResult } from './scanResult';
import type { Cursor, Snapshot } from './snapshot';

/** A campaign as a scan met it in the list. */
export interface Sighting {
	readonly entry: Entry;
	/** When the campaign was last changed, by the service's clock; null when it does not say. */
	readonly updatedAt: string | null;
	/** What an event about it carries; absent when nothing about it changed. */
	readonly current?: FetchedCampaign;
}

/** A campaign as a scan met it in the event log. */
export interface LoggedSighting extends Sighting {
	readonly current: LoggedCampaign;
}

/** A scan, set against a snapshot. */
export interface Scan {
	/** By ID, in the order in which the campaigns were met. */
	readonly list: ReadonlyMap<string, Sighting>;
	/** Oldest event first. */
	readonly log: readonly LoggedSighting[];
	/** The list was read to its end, and counts. */
	readonly isComplete: boolean;
	/** A campaign was met twice: pages moved while they were read. */
	readonly hasDuplicates: boolean;
	/** When it began, in ms since 1970 by the service's clock. */
	readonly startedAt: number;
	/** The epoch of a snapshot that begins with this scan. */
	readonly newEpoch: string;
	/** Where to continue, when time ran out. */
	readonly cursor?: Omit<Cursor, 'query'>;
	/** The campaigns beyond the first pages were not read. */
	readonly stoppedEarly: boolean;
	/** The digest of the list, when this poll read all of it. */
	readonly digest?: string;
}

/**
 * Sets what a poll read against what is known.
 *
 * @param part the part of the name that is filtered by; empty for none
 * @throws what `result.parse` throws
 */
export function mergeScan(snapshot: Snapshot, result: ScanResult, part: string): Scan {
	const log = snapshot.hasBaseline ? readLog(result, part) : [];
	const isContinued = snapshot.cursor !== undefined && !result.isRestarted;
	const startedAt = (isContinued ? snapshot.cursor?.startedAt : undefined) ?? result.startedAt;
	const begun = { startedAt, newEpoch: result.target.newEpoch };
	if (snapshot.hasBaseline && result.log?.isComplete === false) {
		// The list already shows what the rest of the log will tell. It counts once the log is read to its end.
		const ignored = { list: new Map(), isComplete: false, hasDuplicates: false };
		return { ...ignored, ...begun, log, cursor: snapshot.cursor, stoppedEarly: false };
	}
	const list = new Map<string, Sighting>();
	let hasDuplicates = snapshot.cursor?.hasDuplicates ?? false;
	for (const raw of result.list) {
		const current = result.parse(raw);
		const { id, updatedAt } = current.campaign;
		const known = snapshot.entries.get(id);
		const entry = toEntry(current.campaign, result.target.trackedFields, raw, part, known);
		if (list.has(id) || known?.isSeen === true) hasDuplicates = true;
		const isUnchanged = known !== undefined && isSameEntry(known, entry);
		// Of a campaign that is met twice, the later sighting counts. Of an unchanged one, little is kept in memory:
		// a list may have a hundred thousand.
		list.set(id, isUnchanged ? { entry: known, updatedAt } : { entry, updatedAt, current });
	}
	const { isComplete, stoppedEarly, nextPage, digest } = result;
	const cursor = nextPage === undefined ? undefined : { page: nextPage, startedAt, hasDuplicates };
	return { ...begun, list, log, isComplete, hasDuplicates, cursor, stoppedEarly, digest };
}

function readLog({ log, target }: ScanResult, part: string): LoggedSighting[] {
	return (log?.campaigns ?? []).map((current) => ({
		entry: toEntry(current.campaign, target.trackedFields, undefined, part),
		updatedAt: current.campaign.updatedAt,
		current,
	}));
}
