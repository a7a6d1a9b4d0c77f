import type { CampaignStatus } from '../../campaign';
import { isObject } from '../../json';
import type { Change, EventName } from './change';
import { isMoreThanStatus } from './change';
import { containsName, mayHavePart } from './entry';
import type { ReportedMessage } from './scanResult';

/** What the user wants reported. Its keys are stored. */
export interface Filter {
	readonly events: readonly EventName[];
	/** The statuses that a campaign must have changed to; empty for every status. */
	readonly statuses: readonly CampaignStatus[];
	/** Part of the name, in any case; empty for every name. */
	readonly name: string;
	/** IDs; empty for every campaign. */
	readonly campaigns: readonly string[];
	/** Whether a change of figures alone is an `updated`. */
	readonly figures: boolean;
}

/**
 * Decides whether a change passes a filter.
 *
 * @returns the change as the filter wants it reported, or undefined
 */
export function applyFilter(change: Change, filter: Filter): Change | undefined {
	const { event, entry } = change;
	if (change.isSilent === true || !filter.events.includes(event)) return undefined;
	if (!isIn(filter.campaigns, entry.id)) return undefined;
	if (event === 'statusChanged' && !isIn(filter.statuses, entry.status)) return undefined;
	if (!hasName(change, filter.name)) return undefined;
	if (filter.figures || change.previous?.figures === undefined) return change;
	const previous = { ...change.previous };
	delete previous.figures;
	if (event === 'updated' && !isMoreThanStatus(previous)) return undefined;
	return { ...change, previous };
}

/**
 * Whether a message passes a filter.
 *
 * @param name the name of its campaign, or null when it is not known
 */
export function passesMessage(
	{ event, campaign }: ReportedMessage,
	name: string | null,
	filter: Filter,
): boolean {
	if (!filter.events.includes(event) || !isIn(filter.campaigns, campaign.id)) return false;
	return filter.name === '' || name === null || containsName(name, filter.name);
}

/** Whether a change passes all of several filters. */
export function passesAll(change: Change, filters: readonly Filter[]): boolean {
	return filters.every((filter) => applyFilter(change, filter) !== undefined);
}

/** A renamed campaign has two names. Of a name that was not stored, the entry says whether it has the part. */
function hasName({ entry, current, previous, former = entry }: Change, part: string): boolean {
	if (part === '') return true;
	const now = current === undefined ? entry.name : current.campaign.name;
	if (now === null ? mayHavePart(entry) : containsName(now, part)) return true;
	if (previous?.name === undefined) return false;
	return previous.name === null ? mayHavePart(former) : containsName(previous.name, part);
}

function isIn<T>(list: readonly T[], value: T): boolean {
	return list.length === 0 || list.includes(value);
}

/** Filters that are stored one by one. An expression can make another one with every poll. */
const maxFilters = 8;

/** Several filters and one more, without duplicates. When they are many, the older ones become one. */
export function mergeFilters(filters: readonly Filter[], added: Filter): readonly Filter[] {
	const all = new Map([...filters, added].map((filter) => [JSON.stringify(filter), filter]));
	const merged = [...all.values()];
	return merged.length <= maxFilters ? merged : [merged.slice(0, -1).reduce(intersect), added];
}

/** A filter that passes what both pass. Two names of which neither contains the other pass nothing. */
function intersect(a: Filter, b: Filter): Filter {
	const [short = '', long = ''] = [a.name, b.name].sort((x, y) => x.length - y.length);
	const statuses = common(a.statuses, b.statuses);
	const campaigns = common(a.campaigns, b.campaigns);
	const isEmpty = statuses === undefined || campaigns === undefined || !containsName(long, short);
	return {
		events: isEmpty ? [] : a.events.filter((event) => b.events.includes(event)),
		statuses: statuses ?? [],
		name: long,
		campaigns: campaigns ?? [],
		figures: a.figures && b.figures,
	};
}

/** What two lists have in common, where an empty list stands for everything; undefined for nothing. */
function common<T>(a: readonly T[], b: readonly T[]): readonly T[] | undefined {
	if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
	const both = a.filter((value) => b.includes(value));
	return both.length === 0 ? undefined : both;
}

/** Filters as they are stored: one as an object, several as an array. */
export function filtersToText(filters: readonly Filter[]): string {
	return JSON.stringify(filters.length === 1 ? filters[0] : filters);
}

/** Reads what `filtersToText` wrote; what is no filter is left out. */
export function filtersFromText(text: string): readonly Filter[] {
	const parsed: unknown = text === '' ? [] : JSON.parse(text);
	return [parsed].flat().filter(isFilter);
}

function isFilter(value: unknown): value is Filter {
	return (
		isObject(value) &&
		Array.isArray(value.events) &&
		Array.isArray(value.statuses) &&
		Array.isArray(value.campaigns) &&
		typeof value.name === 'string' &&
		typeof value.figures === 'boolean'
	);
}
