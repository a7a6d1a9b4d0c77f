import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { CampaignStatus, RawCampaign } from '../../campaign';
import type { ContentField } from './content';
import type { ListFilters, Listing } from './listing';
import type { Basis, ProviderRequest } from './request';
import type { Step } from './step';
import type { SubmitEventCapability } from './submittedEvents';

/**
 * What a provider's API can do with campaigns. Leave out an operation that the API lacks: the editor then does not offer
 * it. Create or Update is offered when there is `update`.
 */
export interface CampaignOperations {
	readonly getAll: ListCapability;
	readonly get: GetCapability;
	readonly create: CreateCapability;
	readonly update?: UpdateCapability;
	readonly changeStatus?: ChangeStatusCapability;
	readonly delete?: DeleteCapability;
	readonly duplicate?: DuplicateCapability;
	readonly submitEvent?: SubmitEventCapability;
	/** Content that Create, Create or Update and Update can set, in the order in which it is written. */
	readonly content?: readonly ContentField[];
}

/** The format of a campaign's ID. Anything else is refused before it is sent. */
export interface IdRule {
	/** Matches the whole ID. */
	readonly pattern: RegExp;
	/** Shown in the message about an invalid ID. */
	readonly example: string;
	/** An ID in capitals is the same ID. */
	readonly ignoresCase?: boolean;
}

/** What a campaign's name can be. Anything else is refused before it is sent. */
export interface NameRule {
	/** In characters (code points), not UTF-16 units. */
	readonly maxLength?: number;
	/**
	 * The form in which the service compares names: two names with the same key are the same name. Without it, names are
	 * compared as they are, but for outer spaces.
	 */
	key?(name: string): string;
	readonly forbidden?: readonly string[];
}

/**
 * The fields that the user set, by parameter name; resource locators are reduced to their values. A field that is absent
 * was not set, so it is not sent.
 */
export type Fields = IDataObject;

/** What Get Many keeps. */
export interface CampaignFilters extends ListFilters {
	readonly status?: CampaignStatus;
}

/** Lists campaigns. */
export interface ListCapability extends Listing<RawCampaign> {
	/** How the list arrives, for the capability table, for example "pages of 250". */
	readonly paging: string;
	readonly pagingBasis: Basis;
	/** Whether new campaigns are documented or observed to come first. Otherwise the whole list is read to find them. */
	readonly newestFirst?: boolean;
	/** The statuses that are listed, if the service leaves out campaigns with other statuses. */
	readonly statuses?: readonly CampaignStatus[];
	/**
	 * Whether an entry is documented or observed to hold everything that reading the campaign alone returns. Otherwise only
	 * its ID, name, status and figures are relied on.
	 */
	readonly isWhole?: boolean;
	/** Who applies each filter: the service, or this node after it has read the whole list. */
	readonly filters: Readonly<Record<'name' | 'status', 'service' | 'node'>>;
	/** The service's own filters, which it applies itself. Get Many shows them under Filters. */
	readonly ownFilters?: readonly INodeProperties[];
	/** The service's own switches that make the list tell more. Get Many shows them under Options. */
	readonly switches?: readonly INodeProperties[];
}

/** Reads one campaign: with a call of its own, or by searching the list. */
export type GetCapability =
	| {
			readonly by: 'call';
			request(id: string): ProviderRequest;
			/** @returns null when the campaign does not exist, undefined when the answer has an unexpected shape */
			parseCampaign(answer: unknown): RawCampaign | null | undefined;
			/** The list is read instead when the call, whose path is inferred, does not exist. */
			readonly fallbackToList?: boolean;
	  }
	| { readonly by: 'list' };

/** A field whose value the campaign does not have yet. */
export interface Difference {
	/** The parameter's name. */
	readonly field: string;
	/** The campaign's value in the words that the API writes; null when there is none, or it cannot be read back. */
	readonly from: IDataObject[string];
	/** The value that the user set, in the same words. */
	readonly to: IDataObject[string];
}

/** Sets fields of an existing campaign. All requests are idempotent. */
export interface Changes {
	/**
	 * The fields whose values the campaign does not have yet. A field that cannot be read back is one of them.
	 *
	 * @param current the campaign; an empty object when only the fields are to be checked
	 * @throws InvalidInput when a field cannot be sent, whatever the campaign has
	 */
	differences(fields: Fields, current: RawCampaign): Difference[];
	/**
	 * The requests, in their order. How many there are and what they are called only depends on the fields.
	 *
	 * @param id the campaign's ID; of a campaign that is yet to be created, any ID, and the names of the steps count
	 * @param current the campaign as it is now, if it was read
	 * @returns empty when there is nothing to set
	 * @throws InvalidInput when the fields cannot be sent
	 */
	steps(id: string, fields: Fields, current: RawCampaign | undefined): Step[];
}

