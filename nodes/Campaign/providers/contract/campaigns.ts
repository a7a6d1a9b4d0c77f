import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { CampaignStatus, RawCampaign } from '../../campaign';
import type { ListFilters, Listing } from './listing';
import type { ProviderRequest } from './request';

/** What a provider's API can do with campaigns. An absent operation is one that the API lacks. */
export interface CampaignOperations {
	readonly getAll: ListCapability;
	readonly get: GetCapability;
	readonly create: CreateCapability;
	readonly update?: UpdateCapability;
	readonly changeStatus?: ChangeStatusCapability;
	readonly delete?: DeleteCapability;
}

/** The format of a campaign's ID: anything else is refused before it is sent. */
export interface IdRule {
	readonly pattern: RegExp;
	readonly example: string;
}

/** What a campaign's name may be. Lengths count characters (code points), not UTF-16 units. */
export interface NameRule {
	readonly maxLength?: number;
	readonly forbidden?: readonly string[];
}

/** The fields that the user set, by parameter name. An absent field is not set, so it is not sent. */
export type Fields = IDataObject;

/** What Get Many keeps. */
export interface CampaignFilters extends ListFilters {
	readonly status?: CampaignStatus;
}

/** Lists campaigns. */
export interface ListCapability extends Listing<RawCampaign> {
	/** How the list arrives, for the capability table: "pages of 250". */
	readonly paging: string;
	/** New campaigns are documented or observed to come first. Otherwise the whole list is read to find them. */
	readonly newestFirst?: boolean;
	/** The statuses that are listed, where the service leaves campaigns with other statuses out. */
	readonly statuses?: readonly CampaignStatus[];
	/** Who filters: the service, or this node after reading the whole list. */
	readonly filters: Readonly<Record<keyof CampaignFilters, 'service' | 'node'>>;
}

/** Reads one campaign, with a call of its own or by searching the list. */
export type GetCapability =
	| {
			readonly by: 'call';
			request(id: string): ProviderRequest;
			/** @returns null when the campaign does not exist, undefined when the answer has an unexpected shape */
			parseCampaign(answer: unknown): RawCampaign | null | undefined;
	  }
	| { readonly by: 'list' };

/** One named request of a write that may take several. */
export interface Step {
	readonly name: string;
	readonly request: ProviderRequest;
	/** The changed campaign, where the answer holds all of it; otherwise it is read again. */
	parseCampaign?(answer: unknown): RawCampaign | undefined;
	/** Whether a campaign shows that this step took effect, where that can be read. */
	isDone?(current: RawCampaign): boolean;
}

/** Idempotent requests that set fields of a campaign that exists. */
export interface Changes {
	/** Whether the campaign must be read before these changes can be made. */
	needsCurrent(fields: Fields): boolean;
	/**
	 * @param current the campaign as it is now, when `needsCurrent` asked for it
	 * @throws InvalidInput when the fields cannot be sent
	 */
	steps(id: string, fields: Fields, current: RawCampaign | undefined): Step[];
}

/** Creates a campaign: one request creates it, then follow-up requests set what needs calls of its own. */
export interface CreateCapability {
	/** Fields without which the service creates nothing. */
	readonly fields?: readonly INodeProperties[];
	/** The options of Additional Fields. */
	readonly additionalFields: readonly INodeProperties[];
	/** Fields that Create or Update leaves alone on an existing campaign. Their descriptions say so. */
	readonly createOnlyFields?: readonly string[];
	/**
	 * @param fields everything the user set, including `name`
	 * @throws InvalidInput when these fields cannot make a campaign
	 */
	request(fields: Fields): ProviderRequest;
	/** The new campaign's ID, from the answer to `request`; undefined when there is none. */
	parseId(answer: unknown): string | undefined;
	/** The new campaign, where the answer to `request` holds all of it; otherwise it is read again. */
	parseCampaign?(answer: unknown): RawCampaign | undefined;
	readonly followUp?: Changes;
}

/** Changes a campaign's fields. */
export interface UpdateCapability extends Changes {
	/** The options of Update Fields. */
	readonly updateFields: readonly INodeProperties[];
}

/** A status that a user can set, with the service's own word for it. */
export interface TargetStatus {
	readonly status: CampaignStatus;
	readonly displayName: string;
	readonly description: string;
}

/** Changes a campaign's status. */
export interface ChangeStatusCapability {
	readonly targets: readonly TargetStatus[];
	request(id: string, target: CampaignStatus, current: RawCampaign): ProviderRequest;
}

/** Deletes a campaign. */
export interface DeleteCapability {
	request(id: string): ProviderRequest;
	/** Whether the answer confirms the deletion. */
	isDone(answer: unknown): boolean;
}
