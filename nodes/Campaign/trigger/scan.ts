import type { ApiClient } from '../transport/client';
import type { ScanOptions } from './scanList';
import { scanList } from './scanList';
import type { LogOptions, ReadLog } from './scanLog';
import { scanLog } from './scanLog';
import { toFetched } from './fetchedCampaign';
import type { ScanResult, ScanTarget } from './snapshot/scanResult';
import type { SnapshotHead } from './snapshot/snapshot';

/** What one poll read, and how many requests that took. */
export interface ServiceScan extends ScanResult {
	readonly requests: number;
	readonly log?: ReadLog;
}

/**
 * Reads the list from where the last poll stopped, then the event log, if the service has one.
 *
 * @throws NodeApiError when anything fails: then nothing of this poll counts
 */
export async function scanService(
	client: ApiClient,
	target: ScanTarget,
	from: SnapshotHead,
	options: ScanOptions & LogOptions,
): Promise<ServiceScan> {
	const { eventLog } = client.provider;
	const parse: ScanResult['parse'] = (raw) => toFetched(client, raw);
	const list = await scanList(client, from, options);
	if (eventLog === undefined) return { ...list, target, parse };
	const log = await scanLog(client, eventLog, from, options);
	return { ...list, target, parse, log, requests: list.requests + log.requests };
}
