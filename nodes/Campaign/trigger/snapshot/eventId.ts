import type { Change } from './change';
import { fingerprint } from './fingerprint';
import type { SnapshotHead } from './snapshot';

const length = 22;

/**
 * The ID of an event. It is the same when the event is reported again because the state of the last poll was lost, and
 * differs for every other event, even when a campaign changes the same way twice.
 *
 * @param snapshot the snapshot before the event
 * @param change the change as it is reported
 */
export function eventId(
	provider: string,
	{ epoch, sequence }: Pick<SnapshotHead, 'epoch' | 'sequence'>,
	change: Change,
): string {
	const { event, entry, previous = {}, logSequence, isExisting = false } = change;
	if (logSequence !== undefined) {
		return fingerprint([provider, entry.id, event, 'log', logSequence], length);
	}
	if (isExisting) return fingerprint([provider, entry.id, event, 'existing'], length);
	const values = {
		...(event === 'statusChanged' ? { status: entry.status } : {}),
		...(event === 'updated' && 'name' in previous ? { name: entry.name ?? entry.nameHash } : {}),
		...(event === 'updated' && 'settings' in previous ? { settings: entry.settings } : {}),
		...(event === 'updated' && 'figures' in previous ? { figures: entry.figures } : {}),
	};
	// The keys are part of the fingerprint: renaming one would change the ID.
	return fingerprint({ provider, id: entry.id, event, epoch, sequence, values }, length);
}
