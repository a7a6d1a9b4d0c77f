import type { CampaignStatus } from '../../campaign';
import type { Fields } from './campaigns';
import type { ProviderRequest } from './request';
import type { Shape } from './shape';

/**
 * What Check Account needs to know of a provider besides its requests: they declare themselves how they are known and what
 * they answer.
 */
export interface AccountCheck {
	/** An ID of the right form that no campaign has. */
	readonly unknownId: string;
	/** How the service answers when a campaign with this ID is read, if it has a call for that. */
	readonly unknown?: ExpectedAnswer;
	/** How many campaigns a full page of the list has, if the list has pages. */
	readonly pageSize?: number;
	/** Two pages in a row with one campaign each, if the service lets clients choose the size. */
	readonly smallPages?: {
		readonly first: ProviderRequest;
		/** @returns undefined when the answer names no next page */
		second(answer: unknown): ProviderRequest | undefined;
	};
	/** The page after one that has no next one, if pages are numbered. It must be empty. */
	pageBeyond?(last: ProviderRequest): ProviderRequest;
	readonly trial: Trial;
}

/** What an answer is expected to be when it is not a success of the usual form. */
export interface ExpectedAnswer {
	/** HTTP statuses, any of them. */
	readonly statuses: readonly number[];
	readonly answer: Shape;
}

/** How the check tries the calls that write, on a campaign that it makes for this and that reaches nobody. */
export interface Trial {
	/** What Create needs besides a name; undefined when the account lacks it. */
	fields(account: TrialAccount): Fields | undefined;
	/** What the account lacks when there are no fields, for the report. */
	readonly needs?: string;
	/** The status of the new campaign. */
	readonly status: CampaignStatus;
	/** What Update changes, if there is one: nothing that reaches anybody. */
	readonly change?: (name: string) => Fields;
	/** How the service answers to pausing the new campaign, if not with a success. */
	readonly pause?: ExpectedAnswer;
	/** How the campaign goes away at the end: by Delete, or by a status. */
	readonly removal?: 'delete' | { readonly status: CampaignStatus };
	/** How the service answers to the same removal once more, if not with a success. */
	readonly repeatedRemoval?: ExpectedAnswer;
	/** What is left of the campaign at the end. A sentence for the report. */
	readonly left: string;
}

/** What the account has that a campaign needs. */
export interface TrialAccount {
	/** The values that an option list offers, by the name of the list; empty when it could not be read. */
	options(list: string): ReadonlyArray<string | number>;
}
