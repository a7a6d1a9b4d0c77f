import type { RawCampaign } from '../campaign';
import type { EventLog, LoggedEvent, ProviderRequest } from '../providers/provider';
import { settled } from '../operations/stored';
import type { Api } from '../transport/api';
import { pages } from '../transport/paging';
import { pageOf, tokenOf } from '../transport/place';
import { entryOf } from '../trigger/entry';
import { Reading } from '../trigger/reading';
import type { Source } from '../trigger/wanted';
import type { LogPlace, Place, Watch } from '../trigger/watch';
import { fromBeginning } from '../trigger/watch';
import type { Budget } from './budget';

/** How a poll reads. */
export interface Manner {
	/** Stop at the first page without a new campaign. */
	readonly onlyNew: boolean;
	/** Keep every campaign for reporting, also those that did not change. */
	readonly keepsAll: boolean;
	readonly budget: Budget;
}

/** What a poll read. */
export interface Read {
	/** What was known, as this reading goes on from it. */
	readonly before: Watch;
	readonly reading: Reading<Source>;
	/** Where to go on, when there was no time left. */
	readonly place?: Place;
	readonly log?: LogPlace;
	/** Pages of the list and of the log. */
	readonly requests: number;
	readonly stoppedEarly: boolean;
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
export async function read(api: Api, watch: Watch, manner: Manner): Promise<Read> {
	const { eventLog } = api.account.provider;
	const listed = await readList(api, watch, manner);
	if (eventLog === undefined) return listed;
	const news = await readLog(api, eventLog, listed.before, manner.budget);
	const requests = listed.requests + news.requests;
	const { before } = listed;
	if (!news.isAtEnd && before.isBegun) {
		// The list shows what the rest of the log is still going to tell: it counts once both are read.
		const reading = new Reading<Source>(before.entries, false);
		reading.log.push(...news.log);
		return { before, reading, place: before.place, log: news.place, requests, stoppedEarly: false };
	}
	listed.reading.log.push(...news.log);
	return { ...listed, log: news.place, requests };
}

async function readList(api: Api, watch: Watch, manner: Manner): Promise<Read> {
	const first = api.account.provider.verbs.getAll.first({});
	if (watch.place === undefined) return await readFrom(api, watch, first, manner);
	const goingOn = readFrom(api, watch, pageOf(first, watch.place.page), manner);
	const { value, error } = await settled(goingOn);
	if (value !== undefined) return value;
	// The mark in the list may have become invalid since the last poll.
	if (error?.httpCode !== '400' && error?.httpCode !== '404') return await goingOn;
	return await readFrom(api, fromBeginning(watch), first, manner);
}

async function readFrom(
	api: Api,
	before: Watch,
	from: ProviderRequest,
	{ onlyNew, keepsAll, budget }: Manner,
): Promise<Read> {
	const { provider } = api.account;
	// Each page once: what slips past a reading is sorted out by the next ones.
	const { first, page } = provider.verbs.getAll;
	const reading = new Reading<Source>(before.entries, keepsAll);
	reading.isDoubled = before.place?.isDoubled ?? false;
	const share = provider.eventLog === undefined ? listShare.alone : listShare.withLog;
	let requests = 0;
	for await (const { entries, next } of pages(api, { first, page }, {}, within(budget, from))) {
		requests += 1;
		budget.lap();
		let hasNew = false;
		for (const raw of entries) {
			const source = sourceOf(api, raw);
			const { id, updatedAt } = source.campaign;
			hasNew ||= !before.entries.has(id);
			reading.see(entryOf(source.campaign, provider.watched, raw), updatedAt, source);
		}
		if (next === undefined) reading.isComplete = true;
		else if (onlyNew && !hasNew) return { before, reading, requests, stoppedEarly: true };
		else if (budget.isShort(share)) {
			const place = { page: tokenOf(next), isDoubled: reading.isDoubled };
			return { before, reading, place, requests, stoppedEarly: false };
		}
	}
	return { before, reading, requests, stoppedEarly: false };
}

/** What an item is made of. A campaign that can't be told from others would be reported again and again. */
export function sourceOf(api: Api, raw: RawCampaign): Source {
	const { provider } = api.account;
	const campaign = provider.toCampaign(raw, api.account);
	if (campaign.id !== '') return { campaign, raw };
	throw api.error(
		`${provider.displayName} lists the campaign '${campaign.name}' without an ID that is known`,
		'The service may have changed. Nothing is reported until its list can be read again.',
	);
}

async function readLog(api: Api, eventLog: EventLog, watch: Watch, budget: Budget) {
	const { provider } = api.account;
	const begun = watch.log?.isBegun ?? false;
	let sequence = watch.log?.sequence ?? 0;
	let requests = 0;
	const log: Reading<Source>['log'] = [];
	const note = ({ sequence: number, campaign: raw, isCreation }: LoggedEvent) => {
		sequence = Math.max(sequence, number);
		if (raw === undefined || !begun || !watch.isBegun) return;
		const source = sourceOf(api, raw);
		const { updatedAt } = source.campaign;
		const entry = entryOf(source.campaign, provider.watched, undefined);
		log.push({ entry, updatedAt, source, sequence: number, isCreation });
	};
	const from = within(budget, eventLog.after(sequence));
	const listing = { first: () => from, page: eventLog.page };
	for await (const { entries, next } of pages(api, listing)) {
		requests += 1;
		budget.lap();
		entries.forEach(note);
		if (next !== undefined && budget.isShort(logShare)) {
			return { log, requests, isAtEnd: false, place: { sequence, isBegun: begun } };
		}
	}
	return { log, requests, isAtEnd: true, place: { sequence, isBegun: true } };
}

/** No request may take longer than the whole poll, however long the service is given else. */
function within(budget: Budget, request: ProviderRequest): ProviderRequest {
	return {
		...request,
		timeoutMs: Math.min(request.timeoutMs ?? 30_000, Math.max(shortestTimeoutMs, budget.ms)),
	};
}
