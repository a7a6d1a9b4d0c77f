import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Campaign, CampaignStatus, RawCampaign } from '../../campaign';

/**
 * The contract that every provider fulfils. A provider is data and pure functions: it says which
 * requests a neutral call takes and how their answers read. It never sends anything itself.
 */
export interface Provider {
	/** The value of the Provider parameter and of the credential's provider. */
	readonly id: string;
	/** The service's name as its users write it. */
	readonly displayName: string;
	readonly service: Service;
	readonly campaignId: IdRule;
	readonly name: NameRule;
	readonly campaigns: CampaignOperations;
	readonly trackedFields: TrackedFields;
	/** The service's own log of what happened to campaigns, where it has one. */
	readonly eventLog?: EventLog;
	/** The lists that fields of this provider are chosen from, by name. */
	readonly optionLists: Readonly<Record<string, OptionList>>;
	/** What users must know that no field shows; printed below the capability table. */
	readonly notes: readonly string[];
	/** What the editor says where users err. */
	readonly hints: readonly Hint[];
	/** Maps the service's own object to the neutral campaign. Never throws: what it doesn't know is null or `unknown`. */
	toCampaign(raw: RawCampaign, account: Account): Campaign;
	/** What the service said in an answer that is not a success; undefined where this answer is none of its refusals. */
	explain(answer: Answer): Explanation | undefined;
}

/** Where a service is and how it wants to be asked. */
export interface Service {
	/** Address without the API's own path; `{dataCenter}` stands for the credential's data center. */
	readonly address: string;
	/** The API's own path, for example `/api/v1`. */
	readonly apiPath: string;
	readonly authentication: Authentication;
	/** Where a user finds the key, in the service's own words. */
	readonly keyLocation: string;
	/** A read that only the right key answers, for the credential's test. Must answer a JSON object. */
	readonly test: KeyTest;
	/** The rates that the service documents, each `requests` in `perMs` milliseconds; empty where none is known. */
	readonly rates: readonly Rate[];
}

/** The key in a header (with a prefix such as `Bearer `) or in the query. */
export type Authentication =
	| { readonly in: 'header'; readonly name: string; readonly prefix: string }
	| { readonly in: 'query'; readonly name: string };

/** The call that proves a key, and the values in a 200 that say that it proves nothing. */
export interface KeyTest {
	readonly path: readonly string[];
	readonly refusals: ReadonlyArray<{
		readonly key: string;
		readonly value: unknown;
		readonly message: string;
	}>;
}

/** A sentence that the editor shows below Operation (below Status, where it is about one). */
export interface Hint {
	/** The operations that it is shown for. Those that the provider lacks are there when a user changes the provider. */
	readonly operations: ReadonlyArray<keyof CampaignOperations | 'upsert'>;
	/** Only with these values of Status. */
	readonly status?: readonly CampaignStatus[];
	readonly text: string;
}

/** At most `requests` in any `perMs` milliseconds. */
export interface Rate {
	readonly requests: number;
	readonly perMs: number;
}

/** The account that a credential opens. */
export interface Account {
	/** Address of the service without the API's own path and without a slash at the end. */
	readonly address: string;
}

/** What an id of a campaign looks like, so that anything else is refused before it is sent. */
export interface IdRule {
	readonly pattern: RegExp;
	readonly example: string;
}

/** What a campaign's name must be. Lengths count characters (code points), not UTF-16 units. */
export interface NameRule {
	readonly maxLength?: number;
	readonly forbidden?: readonly string[];
}

/** The fields that a user set, by parameter name; absent means: not set, so not sent. */
export type Fields = IDataObject;

/** One request in a provider's own words; transport/ sends it. */
export interface ProviderRequest {
	/** What the request does, for messages: "create the campaign". */
	readonly purpose: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Segments after the API's own path; each is encoded by transport/. */
	readonly path: readonly string[];
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	/** Whether sending it twice has the effect of sending it once. Creation has not. */
	readonly idempotent: boolean;
	/** The path is inferred, not documented: a 404 then says that the service doesn't offer the call. */
	readonly isInferred?: boolean;
	/** Asked instead when the service answers 404. */
	readonly fallback?: ProviderRequest;
	/** A success may come with an empty body. Of any other request that is no success. */
	readonly allowEmptyBody?: boolean;
	/** Nothing, twice in a row, is its answer for what is not there; once may be a service under load. */
	readonly emptyMeansNotFound?: boolean;
	/** How long the service may take, in ms, where it is known to be slow. */
	readonly timeoutMs?: number;
}

/** An answer as it came: HTTP status and decoded body (undefined when the body was empty, text when it is no JSON). */
export interface Answer {
	readonly status: number;
	readonly body: unknown;
}

/** What a service said, and what to do about it where we know more than the service says. */
export interface Explanation {
	readonly message: string;
	readonly description?: string;
	/** The service says in its own words that the campaign is not there. */
	readonly notFound?: boolean;
	/** The service refuses the key itself, though the HTTP status is not 401. */
	readonly refusesKey?: boolean;
}

/** One named request of a write that takes several. */
export interface Step {
	readonly name: string;
	readonly request: ProviderRequest;
	/** The changed campaign, where the answer holds it whole; else it is read again. */
	parseCampaign?(answer: unknown): RawCampaign | undefined;
	/** Whether a campaign shows that this was done to it, where that can be read. */
	isDone?(current: RawCampaign): boolean;
}