/** Sets fields of a new campaign that its creation does not send. */
export interface FollowUp extends Changes {
	/** Those of the fields that the creation does not send. */
	fields(all: Fields): Fields;
	/** Whether the campaign must be read before these fields can be set. */
	needsCurrent(fields: Fields): boolean;
}

/** Creates a campaign: one request creates it, and follow-up requests set what has calls of its own. */
export interface CreateCapability {
	/** Required fields besides the name. The editor always shows them. */
	readonly fields?: readonly INodeProperties[];
	/** The options of Additional Fields. */
	readonly additionalFields: readonly INodeProperties[];
	/** Names of fields that Create or Update does not change on an existing campaign. Their descriptions say so. */
	readonly createOnlyFields?: readonly string[];
	/**
	 * @param fields everything that the user set, including `name`
	 * @throws InvalidInput when no campaign can be created with these fields, or the follow-up cannot send one of them
	 */
	request(fields: Fields): ProviderRequest;
	/** The new campaign's ID from the answer to `request`, or undefined when it has none. */
	parseId(answer: unknown): string | undefined;
	/** The new campaign, if the answer to `request` contains all of it. Otherwise the campaign is read. */
	parseCampaign?(answer: unknown): RawCampaign | undefined;
	/**
	 * What the service made of a new campaign, if that differs from what the user set without the service refusing it. A
	 * sentence for users.
	 */
	describeDifference?(fields: Fields, created: RawCampaign): string | undefined;
	/** Sets what `request` does not send. */
	readonly followUp?: FollowUp;
	/** The status that a new campaign gets. The default is draft. */
	newStatus?(fields: Fields): CampaignStatus;
	/** Left out when the creation itself sets the status, or no call starts a campaign. */
	readonly startNow?: StartNow;
}

/** Starts a new campaign after everything else, with the call that changes its status to active. */
export interface StartNow {
	/**
	 * What a new campaign would lack to be started, so that it is refused before it is created.
	 *
	 * @param set everything that the user set, content included
	 * @returns each without an article, such as "schedule"; empty when nothing is known to be missing
	 */
	lacks?(set: Fields): string[];
}

/** Changes a campaign's fields. */
export interface UpdateCapability extends Changes {
	/** The options of Update Fields. */
	readonly updateFields: readonly INodeProperties[];
	/** Those of them that an empty text clears. Clear Fields offers them. */
	readonly clearableFields?: readonly string[];
	/** Whether these fields can only be set if everything is known that reading the campaign alone returns. */
	needsWhole?(fields: Fields): boolean;
}

/** A status that a user can set. */
interface TargetStatus {
	readonly status: CampaignStatus;
	/** The option in the editor, with the service's own word if it has another. */
	readonly displayName: string;
	/** What the status does. AI models read it, too. */
	readonly description: string;
	/** What a campaign needs to get this status, for the message when it does not. */
	readonly requirements?: string;
}

/** Changes a campaign's status. */
export interface ChangeStatusCapability {
	readonly targets: readonly TargetStatus[];
	/** The status of a campaign is inferred from other fields, so it proves nothing. */
	readonly isStatusInferred?: boolean;
	/** Whether the request needs the campaign as it is now. */
	readonly needsCurrent?: boolean;
	/** @param current the campaign as it is now, if it was read */
	request(id: string, target: CampaignStatus, current: RawCampaign | undefined): ProviderRequest;
}

/** Deletes a campaign. */
export interface DeleteCapability {
	request(id: string): ProviderRequest;
	/** Whether the answer confirms the deletion. */
	isDone(answer: unknown): boolean;
}

/** Makes a copy of a campaign, which is a draft. */
export interface DuplicateCapability {
	request(id: string): ProviderRequest;
	/** The copy's ID from the answer to `request`, or undefined when it has none. */
	parseId(answer: unknown): string | undefined;
	/** The name that the service gives a copy. A copy whose answer was lost is looked for by it. */
	nameOfCopy(name: string): string;
	/** Gives the copy another name. */
	rename(id: string, name: string): Step;
	/** What the copy has and lacks. A sentence for users and AI models. */
	readonly copied: string;
}
