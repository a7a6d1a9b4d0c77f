import type { ApiClient } from '../transport/client';
import type { Filter } from './snapshot/filter';
import type { StoredState } from './storedState';

/** How long scans may end early, in ms, before the whole list is read again: for campaigns that came back or are gone. */
const wholeScanMs = 3_600_000;

/** Whether a scan may end at the first page without a new campaign: once the whole list is known, for an hour. */
export function canStopEarly(client: ApiClient, stored: StoredState, { events }: Filter): boolean {
	const { listedAt = 0 } = stored.head.snapshot;
	return (
		Math.abs(Date.now() - listedAt) < wholeScanMs &&
		client.provider.campaigns.getAll.newestFirst === true &&
		events.every((event) => event === 'created') &&
		stored.head.snapshot.hasBaseline &&
		!stored.wasInterrupted &&
		![...stored.state.snapshot.entries.values()].some(({ isMissing }) => isMissing)
	);
}
