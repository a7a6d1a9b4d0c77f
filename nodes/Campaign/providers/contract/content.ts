import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { RawCampaign } from '../../campaign';
import type { InvalidInput } from './invalidInput';
import type { Listing } from './listing';
import type { OptionList } from './optionLists';
import type { Step } from './step';

/**
 * Content that a campaign declares: a list that the service keeps beside the campaign's own fields, such as the steps of
 * its sequence. A list that the user sets is what the campaign has afterwards: entries that it leaves out are removed. A
 * list that is not set is not touched.
 *
 * A provider says how one list is read, compared and written. `operations/` does the rest for all of them: it offers the
 * fields in Create, Create or Update and Update, reads what is there, plans, sends only what differs, in order, and
 * finishes what an earlier run left undone.
 */
export interface ContentField {
	/**
	 * The field's name as the API writes it, for example `sequence`. It is the name of the editor's field, and stands in
	 * `changed` and in plans. Stored in workflows, so it never changes.
	 */
	readonly name: string;
	/** The field in which the list is built in the editor. Its `name` is that of the content. */
	readonly editor: INodeProperties;
	/**
	 * The twin that takes the list as data. Its `name` is that of the content with `Json` at the end: make it with
	 * `contentJson` in `shared/content.ts`. Setting both fields is refused.
	 */
	readonly json: INodeProperties;
	readonly read: ContentRead;
	/**
	 * Whether writing the content changes what people get from a campaign that is active.
	 */
	readonly reachesPeople: boolean;
	/**
	 * Whether the service may refuse to write the content while the campaign is active. The option Pause While Changing is
	 * offered then, and `DeclaredContent.isRefusedWhileActive` says when it applies.
	 */
	readonly mayNeedPause?: boolean;
	/**
	 * Reads the value of the editor's field. An expression may have given anything.
	 *
	 * @returns undefined when nothing was entered: the content is not set then
	 * @throws InvalidInput naming the field by its label, and the entry by its number
	 */
	fromEditor(value: unknown): DeclaredContent | undefined;
	/**
	 * Reads the list of the twin. An empty list clears the content.
	 *
	 * @param list the parsed list; its entries can be anything
	 * @throws InvalidInput naming the twin by its label, and the entry by its number
	 */
	fromJson(list: readonly unknown[]): DeclaredContent;
}

/** How content is read back. */
export type ContentRead =
	| {
			/** A call of its own returns it: one request for each page and campaign. */
			readonly by: 'call';
			/**
			 * The list of one campaign. All pages are read. Entries leave the transport as `parsePage` returns them, so it drops
			 * what nobody may see, such as passwords.
			 */
			listing(campaignId: string): Listing<ContentEntry>;
	  }
	| {
			/** It is part of the campaign, as reading the campaign alone returns it. */
			readonly by: 'campaign';
			/** @returns undefined when this campaign does not show it: it is then written whenever it is set */
			entries(campaign: RawCampaign): readonly ContentEntry[] | undefined;
	  };

/** One entry of the content as the service returns it, with its ID. */
export type ContentEntry = IDataObject;

/** Content in the words that the API writes, without the IDs that are the service's, as plans show it. */
export type ContentValue = IDataObject[] | string[] | number[];

/** Content as the user wants it: checked, and in the words that the API writes. */
export interface DeclaredContent {
	/** All of it. Equal wishes have equal values, however they were entered. */
	readonly value: ContentValue;
	/** What a campaign has, in the same words, so that a person sees the difference to `value`. */
	valueOf(entries: readonly ContentEntry[]): ContentValue;
	/**
	 * The requests that make the content of a campaign what is declared, in their order. They only depend on the arguments.
	 * Entries that stay keep their IDs.
	 *
	 * @param campaignId the campaign's ID; of a campaign that is yet to be created, any ID, and the names of the steps count
	 * @param entries what the campaign has; empty for a new campaign, undefined when that cannot be read
	 * @returns empty when the campaign already has what is declared
	 */
	steps(campaignId: string, entries: readonly ContentEntry[] | undefined): ContentStep[];
	/**
	 * What the content refers to that the campaign does not have yet, such as mailboxes. It is looked up before anything is
	 * written: a service may only refuse it when half of the work is done.
	 *
	 * @param entries as for `steps`
	 */
	references?(entries: readonly ContentEntry[] | undefined): Reference[];
	/**
	 * Whether the service refuses `steps` while the campaign is active.
	 *
	 * @param entries as for `steps`
	 */
	isRefusedWhileActive?(entries: readonly ContentEntry[] | undefined): boolean;
	/** Why a campaign with this content cannot be started, as the end of a sentence: "has no steps". Left out when it can. */
	readonly preventsStart?: string;
}

/** One request that writes content. */
export interface ContentStep extends Pick<Step, 'name' | 'request'> {
	/**
	 * Whether the answer to the request says that this step took effect. If it does not, `isDone` is asked. Left out, every
	 * success does.
	 */
	isConfirmed?(answer: unknown): boolean;
	/**
	 * Whether the content shows that this step took effect. Asked when the answer was lost, confirms nothing, or is a failure
	 * that may still have had its effect; leave out if the content cannot tell.
	 *
	 * @param entries the content, read after the attempt
	 */
	isDone?(entries: readonly ContentEntry[]): boolean;
}

/** Values that must be among those that an account offers. */
export interface Reference {
	readonly values: readonly string[];
	/** What there is. All pages are read, once for a run. */
	readonly list: OptionList;
	/** The error when some of the values are not in the list. */
	missing(values: readonly string[]): InvalidInput;
}
