import type { CampaignStatus } from '../../campaign';
import { isObject } from '../../json';
import type { Change, EventName } from './change';
import { isMoreThanStatus } from './change';

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

/** Whether a change passes all of several filters. */
export function passesAll(change: Change, filters: readonly Filter[]): boolean {
	return filters.every((filter) => applyFilter(change, filter) !== undefined);
}

/** A renamed campaign has two names. A deleted one whose name was not stored may have had any. */
function hasName({ entry, current, previous }: Change, part: string): boolean {
	if (part === '') return true;
	const now = current === undefined ? entry.name : current.campaign.name;
	const names = previous?.name === undefined ? [now] : [now, previous.name];
	return names.some((name) => name === null || name.toLowerCase().includes(part.toLowerCase()));
}

function isIn<T>(list: readonly T[], value: T): boolean {
	return list.length === 0 || list.includes(value);
}

/** Several filters and one more, without duplicates. */
export function mergeFilters(filters: readonly Filter[], added: Filter): readonly Filter[] {
	const all = new Map([...filters, added].map((filter) => [JSON.stringify(filter), filter]));
	return [...all.values()];
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
