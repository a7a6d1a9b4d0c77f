import type { IDataObject } from 'n8n-workflow';

/**
 * Every status, in words that are the same for every service. The order is stored: the trigger keeps a status as its
 * place in this list (`trigger/snapshot/packing.ts`), so new ones go to the end.
 */
export const campaignStatuses = [
	'draft',
	'active',
	'paused',
	'completed',
	'stopped',
	'archived',
	'deleted',
	'unknown',
] as const;

/** The status of a campaign. */
export type CampaignStatus = (typeof campaignStatuses)[number];

/** A campaign object exactly as its service sent it. */
export type RawCampaign = IDataObject;

/** Every figure that Include Figures adds to an item, in this order. */
export const figureNames = [
	'leads',
	'contacted',
	'sent',
	'opened',
	'clicked',
	'replied',
	'bounced',
	'unsubscribed',
] as const;

/** A figure of a campaign, in words that are the same for every service. */
export type FigureName = (typeof figureNames)[number];

/** Figures that a service sends with a campaign anyway; never computed here. */
export interface CampaignFigures {
	/** How many leads the campaign has; absent when the service does not report it. */
	leads?: number;
	/** How many leads were contacted; absent when the service does not report it. */
	contacted?: number;
	/** How many replies came in; absent when the service does not report it. */
	replied?: number;
}

/** The neutral campaign, which every item carries when Simplify is on, in this order. */
export interface Campaign extends CampaignFigures {
	id: string;
	name: string;
	status: CampaignStatus;
	/** The service's own word for the status, unchanged; null when it has none. */
	providerStatus: string | null;
	/** The ID of the provider. */
	provider: string;
	/** ISO 8601, UTC, with milliseconds; null when the service does not report it. */
	createdAt: string | null;
	/** ISO 8601, UTC, with milliseconds; null when the service does not report it. */
	updatedAt: string | null;
	/** The campaign's page in the service's app; null when its address is not known. */
	url: string | null;
	/** The ID of the campaign that this one is a subsequence of; absent for every other campaign. */
	parentCampaignId?: string;
	/** The names of its tags; absent unless they were asked for. */
	tags?: string[];
}

/** What a provider's answers are mapped to. */
export type CampaignDetails = Omit<Campaign, 'provider'>;

/** A campaign of which only this much is known: every other field is null. */
export type PartialCampaign = { [Field in keyof Campaign]?: Campaign[Field] | null };

/**
 * A campaign of which nothing but its ID, name and status is known.
 *
 * @param name null when it is not known
 */
export function partialCampaign(
	provider: string,
	id: string,
	name: string | null,
	status: CampaignStatus,
): PartialCampaign {
	return {
		id,
		name,
		status,
		providerStatus: null,
		provider,
		createdAt: null,
		updatedAt: null,
		url: null,
	};
}

/**
 * What an item carries when Simplify is on.
 *
 * @returns a plain object, keys in a fixed order
 */
export function simplify(campaign: Campaign | PartialCampaign): IDataObject {
	return { ...campaign };
}

/** Fast path: days 1 to 28 exist in every month. A list of 100,000 campaigns has 200,000 times. */
const plainTime =
	/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3,9}Z$/;

/**
 * A service's time as ISO 8601, UTC, with milliseconds.
 *
 * @param value an ISO time with or without fractions of a second; without an offset it is UTC
 * @returns the time, or null when there is none or it cannot be read
 */
export function isoTime(value: unknown): string | null {
	if (typeof value !== 'string' || value === '') return null;
	if (plainTime.test(value)) return value.length === 24 ? value : `${value.slice(0, 23)}Z`;
	const hasOffset = /(Z|[+-]\d\d:?\d\d)$/i.test(value);
	const time = new Date(hasOffset || !value.includes(':') ? value : `${value.replace(' ', 'T')}Z`);
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
