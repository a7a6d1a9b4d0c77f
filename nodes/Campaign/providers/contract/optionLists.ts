import type { Listing } from './listing';

/** One option of a list in the editor. */
export interface ListOption {
	/** The label. */
	readonly name: string;
	readonly value: string | number;
	readonly description?: string;
}

/** A list that a field offers in the editor. The node filters it by name. */
export type OptionList = Listing<ListOption>;
