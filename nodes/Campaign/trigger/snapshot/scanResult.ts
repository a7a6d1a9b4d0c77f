import type { Entry, Kept } from './entry';

/** A campaign as it was met in the list or in an event log. */
export interface Sighting<T> {
	readonly entry: Entry;
	/** When the campaign was last changed, by the service's clock, where it says so. */
	readonly updatedAt: string | null;
	/** What an event about it will carry; left out when the list shows nothing new of it. */
	readonly source?: T;
}

/** A campaign as an event log tells it. */
export interface LoggedSighting<T> extends Sighting<T> {
	/** The log's own number of the event. */
	readonly sequence: number;
	/** The event says that the campaign was created. */
	readonly isCreation: boolean;
	readonly source: T;
}

/** What one poll read: campaigns in the order in which they were met. */
export class Reading<T> {
	readonly list = new Map<string, Sighting<T>>();
	readonly log: Array<LoggedSighting<T>> = [];
	/** A campaign was met twice: pages moved while they were read. */
	isDoubled = false;
	/** The list was read to its end. */
	isComplete = false;

	/**
	 * @param known what the state remembers, by id
	 * @param keepsAll whether also the campaigns that did not change will be reported
	 */
	constructor(
		private readonly known: ReadonlyMap<string, Kept>,
		private readonly keepsAll: boolean,
	) {}

	/** Adds a campaign of the list. Of one that is met twice, the later sighting counts. */
	see(entry: Entry, updatedAt: string | null, source: T): void {
		const known = this.known.get(entry.id);
		const isAsKnown = !this.keepsAll && known !== undefined && isSame(known, entry);
		if (this.list.has(entry.id) || known?.isSeen === true) this.isDoubled = true;
		// What is not kept here need not stay in memory: a list may hold a hundred thousand campaigns.
		this.list.set(entry.id, isAsKnown ? { entry: known, updatedAt } : { entry, updatedAt, source });
	}
}

function isSame(a: Entry, b: Entry): boolean {
	return (
		a.status === b.status &&
		a.name === b.name &&
		a.nameMark === b.nameMark &&
		a.settings === b.settings &&
		a.figures === b.figures
	);
}
