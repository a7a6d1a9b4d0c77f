import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Fields } from './campaigns';
import type { Listing } from './listing';
import type { ProviderRequest } from './request';

/**
 * What a provider's API can do with the leads of a campaign. Leave out an operation that the API lacks: the editor then
 * does not offer it.
 */
export interface LeadOperations {
	readonly add?: AddLeadsCapability;
	readonly getAll?: ListLeadsCapability;
	readonly pause?: LeadChangeCapability;
	readonly resume?: LeadChangeCapability;
	readonly remove?: LeadChangeCapability;
}

/** A lead object exactly as its service sent it. */
export type RawLead = IDataObject;

/** What became of a lead that was added. `unknown` is one of which the answer only counts. */
export const leadOutcomes = [
	'added',
	'alreadyThere',
	'inOtherCampaign',
	'blocked',
	'unsubscribed',
	'invalid',
	'unknown',
] as const;

/** What became of a lead that was added. */
export type LeadOutcome = (typeof leadOutcomes)[number];

/** Adds leads to a campaign, many with one request. */
export interface AddLeadsCapability {
	/** The fields that the editor always shows. Those that name the lead are among them. */
	readonly fields: readonly INodeProperties[];
	/** The options of Lead Fields; left out when there are none. */
	readonly leadFields?: readonly INodeProperties[];
	/** The service's own switches for all leads of a request, shown under Options. */
	readonly switches?: readonly INodeProperties[];
	readonly batch: BatchLimits;
	/**
	 * The service is documented or observed to add a lead once, however often it is sent. Leads whose addition was not
	 * confirmed are then sent again.
	 */
	readonly removesDuplicates: boolean;
	/** @throws InvalidInput when the service would refuse the lead, and with it the whole request */
	toLead(fields: Fields): NewLead;
	request(campaignId: string, leads: readonly NewLead[], switches: Fields): ProviderRequest;
	/** @returns undefined when the answer has an unexpected shape */
	parseAnswer(answer: unknown, leads: readonly NewLead[], switches: Fields): Additions | undefined;
}

/** How many leads go into one request. */
interface BatchLimits {
	readonly default: number;
	readonly max: number;
	/** Where these numbers come from: completes the description of Batch Size. */
	readonly source: string;
}

/** A lead to be added. */
export interface NewLead {
	/** The same for two leads that are the same lead to the service. */
	readonly key: string;
	/** What names the lead in outputs, for example its e-mail address. */
	readonly name: IDataObject;
	readonly body: IDataObject;
}

/** What an answer tells about the leads of a request. */
export interface Additions {
	/** What became of each lead, in the order of the request. */
	readonly additions: readonly Addition[];
	/** What the service counted. Users see it beside an unknown outcome. */
	readonly counters: IDataObject;
	/** What users must know although the request succeeded. A sentence. */
	readonly warning?: string;
}

/** What became of one lead. */
export interface Addition {
	readonly outcome: LeadOutcome;
	readonly leadId?: string;
}

/** Lists the leads of a campaign. */
export interface ListLeadsCapability {
	/** The options of Filters. The service applies all of them. */
	readonly filters: readonly INodeProperties[];
	/**
	 * @param addedSince leaves out leads that were added before, ISO 8601
	 * @throws InvalidInput when a filter cannot be sent
	 */
	listing(campaignId: string, filters: Fields, addedSince?: string): Listing<RawLead>;
	/** Maps the service's own object to the neutral lead. Never throws. */
	toLead(raw: RawLead): LeadDetails;
	/** The `key` that the lead would have as a NewLead. */
	keyOf(raw: RawLead): string | undefined;
}

/** A lead of a campaign, with the same fields for every service. */
export interface LeadDetails {
	/** null when the service sent none. */
	readonly leadId: string | null;
	readonly email: string | null;
	readonly firstName: string | null;
	readonly lastName: string | null;
	readonly company: string | null;
	/** The service's own word. */
	readonly status: string | null;
	/** When the lead was added to the campaign; null when it is not known. */
	readonly createdAt: string | null;
}

/** Changes one lead of a campaign. All requests are idempotent. */
export interface LeadChangeCapability {
	/** The ways to name the lead: the modes of the Lead field. */
	readonly references: readonly LeadReferenceRule[];
	/** Fields of this change, shown under Options. */
	readonly options?: readonly INodeProperties[];
	/** @throws InvalidInput when an option cannot be sent */
	request(campaignId: string, lead: LeadReference, options: Fields): ProviderRequest;
}

/** A way to name a lead. */
export interface LeadReferenceRule {
	/** The mode of the Lead field. Stored in workflows, so it never changes. */
	readonly by: string;
	/** The mode's label, for example "By ID". */
	readonly displayName: string;
	/** Matches the whole value. Anything else is refused before it is sent. */
	readonly pattern: RegExp;
	readonly example: string;
	/** The key of the value in outputs. */
	readonly outputKey: string;
	/** The calls only take IDs: the lead with this key is looked up in the campaign's list. */
	readonly isLookedUp?: boolean;
}

/** A lead as the user named it. */
export interface LeadReference {
	readonly by: string;
	readonly value: string;
}