/** The verbs that a provider has. Those with a question mark may be missing. */
export interface CampaignOperations {
	readonly getAll: ListCapability;
	readonly get: GetCapability;
	readonly create: CreateCapability;
	readonly update?: UpdateCapability;
	readonly changeStatus?: ChangeStatusCapability;
	readonly delete?: DeleteCapability;
}

/** What Get Many is asked to keep. */
export interface Filters {
	readonly status?: CampaignStatus;
	/** Part of the name, in any case. */
	readonly name?: string;
}

/** One page of a list and the request of the next, if there is one. */
export interface Page<T> {
	readonly entries: readonly T[];
	readonly next?: ProviderRequest;
}

/** A list that is read page by page. `page` gets the request that was answered; it gives undefined when the answer has no shape that is known. */
export interface Listing<T> {
	firstPage(filters: Filters): ProviderRequest;
	parsePage(answer: unknown, asked: ProviderRequest): Page<T> | undefined;
	/** Tells entries apart, of a list whose pages are counted: there, entries move to another page when others come or go. */
	readonly entryId?: (entry: T) => string;
}

/** Lists campaigns. */
export interface ListCapability extends Listing<RawCampaign> {
	/** How the list comes, for the capability table: "whole", "pages of 250", … */
	readonly paging: string;
	/** It is documented or observed that new campaigns come first. Else the whole list is read to find them. */
	readonly newestFirst?: boolean;
	/** The states of listed campaigns, where the service does not list those in others. */
	readonly statuses?: readonly CampaignStatus[];
	/** Who filters: the service, or this node after reading everything. */
	readonly filters: Readonly<Record<keyof Filters, 'service' | 'node'>>;
}

/**
 * What the trigger takes for a change of a campaign, beside its name and status. Dotted paths into the
 * service's object; a path leads through lists into each element. Times and passing states are left out.
 */
export interface TrackedFields {
	/** What a person sets. */
	readonly settings: readonly string[];
	/** What the service counts. */
	readonly figures: readonly string[];
}

/** One event of a service's log. */
export interface LoggedEvent {
	/** Grows with every event. */
	readonly sequence: number;
	/** The campaign as it was then; left out where the event is about something else. */
	readonly campaign?: RawCampaign;
	/** The campaign was created by it. */
	readonly isCreation: boolean;
}

/** A log of events that is read from any of them on, oldest first. */
export interface EventLog {
	/** How many events a page holds. */
	readonly pageSize: number;
	/** @param sequence the last event that was read; 0 for the oldest that the service still has */
	pageAfter(sequence: number): ProviderRequest;
	parsePage(answer: unknown, asked: ProviderRequest): Page<LoggedEvent> | undefined;
}

/** Reads one campaign by a call of its own, or by scanning the list. `read` answers null for "not there", undefined for an unknown shape. */
export type GetCapability =
	| {
			readonly by: 'call';
			request(id: string): ProviderRequest;
			parseCampaign(answer: unknown): RawCampaign | null | undefined;
	  }
	| { readonly by: 'list' };

/** Requests that set fields of a campaign that exists. All of them are repeatable. */
export interface Changes {
	/** Whether the stored campaign must be read first to make these changes. */
	needsCurrent(fields: Fields): boolean;
	/**
	 * @param current the campaign as it stands, when needsStored asked for it
	 * @throws InvalidInput when the fields can't be sent
	 */
	steps(id: string, fields: Fields, current: RawCampaign | undefined): Step[];
}

/** Creates a campaign: one request that makes it, then the changes that need calls of their own. */
export interface CreateCapability {
	/** Fields without which the service creates nothing. */
	readonly fields: readonly INodeProperties[];
	/** The options of Additional Fields. */
	readonly additionalFields: readonly INodeProperties[];
	/** Fields that Create or Update leaves alone on a campaign that exists. Their descriptions say so. */
	readonly createOnlyFields: readonly string[];
	/**
	 * @param fields all that the user set, `name` included
	 * @throws InvalidInput when these fields can't make a campaign
	 */
	request(fields: Fields): ProviderRequest;
	/** The new campaign's id, from the answer to make; undefined when there is none. */
	parseId(answer: unknown): string | undefined;
	/** The new campaign, where the answer to make holds it whole; else it is read again. */
	parseCampaign?(answer: unknown): RawCampaign | undefined;
	readonly followUp?: Changes;
}

/** Changes a campaign. */
export interface UpdateCapability extends Changes {
	/** The options of Update Fields. */
	readonly updateFields: readonly INodeProperties[];
}

/** A state that a user can bring a campaign to, in the service's own words. */
export interface TargetState {
	readonly status: CampaignStatus;
	readonly displayName: string;
	readonly description: string;
}

/** Brings a campaign to another state. */
export interface ChangeStatusCapability {
	readonly targets: readonly TargetState[];
	request(id: string, target: CampaignStatus, stored: RawCampaign): ProviderRequest;
}

/** Deletes a campaign. */
export interface DeleteCapability {
	request(id: string): ProviderRequest;
	/** Whether an answer says that it was done. */
	isDone(answer: unknown): boolean;
}

/** One entry of a picker. */
export interface ListOption {
	readonly name: string;
	readonly value: string | number;
	readonly description?: string;
}

/** A list to choose a field's value from. */
export type OptionList = Listing<ListOption>;

/** Input that can't be sent: says which field, what is wrong with it and what to do. */
export class InvalidInput extends Error {
	constructor(
		message: string,
		readonly description?: string,
	) {
		super(message);
		this.name = 'InvalidInput';
	}
}
