import type { Change } from './change';
import { eventId, messageEventId } from './eventId';
import type { Filter } from './filter';
import { applyFilter, passesAll, passesMessage } from './filter';
import type { ReportedMessage } from './scanResult';
import type { State } from './state';

/** A change that is reported. */
export interface ChangeEvent {
	readonly eventId: string;
	readonly change: Change;
}

/** A message that is reported. */
export interface MessageEvent {
	readonly eventId: string;
	readonly message: ReportedMessage;
}

/** What is reported. */
export type TriggerEvent = ChangeEvent | MessageEvent;

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
): ChangeEvent[] {
	return changes.flatMap((change) => {
		const isDue = change.isExisting === true ? emitExisting : passesAll(change, filters);
		const reported = isDue ? applyFilter(change, filter) : undefined;
		if (reported === undefined) return [];
		return [{ eventId: eventId({ provider, account }, snapshot, reported), change: reported }];
	});
}

/** Selects the messages to report, as `selectEvents` does with changes. */
export function selectMessages(
	{ provider, snapshot, filters }: State,
	messages: readonly ReportedMessage[],
	filter: Filter,
): MessageEvent[] {
	if (!snapshot.hasBaseline) return [];
	return messages.flatMap((message) => {
		const name = message.campaign.name ?? snapshot.entries.get(message.campaign.id)?.name ?? null;
		const isDue = [...filters, filter].every((each) => passesMessage(message, name, each));
		return isDue ? [{ eventId: messageEventId(provider, message), message }] : [];
	});
}
