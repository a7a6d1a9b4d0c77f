import type { Change } from './diff';
import { packEntries } from './entry';
import { eventId } from './eventId';
import { fingerprint } from './fingerprint';
import type { Source, Wanted } from './filter';
import { asked } from './filter';
import type { Watch } from './snapshot';

/** A change that is reported. */
export interface Event {
	readonly eventId: string;
	readonly change: Change<Source>;
}

/** What a user asked for: now, and when the state was written. */
export interface Question {
	readonly now: Wanted;
	/** What happened while something else was asked for must have been wanted then, too: by all of these. */
	readonly then: readonly Wanted[];
	/** Whether campaigns that were there when the watch began are reported. */
	readonly emitsExisting: boolean;
}

/**
 * Chooses what is reported, and says what is known afterwards.
 *
 * @param provider whose campaigns they are
 * @param before what was known
 * @param after what is known now
 */
export function report(
	provider: string,
	before: Watch,
	after: Watch,
	changes: ReadonlyArray<Change<Source>>,
	question: Question,
): { events: Event[]; watch: Watch } {
	const events = changes.flatMap((change): Event[] => {
		if (change.isExisting === true && !question.emitsExisting) return [];
		const wanted = asked(change, question.now);
		const wasWanted =
			change.isExisting === true || question.then.every((one) => asked(change, one) !== undefined);
		return wanted !== undefined && wasWanted
			? [{ eventId: eventId(provider, before, wanted), change: wanted }]
			: [];
	});
	const begins = !before.isBegun && after.isBegun;
	return {
		events,
		watch: {
			...after,
			// Only what was reported is sure to be stored: older hosts keep the rest in memory.
			sequence: before.sequence + (events.length > 0 ? 1 : 0),
			epoch: begins ? fingerprint(packEntries(after.entries.values()), 8) : before.epoch,
		},
	};
}
