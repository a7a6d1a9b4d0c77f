import type { CampaignStatus } from '../../campaign';
import type { Entry, Kept } from './entry';
import type { LoggedSighting, Reading, Sighting } from './scanResult';
import type { Watch } from './snapshot';

/** What the trigger reports. */
export type EventName = 'created' | 'updated' | 'statusChanged' | 'deleted';

/** The fields that changed, as they were. Null: it changed, and its old value is not kept. */
export interface Previous {
	status?: CampaignStatus;
	name?: string | null;
	settings?: null;
	figures?: null;
}

/** One event. */
export interface Change<T> {
	readonly event: EventName;
	/** The campaign as it is now; of one that is no longer there, as it was last. */
	readonly entry: Entry;
	readonly previous?: Previous;
	/** The service's object; left out for a campaign that is no longer there. */
	readonly source?: T;
	/** The number of the event log's event that told it. */
	readonly logSequence?: number;
	/** Found when the watch began: it may have been there for long. */
	readonly isExisting?: boolean;
	/** Nobody had asked for it when it happened. */
	readonly isSilent?: boolean;
}

/** What came of comparing. */
export interface Difference<T> {
	readonly changes: ReadonlyArray<Change<T>>;
	readonly watch: Watch;
	/** Campaigns that two complete readings did not show: gone, unless a look at them says otherwise. */
	readonly gone: readonly string[];
	/** The list lacks more than half of what was known: it may be wrong as a whole. */
	readonly isShort: boolean;
}

/** How to compare. */
export interface Comparison {
	/** Whether pages are counted, so that a campaign can slip past a reading when an earlier one is deleted. */
	readonly pagesShift: boolean;
	/** False when the fingerprints in the state are of other fields than today's: then they are taken over. */
	readonly isSameBasis: boolean;
	/** Whether a deletion of this campaign that is first noticed now would have been reported then. */
	wasAsked(entry: Entry): boolean;
}

/**
 * Compares what was known with what was read. A campaign that was not met is not deleted yet: it
 * may have slipped past the reading, or the list may be wrong for once. It is gone when the next complete reading
 * does not show it either; where pages shift, only if nothing moved in the reading that missed it first.
 *
 * @param before what was known
 * @param reading what was read; if not to its end, nothing is said of the campaigns that it lacks
 */
export function difference<T>(before: Watch, reading: Reading<T>, how: Comparison): Difference<T> {
	const entries = new Map<string, Kept>(before.entries);
	const changes: Array<Change<T>> = [];
	const told = new Map<string, LoggedSighting<T>>();

	for (const sighting of reading.log) {
		const { entry, isCreation, sequence: logSequence, source } = sighting;
		const known = entries.get(entry.id);
		// The log also tells of campaigns that the list does not hold.
		if (known === undefined && !isCreation) continue;
		const merged = known === undefined ? entry : { ...entry, ...fingerprintsOf(known) };
		changes.push(...changesOf(known, merged, true).map((one) => ({ ...one, source, logSequence })));
		// A new one may have been made after the list was read; of the others the list says whether they are there.
		entries.set(entry.id, known === undefined ? seen(merged) : { ...known, ...merged });
		told.set(entry.id, sighting);
	}

	for (const sighting of reading.list.values()) {
		const { source, entry } = sighting;
		const known = entries.get(entry.id);
		const isOlder = known !== undefined && isOlderThanTold(told.get(entry.id), sighting);
		if (known === undefined) {
			const isExisting = !before.isBegun;
			changes.push({ event: 'created', entry, source, ...(isExisting ? { isExisting } : {}) });
		} else if (before.isBegun && before.isCurrent && !isOlder) {
			changes.push(...changesOf(known, entry, how.isSameBasis).map((one) => ({ ...one, source })));
		}
		const now = isOlder ? known : entry;
		// Of 100,000 campaigns that are as they were, none is copied.
		if (!reading.isComplete || now !== known) entries.set(entry.id, seen(now));
	}

	if (!reading.isComplete) {
		return { changes, watch: { ...before, entries }, gone: [], isShort: false };
	}
	return { changes, ...ended(before, entries, reading, how) };
}

