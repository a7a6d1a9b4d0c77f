import type { NodeApiError } from 'n8n-workflow';
import type { RawCampaign } from '../campaign';
import type { EventLog, LoggedEvent } from '../providers/contract/events';
import type { ProviderRequest } from '../providers/contract/request';
import { tryApi } from '../errors';
import type { ApiClient } from '../transport/client';
import { pages } from '../transport/paging';
import { atPath, pageFromToken, pathOf, tokenOf } from '../transport/pageToken';
import { Digest } from './snapshot/digest';
import { entryOf } from './snapshot/entry';
import { Reading } from './snapshot/scanResult';
import type { Source } from './snapshot/filter';
import type { LogPlace, Place, Watch } from './snapshot/snapshot';
import { fromBeginning } from './snapshot/snapshot';
import type { Budget } from './budget';

/** How a poll reads. */
export interface Manner {
	readonly budget: Budget;
	/** The ids that are known, when the first page without another one is the end. */
	readonly known?: { has(id: string): boolean };
}

/** What a poll read. */
export interface Read {
	/** The campaigns of the list, as the service sent them. */
	readonly list: readonly RawCampaign[];
	/** The list was read to its end. */
	readonly isComplete: boolean;
	/** It was read from its beginning although an earlier reading had stopped at a later page. */
	readonly isAnew: boolean;
	readonly stoppedEarly: boolean;
	/** Path of the list that was read. */
	readonly path: string;
	/** The page to go on with, when there was no time left. */
	readonly next?: string;
	/** Fingerprint of the list, when it was read from its first page to its last. */
	readonly digest?: string;
	/** What the event log told; only on services that have one. */
	readonly log?: ReadLog;
	/** Pages of the list and of the log. */
	readonly requests: number;
}

interface ReadLog {
	readonly news: Reading<Source>['log'];
	readonly isAtEnd: boolean;
	readonly place: LogPlace;
	readonly requests: number;
}

/** The list may take so much of the time where a log comes after it, and so much where none does. */
const listShare = { withLog: 0.6, alone: 0.8 };
const logShare = 0.9;

/** A service that answers at all does so in this time, in ms. */
const shortestTimeoutMs = 5_000;

/**
 * Reads the list from where the last poll stopped, then the event log, where there is one.
 *
 * @throws NodeApiError when anything fails: then nothing of this poll counts
 */
export async function read(
	api: ApiClient,
	watch: Omit<Watch, 'entries'>,
	manner: Manner,
): Promise<Read> {
	const { eventLog } = api.account.provider;
	const listed = await readList(api, watch, manner);
	if (eventLog === undefined) return listed;
	const log = await readLog(api, eventLog, watch, manner.budget);
	return { ...listed, log, requests: listed.requests + log.requests };
}

async function readList(
	api: ApiClient,
	{ place, list }: Omit<Watch, 'entries'>,
	manner: Manner,
): Promise<Read> {
	// Another list would show other campaigns as new, and those that are watched as gone.
	const first = atPath(api.account.provider.campaigns.getAll.firstPage({}), list);
	if (place === undefined) return await readFrom(api, first, manner);
	const goingOn = readFrom(api, pageFromToken(first, place.page), manner);
	const { value, error } = await tryApi(goingOn);
	if (value !== undefined) return { ...value, digest: undefined };
	// The mark in the list may have become invalid since the last poll.
	if (error === undefined || !mayBeTheMark(error)) return await goingOn;
	return { ...(await readFrom(api, first, manner)), isAnew: true };
}

/** Whether the service answered, and neither that it is busy nor that it is down. */
function mayBeTheMark({ httpCode, failure }: NodeApiError): boolean {
	if (httpCode === null) return failure === undefined;
	return !['401', '408', '429', '502', '503', '504'].includes(httpCode);
}

