import type { Kept } from './entry';

/** Where the reading of a list stopped, to go on from there. */
export interface Place {
	/** The next page, as transport/ writes it down. */
	readonly page: string;
	/** A campaign was met twice before that page. */
	readonly isDoubled: boolean;
	/** A mark of what was asked for, and of the fields that count, when the reading began. */
	readonly asking: string;
}

/** Everything that a trigger remembers of a service between two polls. */
export interface Watch {
	readonly entries: ReadonlyMap<string, Kept>;
	/** The list was read to its end once: from then on, what was not there is new. */
	readonly isBegun: boolean;
	/** Whether the last complete reading met no campaign twice, and half of those that were known at least. */
	readonly isSteady: boolean;
	/** False while only new campaigns are looked for: then what is known of the others may be old. */
	readonly isCurrent: boolean;
	/** Where to go on reading the list, when a poll had no time left. */
	readonly place?: Place;
	/** Path of the list that is watched: a service may have more than one. Empty until one was read. */
	readonly list: string;
	/** How far the service's event log was read; only on services that have one. */
	readonly log?: LogPlace;
	/** How many polls reported something; part of every event's id. */
	readonly sequence: number;
	/** Fingerprint of the whole list as it was read last; only where that left nothing open. */
	readonly digest?: string;
	/** Tells this watch from earlier ones of the same campaigns; part of every event's id. */
	readonly epoch: string;
}

/** How far an event log was read. */
export interface LogPlace {
	readonly sequence: number;
	/** Its end was reached once: from then on its events are news. */
	readonly isBegun: boolean;
}

/** A watch that knows nothing yet. */
export const newWatch: Watch = {
	entries: new Map(),
	isBegun: false,
	isSteady: true,
	isCurrent: true,
	list: '',
	sequence: 0,
	epoch: '',
};

/** The same, with the list to be read from its beginning. */
export function fromBeginning(watch: Watch): Watch {
	const entries = new Map(watch.entries);
	for (const [id, entry] of entries) if (entry.isSeen) entries.set(id, { ...entry, isSeen: false });
	return { ...watch, entries, place: undefined, digest: undefined };
}

/** After only new campaigns were looked for: of the others no more is known than their ids, and none was missed. */
export function notCurrent(watch: Watch): Watch {
	const entries = new Map(watch.entries);
	for (const [id, entry] of entries) {
		if (entry.isSeen || entry.isMissed)
			entries.set(id, { ...entry, isSeen: false, isMissed: false, isSilent: false });
	}
	return { ...watch, entries, place: undefined, digest: undefined, isCurrent: false };
}
