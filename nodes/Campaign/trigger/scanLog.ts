import type { EventLog } from '../providers/contract/events';
import type { ApiClient } from '../transport/client';
import { pages } from '../transport/paging';
import type { Budget } from './budget';
import { toFetched } from './fetchedCampaign';
import type { LoggedCampaign, LogScan } from './snapshot/scanResult';
import type { SnapshotHead } from './snapshot/snapshot';

/** The part of the budget that is used once the log is read, too. */
const logShare = 0.9;

/**
 * Reads the event log from where the last poll stopped. Until its end was reached once, its events are old: they are
 * skipped.
 *
 * @throws NodeApiError when a page fails or cannot be read
 */
export async function scanLog(
	client: ApiClient,
	eventLog: EventLog,
	{ log, hasBaseline }: Pick<SnapshotHead, 'log' | 'hasBaseline'>,
	budget: Budget,
): Promise<LogScan & { readonly requests: number }> {
	const reachedEnd = log?.reachedEnd ?? false;
	let sequence = log?.sequence ?? 0;
	let requests = 0;
	const campaigns: LoggedCampaign[] = [];
	const from = eventLog.pageAfter(sequence);
	const listing = { firstPage: () => from, parsePage: eventLog.parsePage };
	for await (const { entries, next } of pages(client, listing)) {
		requests += 1;
		budget.notePage();
		for (const event of entries) {
			sequence = Math.max(sequence, event.sequence);
			if (event.campaign === undefined || !reachedEnd || !hasBaseline) continue;
			const { isCreation } = event;
			campaigns.push({
				...toFetched(client, event.campaign),
				sequence: event.sequence,
				isCreation,
			});
		}
		if (next !== undefined && budget.isNearlyUsed(logShare)) {
			return { campaigns, requests, isComplete: false, position: { sequence, reachedEnd } };
		}
	}
	return { campaigns, requests, isComplete: true, position: { sequence, reachedEnd: true } };
}
