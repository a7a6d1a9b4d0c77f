import type { NodeApiError } from 'n8n-workflow';
import { tryApi } from '../errors';
import type { EventLog } from '../providers/contract/events';
import type { ApiClient } from '../transport/client';
import { pages } from '../transport/paging';
import type { Budget } from './budget';
import { toFetched } from './fetchedCampaign';
import type { EventName } from './snapshot/change';
import type { LoggedCampaign, LogScan, ReportedMessage } from './snapshot/scanResult';
import type { SnapshotHead } from './snapshot/snapshot';

/** The part of the budget that is used once the log is read, too. */
const logShare = 0.9;

/** How to read the log. */
export interface LogOptions {
	readonly budget: Budget;
	/** What the user asks for: messages that nobody asks for are not kept. */
	readonly events: readonly EventName[];
}

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
	{ budget, events }: LogOptions,
): Promise<ReadLog> {
	const reading = readFrom(client, eventLog, from, { budget, events });
	const { value, error } = await tryApi(reading);
	if (value !== undefined) return value;
	if (error === undefined || !isRefusal(error)) return await reading;
	const position = { sequence: from.log?.sequence ?? 0, reachedEnd: false };
	const nothing = { campaigns: [], messages: [] };
	return { ...nothing, requests: 1, isComplete: true, position, refusal: error };
}

/** Whether the service offers no log to this account, or not in a form that can be read. */
function isRefusal({ failure }: NodeApiError): boolean {
	return failure === undefined || failure.cause === 'configuration-invalid';
}

async function readFrom(
	client: ApiClient,
	eventLog: EventLog,
	{ log, hasBaseline }: Pick<SnapshotHead, 'log' | 'hasBaseline'>,
	{ budget, events }: LogOptions,
): Promise<ReadLog> {
	const reachedEnd = log?.reachedEnd ?? false;
	let sequence = log?.sequence ?? 0;
	let requests = 0;
	const campaigns: LoggedCampaign[] = [];
	const messages: ReportedMessage[] = [];
	const from = eventLog.pageAfter(sequence);
	const listing = { firstPage: () => from, parsePage: eventLog.parsePage };
	for await (const { entries, next } of pages(client, listing)) {
		requests += 1;
		budget.notePage();
		for (const { campaign, message, ...event } of entries) {
			sequence = Math.max(sequence, event.sequence);
			if (!reachedEnd || !hasBaseline) continue;
			if (message !== undefined && events.includes(message.event)) {
				messages.push({ ...message, sequence: event.sequence, occurredAt: event.occurredAt });
			}
			if (campaign === undefined) continue;
			// A line that does not say which campaign it is about says nothing that the list does not show.
			if (client.normalize(campaign).id === '') continue;
			campaigns.push({ ...toFetched(client, campaign), ...event });
		}
		if (next !== undefined && budget.isNearlyUsed(logShare)) {
			const position = { sequence, reachedEnd };
			return { campaigns, messages, requests, isComplete: false, position };
		}
	}
	const position = { sequence, reachedEnd: true };
	return { campaigns, messages, requests, isComplete: true, position };
}
