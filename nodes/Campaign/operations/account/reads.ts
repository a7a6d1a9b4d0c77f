import type { RawCampaign } from '../../campaign';
import type { AccountCheck } from '../../providers/contract/accountCheck';
import type { Page } from '../../providers/contract/listing';
import type { ProviderRequest } from '../../providers/contract/request';
import type { Difference } from './differences';
import { difference } from './differences';
import type { Examiner } from './examiner';
import { checkParts } from './parts';

/** What the reads found, for the calls that follow. */
export interface Found {
	/** The IDs of the campaigns that were listed; undefined when no list could be read. */
	readonly ids: ReadonlySet<string> | undefined;
	/** The values that the option lists offer, by the name of the list. */
	readonly options: ReadonlyMap<string, ReadonlyArray<string | number>>;
}

/** Asks everything that the node reads of an account, and changes nothing. */
export async function checkReads(examiner: Examiner, check: AccountCheck): Promise<Found> {
	const { service, campaigns, eventLog } = examiner.client.provider;
	const { path, basis, answer } = service.test;
	await examiner.ask({ purpose: 'test the key', method: 'GET', path, basis, answer });

	const lists: Array<RawCampaign[] | undefined> = [];
	for (const request of withFallbacks(campaigns.getAll.firstPage({}))) {
		lists.push(await checkList(examiner, check, request));
	}
	await checkSmallPages(examiner, check, lists[0] ?? []);
	await checkGet(examiner, check, lists);
	await checkParts(
		examiner,
		check,
		lists.flatMap((entries) => entries ?? []),
	);
	const options = await checkOptionLists(examiner);
	await checkHooks(examiner);
	if (eventLog !== undefined) await examiner.ask(eventLog.pageAfter(0));
	checkRates(examiner);
	const listed = lists.filter((entries) => entries !== undefined).flat();
	const hasList = lists.some((entries) => entries !== undefined);
	return {
		ids: hasList ? new Set(listed.map((raw) => examiner.campaignIdOf(raw))) : undefined,
		options,
	};
}

/** A request and its fallbacks, each to be asked alone. */
function withFallbacks(request: ProviderRequest): ProviderRequest[] {
	const { fallback } = request;
	return [request, ...(fallback === undefined ? [] : withFallbacks(fallback))];
}

/**
 * Reads the first page of a list and the one after it.
 *
 * @returns the campaigns of the first page, or undefined when it could not be read
 */
async function checkList(
	examiner: Examiner,
	check: AccountCheck,
	request: ProviderRequest,
): Promise<RawCampaign[] | undefined> {
	const first = await askPage(examiner, request, request.purpose, (page) => [
		...pageSizeDifferences(page, check.pageSize),
		...entryDifferences(examiner, page),
	]);
	if (first === undefined) return undefined;
	const { next } = first;
	if (next !== undefined) {
		const known = new Set(first.entries.map((raw) => examiner.campaignIdOf(raw)));
		await askPage(examiner, next, `${request.purpose}, next page`, (page) => [
			...pageSizeDifferences(page, check.pageSize),
			...difference(
				'entries',
				'other campaigns than on the page before',
				page.entries.some((raw) => known.has(examiner.campaignIdOf(raw))) && 'some of the same',
			),
		]);
	} else if (check.pageBeyond !== undefined) {
		const beyond = check.pageBeyond(request);
		await askPage(examiner, beyond, `${request.purpose}, page after the last`, ({ entries }) =>
			difference('entries', 'none', entries.length > 0 && 'campaigns'),
		);
	}
	return [...first.entries];
}

/** Asks for two pages with one campaign each: this shows how pages work, also in a small account. */
async function checkSmallPages(
	examiner: Examiner,
	{ smallPages }: AccountCheck,
	listed: readonly RawCampaign[],
): Promise<void> {
	if (smallPages === undefined) return;
	const { first, second } = smallPages;
	const purpose = `${first.purpose}, one on a page`;
	if (listed.length < 2) return examiner.skip(first, { purpose });
	let next: ProviderRequest | undefined;
	const page = await askPage(examiner, first, purpose, ({ entries }, body) => {
		next = second(body);
		return [
			...difference('entries', '1', entries.length !== 1 && String(entries.length)),
			...difference('next page', 'a cursor', next === undefined && 'nothing'),
		];
	});
	if (next === undefined) return;
	const nextPurpose = `${purpose}, next page`;
	// A service that ignores the size has another second page.
	if (page?.entries.length !== 1) return examiner.skip(next, { purpose: nextPurpose });
	const known = new Set(page.entries.map((raw) => examiner.campaignIdOf(raw)));
	await askPage(examiner, next, nextPurpose, ({ entries }) => [
		...difference('entries', '1', entries.length !== 1 && String(entries.length)),
		...difference(
			'entries',
			'another campaign than on the page before',
			entries.some((raw) => known.has(examiner.campaignIdOf(raw))) && 'the same',
		),
	]);
}

