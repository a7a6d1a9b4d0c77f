import type { Listing } from './listing';

/** One option of a list in the editor. */
export interface ListOption {
	readonly name: string;
	readonly value: string | number;
	readonly description?: string;
}

/** A list from which the user picks a field's value. */
export type OptionList = Listing<ListOption>;