/** The end of a complete reading: who was not met, and for the second time. Changes `entries`. */
function ended(
	watch: Watch,
	entries: Map<string, Kept>,
	{ list, isDoubled }: Reading<unknown>,
	how: Comparison,
): Omit<Difference<never>, 'changes'> {
	const missed: string[] = [];
	let met = 0;
	let vanished = 0;
	for (const [id, entry] of entries) {
		if (entry.isSeen || list.has(id)) {
			if (watch.entries.get(id)?.isMissed === false) met++;
			if (entry.isSeen || entry.isMissed || entry.isSilent) {
				entries.set(id, { ...entry, isSeen: false, isMissed: false, isSilent: false });
			}
		} else if (entry.isMissed) {
			missed.push(id);
		} else {
			if (watch.entries.has(id)) vanished++;
			// What was not looked at for long may have been deleted when nobody asked.
			const isSilent = entry.isSilent || !watch.isBegun || !watch.isCurrent || !how.wasAsked(entry);
			entries.set(id, { ...entry, isMissed: true, isSilent });
		}
	}
	const isShort = vanished > met;
	const isSure = !how.pagesShift || (watch.isSteady && vanished === 0);
	return {
		watch: {
			...watch,
			entries,
			isBegun: true,
			isCurrent: watch.isCurrent || !isShort,
			isSteady: !isDoubled && !isShort,
			place: undefined,
		},
		gone: isSure ? missed : [],
		isShort,
	};
}

/**
 * Takes campaigns that two complete readings did not show for met, because the service may show them when it is asked
 * for them: the next two readings count anew. They go to the end, so that the next looks go to others.
 *
 * @param there ids of those that it shows
 * @param open ids of those of which it did not say: when they are deleted, they may have been by now
 */
export function withThere(watch: Watch, there: readonly string[], open: readonly string[]): Watch {
	if (there.length + open.length === 0) return watch;
	const entries = new Map(watch.entries);
	for (const id of [...there, ...open]) {
		const entry = entries.get(id);
		if (entry === undefined) continue;
		entries.delete(id);
		const isSilent = entry.isSilent && open.includes(id);
		entries.set(id, { ...entry, isMissed: false, isSilent });
	}
	return { ...watch, entries };
}

/**
 * Reports campaigns as deleted and forgets them.
 *
 * @param gone ids of Difference.gone
 */
export function withoutGone(
	watch: Watch,
	gone: readonly string[],
): { changes: Array<Change<never>>; watch: Watch } {
	if (gone.length === 0) return { changes: [], watch };
	const entries = new Map(watch.entries);
	const changes = gone.flatMap((id): Array<Change<never>> => {
		const entry = entries.get(id);
		entries.delete(id);
		// What went to the trash was reported then.
		if (entry === undefined || entry.status === 'deleted') return [];
		const { status, isSilent } = entry;
		return [{ event: 'deleted', entry, previous: { status }, isSilent }];
	});
	return { changes, watch: { ...watch, entries } };
}

function changesOf(
	known: Entry | undefined,
	entry: Entry,
	isSameBasis: boolean,
): Array<Change<never>> {
	if (known === undefined) return [{ event: 'created', entry }];
	const hasOtherStatus = known.status !== entry.status;
	const hasOtherName = known.name !== entry.name || known.nameMark !== entry.nameMark;
	const hasOther = (field: 'settings' | 'figures') =>
		isSameBasis && known[field] !== '' && entry[field] !== '' && known[field] !== entry[field];
	const previous: Previous = {
		...(hasOtherStatus ? { status: known.status } : {}),
		...(hasOtherName ? { name: known.name } : {}),
		...(hasOther('settings') ? { settings: null } : {}),
		...(hasOther('figures') ? { figures: null } : {}),
	};
	const events: EventName[] = [];
	if (changesMore(previous)) events.push('updated');
	if (hasOtherStatus) events.push('statusChanged');
	if (hasOtherStatus && entry.status === 'deleted') events.push('deleted');
	return events.map((event) => ({ event, entry, previous }));
}

/** Whether more than the status changed. */
export function changesMore(previous: Previous): boolean {
	return Object.keys(previous).some((field) => field !== 'status');
}

/** The list is read before the log: what the log told of a campaign may be newer than what the list shows. */
function isOlderThanTold<T>(
	told: LoggedSighting<T> | undefined,
	{ entry, updatedAt, source }: Sighting<T>,
): boolean {
	if (told === undefined) return false;
	if (source === undefined || updatedAt === null || told.updatedAt === null) return true;
	if (updatedAt === told.updatedAt) return entry.status !== told.entry.status;
	return updatedAt < told.updatedAt;
}

function fingerprintsOf({ settings, figures }: Entry): Pick<Entry, 'settings' | 'figures'> {
	return { settings, figures };
}

function seen(entry: Entry): Kept {
	return { ...entry, isSeen: true, isMissed: false, isSilent: false };
}
