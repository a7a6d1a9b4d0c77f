import type { Change } from './change';
import { hashOfName } from './entry';
import { fingerprint } from './fingerprint';
import type { Identity, ReportedMessage } from './scanResult';
import type { SnapshotHead } from './snapshot';

const length = 22;

/**
 * The ID of an event. It is the same when the event is reported again because the state of the last poll was lost, and
 * differs for every other event, even when a campaign changes the same way twice.
 *
 * @param identity whose campaign it is
 * @param snapshot the snapshot before the event
 * @param change the change as it is reported
 */
export function eventId(
	{ provider, account }: Pick<Identity, 'provider' | 'account'>,
	{ epoch, sequence }: Pick<SnapshotHead, 'epoch' | 'sequence'>,
	change: Change,
): string {
	const { event, entry, previous = {}, logSequence, isExisting = false } = change;
	if (logSequence !== undefined) {
		return fingerprint([provider, entry.id, event, 'log', logSequence], length);
	}
	// A first scan that an earlier version began has no epoch yet, and goes on with the IDs of that version.
	const scope = epoch === '' ? [provider] : [provider, account];
	if (isExisting) return fingerprint([...scope, entry.id, event, 'existing'], length);
	const values = {
		...(event === 'statusChanged' ? { status: entry.status } : {}),
		...(event === 'updated' && 'name' in previous ? { name: entry.name ?? hashOfName(entry) } : {}),
		...(event === 'updated' && 'settings' in previous ? { settings: entry.settings } : {}),
		...(event === 'updated' && 'figures' in previous ? { figures: entry.figures } : {}),
	};
	// The keys are part of the fingerprint: renaming one would change the ID.
	return fingerprint({ provider, id: entry.id, event, epoch, sequence, values }, length);
}

/** The ID of an event about a message: the one that a delivery of the same event by webhook has. */
export function messageEventId(
	provider: string,
	{ event, campaign, sequence }: ReportedMessage,
): string {
	return fingerprint([provider, campaign.id, event, 'log', sequence], length);
}
