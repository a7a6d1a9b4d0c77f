import type { Change } from './change';
import { eventId } from './eventId';
import type { Filter } from './filter';
import { applyFilter, passesAll } from './filter';
import type { State } from './state';

/** A change that is reported. */
export interface TriggerEvent {
	readonly eventId: string;
	readonly change: Change;
}

/**
 * Selects the changes to report. What happened while other filters were in force must have passed those, too.
 *
 * @param state the state before the changes
 * @param emitExisting whether campaigns that the first scan found are reported
 */
export function selectEvents(
	{ provider, account, snapshot, filters }: State,
	changes: readonly Change[],
	filter: Filter,
	emitExisting: boolean,
): TriggerEvent[] {
	return changes.flatMap((change) => {
		const isDue = change.isExisting === true ? emitExisting : passesAll(change, filters);
		const reported = isDue ? applyFilter(change, filter) : undefined;
		if (reported === undefined) return [];
		return [{ eventId: eventId({ provider, account }, snapshot, reported), change: reported }];
	});
}
