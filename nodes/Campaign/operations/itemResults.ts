import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { NodeError } from '../errors';
import { toNodeError } from '../errors';

/** An item that failed. */
export interface FailedItem {
	readonly ok: false;
	readonly error: NodeError;
}

/** What became of an item. */
export type Result = FailedItem | { readonly ok: true; readonly output: IDataObject[] };

/** Adds to the error that ends the run what became of the other items: their outputs are lost. */
export function describeOthers(
	error: NodeError,
	results: ReadonlyArray<Result | undefined>,
): NodeError {
	const itemsWhere = (is: (result: Result | undefined) => boolean) =>
		itemRanges([...results.keys()].filter((index) => is(results[index])));
	const others = [
		['Done', itemsWhere((result) => result?.ok === true)],
		['Also failed', itemsWhere((result) => result?.ok === false && result.error !== error)],
		['Not started', itemsWhere((result) => result === undefined)],
	].flatMap(([what, items]) => (items === '' ? [] : [`${what}: item ${items}.`]));
	if (others.length > 0) {
		error.description = [error.description, ...others].filter(Boolean).join(' ');
	}
	return error;
}

/** Item numbers as a message lists them: `0 to 6, 9`. */
export function itemRanges(indices: readonly number[]): string {
	const ranges: Array<{ from: number; to: number }> = [];
	for (const index of indices) {
		const range = ranges[ranges.length - 1];
		if (range !== undefined && range.to === index - 1) range.to = index;
		else ranges.push({ from: index, to: index });
	}
	return ranges.map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`)).join(', ');
}

/** n8n shows an error's item only among the details, so the message names it, too. */
export function toItemError(
	functions: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): NodeError {
	const itemError = toNodeError(functions.getNode(), error);
	itemError.context.itemIndex = itemIndex;
	if (functions.getInputData().length > 1) itemError.message += ` [item ${itemIndex}]`;
	return itemError;
}

/** Only keys that n8n takes for an error's, so that its error output works. */
export function errorJson(error: NodeError): IDataObject {
	const details: IDataObject = {};
	if (typeof error.description === 'string') details.description = error.description;
	if (error instanceof NodeApiError && error.httpCode !== null) details.httpCode = error.httpCode;
	if (error.context.campaignId !== undefined) details.campaignId = String(error.context.campaignId);
	return { error: error.message, details };
}
