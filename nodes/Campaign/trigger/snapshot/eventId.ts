import type { Change } from './diff';
import { fingerprint } from './fingerprint';
import type { Watch } from './snapshot';

const length = 22;

/**
 * The id of an event: the same when the same event is reported again, because what the last poll
 * stored was lost, and another one for every other event, also when a campaign goes the same way twice.
 *
 * @param provider whose campaign it is
 * @param before what was known when the event was found
 * @param change the event, reduced to what is reported
 */
export function eventId(
	provider: string,
	{ epoch, sequence }: Pick<Watch, 'epoch' | 'sequence'>,
	change: Change<unknown>,
): string {
	const { event, entry, previous = {}, logSequence, isExisting = false } = change;
	if (logSequence !== undefined) {
		return fingerprint([provider, entry.id, event, 'log', logSequence], length);
	}
	if (isExisting) return fingerprint([provider, entry.id, event, 'existing'], length);
	const values = {
		...(event === 'statusChanged' ? { status: entry.status } : {}),
		...(event === 'updated' && 'name' in previous ? { name: entry.name ?? entry.nameMark } : {}),
		...(event === 'updated' && 'settings' in previous ? { settings: entry.settings } : {}),
		...(event === 'updated' && 'figures' in previous ? { figures: entry.figures } : {}),
	};
	return fingerprint({ provider, id: entry.id, event, epoch, sequence, values }, length);
}
