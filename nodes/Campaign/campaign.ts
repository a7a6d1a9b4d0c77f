import type { IDataObject } from 'n8n-workflow';

/** The states a campaign can be in, the same words for every service. */
export type CampaignStatus =
	| 'draft'
	| 'active'
	| 'paused'
	| 'completed'
	| 'stopped'
	| 'archived'
	| 'deleted'
	| 'unknown';

/** The same as a list, in the order in which users choose from it. */
export const campaignStatuses: readonly CampaignStatus[] = [
	'active',
	'archived',
	'completed',
	'deleted',
	'draft',
	'paused',
	'stopped',
	'unknown',
];

/** A campaign object exactly as its service sent it. */
export type RawCampaign = IDataObject;

/** Figures that a service really reports; never computed here. */
export interface CampaignFigures {
	leads?: number;
	contacted?: number;
	replied?: number;
}

/**
 * The campaign as every provider's answers are mapped to it.
 *
 * `status` is one of our words, `providerStatus` the service's own word unchanged (null where it has none).
 * Times are ISO 8601 UTC with milliseconds, or null where the service reports none.
 */
export interface Campaign extends CampaignFigures {
	id: string;
	name: string;
	status: CampaignStatus;
	providerStatus: string | null;
	provider: string;
	createdAt: string | null;
	updatedAt: string | null;
	url: string | null;
	/** The campaign that this one is a subsequence of; only on services that have subsequences. */
	parentCampaignId?: string;
}

/**
 * What an item carries with Simplify on: the neutral campaign and nothing of the service's own.
 *
 * @param campaign the neutral campaign
 * @returns a plain object, fields in a fixed order
 */
export function simplify(campaign: Campaign): IDataObject {
	return { ...campaign };
}

/** What needs no calendar: every month has 28 days. A list of 100,000 campaigns has 200,000 times. */
const plainTime =
	/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3,9}Z$/;

/**
 * A service's time as ISO 8601 UTC with milliseconds.
 *
 * @param value an ISO time as the services write it, with or without microseconds; without an offset it is UTC
 * @returns the time, or null where there is none or it is no time
 */
export function isoTime(value: unknown): string | null {
	if (typeof value !== 'string' || value === '') return null;
	if (plainTime.test(value)) return value.length === 24 ? value : `${value.slice(0, 23)}Z`;
	const hasOffset = /(Z|[+-]\d\d:?\d\d)$/i.test(value);
	const time = new Date(hasOffset || !value.includes(':') ? value : `${value.replace(' ', 'T')}Z`);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/**
 * A service's id as a string: some send numbers, some strings, some both.
 *
 * @returns the id, or undefined where there is none
 */
export function idText(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A string field of an answer, or null where it is missing or of another type. */
export function textOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

/** Whether a decoded answer is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The objects of a decoded array.
 *
 * @returns the array when every element is an object, else undefined
 */
export function objectArray(value: unknown): IDataObject[] | undefined {
	return Array.isArray(value) && value.every(isObject) ? value : undefined;
}