/** Reads a listed campaign alone, and one that does not exist. */
async function checkGet(
	examiner: Examiner,
	check: AccountCheck,
	lists: ReadonlyArray<readonly RawCampaign[] | undefined>,
): Promise<void> {
	const { get } = examiner.client.provider.campaigns;
	if (get.by === 'list') return;
	for (const [index] of withFallbacks(get.request(check.unknownId)).entries()) {
		// Each list goes with the call of its generation. Where there is one list, its campaign is read by every call.
		const [listed] = lists[Math.min(index, lists.length - 1)] ?? [];
		const id = listed === undefined ? '' : examiner.campaignIdOf(listed);
		const request = withFallbacks(get.request(id === '' ? check.unknownId : id))[index];
		if (request === undefined) continue;
		if (id === '') {
			examiner.skip(request, { id: check.unknownId });
			continue;
		}
		await examiner.ask(request, {
			id,
			inspect(body) {
				const campaign = get.parseCampaign(body);
				if (campaign === undefined) return [];
				const found =
					campaign === null ? 'none' : examiner.campaignIdOf(campaign) !== id && 'another one';
				return difference('campaign', 'the one that was asked for', found);
			},
		});
	}
	for (const request of withFallbacks(get.request(check.unknownId))) {
		await examiner.ask(request, {
			purpose: 'read a campaign that does not exist',
			id: check.unknownId,
			expected: check.unknown,
		});
	}
}

async function checkOptionLists(
	examiner: Examiner,
): Promise<Map<string, ReadonlyArray<string | number>>> {
	const found = new Map<string, ReadonlyArray<string | number>>();
	for (const [name, list] of Object.entries(examiner.client.provider.optionLists ?? {})) {
		const request = list.firstPage({});
		const { ok, body } = await examiner.ask(request);
		const page = ok ? list.parsePage(body, request) : undefined;
		found.set(name, page?.entries.map(({ value }) => value) ?? []);
	}
	return found;
}

/** Reads the hooks of the account, where the service lists them. */
async function checkHooks(examiner: Examiner): Promise<void> {
	const find = examiner.client.provider.webhooks?.registration?.find;
	if (find?.by === 'list') await examiner.ask(find.list.firstPage({}));
}

/** Compares the limit that the answers name with the documented ones. */
function checkRates(examiner: Examiner): void {
	const { rateHeader, rates = [] } = examiner.client.provider.service;
	const seen = [...(examiner.rateHeaders.get(rateHeader ?? '') ?? [])];
	if (rateHeader === undefined || seen.length === 0) return;
	const limits = rates.map(({ requests }) => String(requests));
	const differences = seen.flatMap((value) =>
		difference(`header ${rateHeader}`, limits.join(' or '), !limits.includes(value) && value),
	);
	examiner.note(`rate limit: the header ${rateHeader} of the answers`, 'documented', differences);
}

/** Asks for one page of campaigns. */
async function askPage(
	examiner: Examiner,
	request: ProviderRequest,
	purpose: string,
	inspectPage: (page: Page<RawCampaign>, body: unknown) => Difference[],
): Promise<Page<RawCampaign> | undefined> {
	const { getAll } = examiner.client.provider.campaigns;
	// An answer without pages has a difference in its shape already.
	const pageOf = (body: unknown) => getAll.parsePage(body, request);
	const { ok, body } = await examiner.ask(request, {
		purpose,
		inspect(answer) {
			const page = pageOf(answer);
			return page === undefined ? [] : inspectPage(page, answer);
		},
	});
	return ok ? pageOf(body) : undefined;
}

/** A page that has a next one is full, and no page has more. */
function pageSizeDifferences(
	{ entries, next }: Page<RawCampaign>,
	pageSize: number | undefined,
): Difference[] {
	if (pageSize === undefined) return [];
	const isWrong = next === undefined ? entries.length > pageSize : entries.length !== pageSize;
	return difference('entries', `${pageSize} on a full page`, isWrong && String(entries.length));
}

function entryDifferences(examiner: Examiner, { entries }: Page<RawCampaign>): Difference[] {
	const { campaignId, campaigns } = examiner.client.provider;
	const known = entries.map((raw) => examiner.client.normalize(raw));
	const hasOddId = known.some(({ id }) => id !== '' && !campaignId.pattern.test(id));
	const times = known.map(({ createdAt }) => createdAt ?? '');
	const isSorted = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? ''));
	return [
		...difference('IDs', 'of the known form', hasOddId && 'others'),
		...difference(
			'order',
			'newest first',
			campaigns.getAll.newestFirst === true && !isSorted && 'another order',
		),
	];
}
