import type { NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../campaign';
import { tryApi } from '../errors';
import type { ProviderRequest } from '../providers/contract/request';
import type { ApiClient } from '../transport/client';
import { atPath, pageFromToken, pathOf, tokenOf } from '../transport/pageToken';
import { pages } from '../transport/paging';
import type { Budget } from './budget';
import { ListDigest } from './snapshot/digest';
import type { ScanResult } from './snapshot/scanResult';
import type { SnapshotHead } from './snapshot/snapshot';

/** How to scan. */
export interface ScanOptions {
	readonly budget: Budget;
	/** The known IDs, when only new campaigns matter: the scan ends at the first page without one. */
	readonly knownIds?: { has(id: string): boolean };
}

/** What one poll read of the list. */
export interface ListScan extends Omit<ScanResult, 'target' | 'parse' | 'log'> {
	readonly requests: number;
}

/** The part of the budget for the list, with and without an event log to read after it. */
const listShare = { withLog: 0.6, withoutLog: 0.8 };

/**
 * Reads the list from where the last poll stopped.
 *
 * @throws NodeApiError when a page fails or cannot be read
 */
export async function scanList(
	client: ApiClient,
	{ cursor, listPath }: Pick<SnapshotHead, 'cursor' | 'listPath'>,
	options: ScanOptions,
): Promise<ListScan> {
	// Another list would show other campaigns as new, and the known ones as deleted.
	const first = atPath(client.provider.campaigns.getAll.firstPage({}), listPath);
	if (cursor === undefined) return await readFrom(client, first, options);
	const rest = readFrom(client, pageFromToken(first, cursor.page), options);
	const { error } = await tryApi(rest);
	if (error !== undefined && mayConcernPage(error)) {
		// The page's token may have expired since the last poll.
		return { ...(await readFrom(client, first, options)), isRestarted: true };
	}
	return { ...(await rest), digest: undefined };
}

/** Whether the service answered, and was neither busy nor down. */
function mayConcernPage({ httpCode, failure }: NodeApiError): boolean {
	if (httpCode === null) return failure === undefined;
	return !['401', '408', '429', '502', '503', '504'].includes(httpCode);
}

async function readFrom(
	client: ApiClient,
	from: ProviderRequest,
	{ budget, knownIds }: ScanOptions,
): Promise<ListScan> {
	const { campaigns, eventLog } = client.provider;
	const { parsePage } = campaigns.getAll;
	// Without `entryId`, each page is read once. The next scans correct what moves between pages.
	const listing = { firstPage: () => from, parsePage };
	const share = eventLog === undefined ? listShare.withoutLog : listShare.withLog;
	const isNew = (raw: RawCampaign) => knownIds?.has(client.normalize(raw).id) === false;
	const list: RawCampaign[] = [];
	const begunAt = Date.now();
	const digest = new ListDigest();
	let listPath = pathOf(from);
	let requests = 0;
	let stoppedEarly = false;
	let nextPage: string | undefined;
	for await (const { entries, next, answered, text } of pages(client, listing, {}, from)) {
		listPath = pathOf(answered);
		requests += 1;
		budget.notePage();
		for (const raw of entries) list.push(raw);
		digest.add(text);
		if (next === undefined) break;
		stoppedEarly = knownIds !== undefined && !entries.some(isNew);
		if (stoppedEarly) break;
		if (budget.isNearlyUsed(share)) {
			nextPage = tokenOf(next);
			break;
		}
	}
	const isComplete = !stoppedEarly && nextPage === undefined;
	const startedAt = client.toServiceTime(begunAt);
	const pagesRead = { list, listPath, requests, startedAt, stoppedEarly, nextPage };
	const read = { ...pagesRead, isComplete, isRestarted: false };
	return isComplete ? { ...read, digest: digest.finish() } : read;
}
