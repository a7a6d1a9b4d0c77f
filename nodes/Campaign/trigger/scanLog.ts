import type { NodeApiError } from 'n8n-workflow';
import { tryApi } from '../errors';
import type { EventLog } from '../providers/contract/events';
import type { ApiClient } from '../transport/client';
import { pages } from '../transport/paging';
import type { Budget } from './budget';
import { toFetched } from './fetchedCampaign';
import type { LoggedCampaign, LogScan } from './snapshot/scanResult';
import type { SnapshotHead } from './snapshot/snapshot';

/** The part of the budget that is used once the log is read, too. */
const logShare = 0.9;

/** The log as one poll read it. */
export interface ReadLog extends LogScan {
	readonly requests: number;
	/** Why it cannot be read; absent when it was read. */
	readonly refusal?: NodeApiError;
}

/**
 * Reads the event log from where the last poll stopped. Until its end was reached once, its events are old: they are
 * skipped. When the service refuses the log or it cannot be understood, the list counts alone; what the log has of that
 * time is old when it can be read again.
 *
 * @throws NodeApiError when the service is busy or down, or rejects the key
 */
export async function scanLog(
	client: ApiClient,
	eventLog: EventLog,
	from: Pick<SnapshotHead, 'log' | 'hasBaseline'>,
	budget: Budget,
): Promise<ReadLog> {
	const reading = readFrom(client, eventLog, from, budget);
	const { value, error } = await tryApi(reading);
	if (value !== undefined) return value;
	if (error === undefined || !isRefusal(error)) return await reading;
	const position = { sequence: from.log?.sequence ?? 0, reachedEnd: false };
	return { campaigns: [], requests: 1, isComplete: true, position, refusal: error };
}

/** Whether the service offers no log to this account, or not in a form that can be read. */
function isRefusal({ failure }: NodeApiError): boolean {
	return failure === undefined || failure.cause === 'configuration-invalid';
}

async function readFrom(
	client: ApiClient,
	eventLog: EventLog,
	{ log, hasBaseline }: Pick<SnapshotHead, 'log' | 'hasBaseline'>,
	budget: Budget,
): Promise<ReadLog> {
	const reachedEnd = log?.reachedEnd ?? false;
	let sequence = log?.sequence ?? 0;
	let requests = 0;
	const campaigns: LoggedCampaign[] = [];
	const from = eventLog.pageAfter(sequence);
	const listing = { firstPage: () => from, parsePage: eventLog.parsePage };
	for await (const { entries, next } of pages(client, listing)) {
		requests += 1;
		budget.notePage();
		for (const { campaign, ...event } of entries) {
			sequence = Math.max(sequence, event.sequence);
			if (campaign === undefined || !reachedEnd || !hasBaseline) continue;
			// A line that does not say which campaign it is about says nothing that the list does not show.
			if (client.normalize(campaign).id === '') continue;
			campaigns.push({ ...toFetched(client, campaign), ...event });
		}
		if (next !== undefined && budget.isNearlyUsed(logShare)) {
			return { campaigns, requests, isComplete: false, position: { sequence, reachedEnd } };
		}
	}
	return { campaigns, requests, isComplete: true, position: { sequence, reachedEnd: true } };
}