async function readFrom(
	api: ApiClient,
	from: ProviderRequest,
	{ budget, known }: Manner,
): Promise<Read> {
	const { provider } = api.account;
	// Each page once: what slips past a reading is sorted out by the next ones.
	const { parsePage } = provider.campaigns.getAll;
	const listing = { firstPage: () => from, parsePage };
	const share = provider.eventLog === undefined ? listShare.alone : listShare.withLog;
	const list: RawCampaign[] = [];
	const digest = new Digest();
	let requests = 0;
	const stopped = { list, path: pathOf(from), isAnew: false, isComplete: false };
	for await (const { entries, next, answered } of pages(api, listing, {}, within(budget, from))) {
		stopped.path = pathOf(answered);
		requests += 1;
		budget.lap();
		for (const raw of entries) list.push(raw);
		digest.add(entries);
		if (next === undefined) break;
		const isNew = (raw: RawCampaign) => known?.has(sourceOf(api, raw).campaign.id) === false;
		if (known !== undefined && !entries.some(isNew)) {
			return { ...stopped, requests, stoppedEarly: true };
		}
		if (budget.isShort(share)) {
			return { ...stopped, requests, stoppedEarly: false, next: tokenOf(next) };
		}
	}
	const isWhole = { isComplete: true, stoppedEarly: false, digest: digest.text() };
	return { ...stopped, ...isWhole, requests };
}

/** What was read, beside what was known. */
export interface Met {
	/** What was known, as this reading goes on from it. */
	readonly before: Watch;
	readonly reading: Reading<Source>;
	/** Where to go on, when there was no time left. */
	readonly place?: Omit<Place, 'asking'>;
	/** Of the campaigns beyond the first pages no more is known than before. */
	readonly stoppedEarly: boolean;
}

/**
 * Lays what was read beside what was known.
 *
 * @param keepsAll whether every campaign is kept for reporting, also those that did not change
 * @throws NodeApiError when the list holds a campaign without an id
 */
export function meet(api: ApiClient, watch: Watch, got: Read, keepsAll: boolean): Met {
	const before = got.isAnew ? fromBeginning(watch) : watch;
	const reading = new Reading<Source>(before.entries, keepsAll);
	if (before.isBegun) reading.log.push(...(got.log?.news ?? []));
	if (got.log?.isAtEnd === false && before.isBegun) {
		// The list shows what the rest of the log is still going to tell: it counts once both are read.
		return { before, reading, place: before.place, stoppedEarly: false };
	}
	reading.isDoubled = before.place?.isDoubled ?? false;
	for (const raw of got.list) {
		const source = sourceOf(api, raw);
		const entry = entryOf(source.campaign, api.account.provider.trackedFields, raw);
		reading.see(entry, source.campaign.updatedAt, source);
	}
	reading.isComplete = got.isComplete;
	const { isDoubled } = reading;
	const place = got.next === undefined ? undefined : { page: got.next, isDoubled };
	return { before, reading, place, stoppedEarly: got.stoppedEarly };
}

/** What an item is made of. A campaign that can't be told from others would be reported again and again. */
export function sourceOf(api: ApiClient, raw: RawCampaign): Source {
	const { provider } = api.account;
	const campaign = api.normalize(raw);
	if (campaign.id !== '') return { campaign, raw };
	throw api.error(
		`${provider.displayName} lists the campaign '${campaign.name}' without an ID that is known`,
		'The service may have changed. Nothing is reported until its list can be read again.',
	);
}

async function readLog(
	api: ApiClient,
	eventLog: EventLog,
	watch: Omit<Watch, 'entries'>,
	budget: Budget,
): Promise<ReadLog> {
	const { provider } = api.account;
	const begun = watch.log?.isBegun ?? false;
	let sequence = watch.log?.sequence ?? 0;
	let requests = 0;
	const news: Reading<Source>['log'] = [];
	const note = ({ sequence: number, campaign: raw, isCreation }: LoggedEvent) => {
		sequence = Math.max(sequence, number);
		if (raw === undefined || !begun || !watch.isBegun) return;
		const source = sourceOf(api, raw);
		const { updatedAt } = source.campaign;
		const entry = entryOf(source.campaign, provider.trackedFields, undefined);
		news.push({ entry, updatedAt, source, sequence: number, isCreation });
	};
	const from = within(budget, eventLog.pageAfter(sequence));
	const listing = { firstPage: () => from, parsePage: eventLog.parsePage };
	for await (const { entries, next } of pages(api, listing)) {
		requests += 1;
		budget.lap();
		entries.forEach(note);
		if (next !== undefined && budget.isShort(logShare)) {
			return { news, requests, isAtEnd: false, place: { sequence, isBegun: begun } };
		}
	}
	return { news, requests, isAtEnd: true, place: { sequence, isBegun: true } };
}

/** No request may take longer than the whole poll, however long the service is given else. */
function within(budget: Budget, request: ProviderRequest): ProviderRequest {
	return {
		...request,
		timeoutMs: Math.min(request.timeoutMs ?? 30_000, Math.max(shortestTimeoutMs, budget.ms)),
	};
}
