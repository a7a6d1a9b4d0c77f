import { NodeApiError } from 'n8n-workflow';
import type { ApiClient, Failed } from '../../transport/client';

/** A step that failed. */
export interface StepFailure {
	readonly failure: {
		readonly error: NodeApiError;
		/** Whether it may have taken effect. */
		readonly isUnknown: boolean;
		/** What the service advises about it. */
		readonly advice?: string;
	};
}

/**
 * A step whose request failed.
 *
 * @param error what to tell users, if that is not the request's own error
 */
export function stepFailure(outcome: Failed, error = outcome.error): StepFailure {
	const { explanation, mayHaveTakenEffect: isUnknown } = outcome;
	return { failure: { error, isUnknown, advice: explanation.description } };
}

/** How far a write got. */
interface Interruption {
	/** The steps that were done. */
	readonly done: readonly string[];
	/** What failed. */
	readonly failed: string;
	/** Whether that may have taken effect. */
	readonly isUnknown?: boolean;
	/** What the service advises about it. */
	readonly advice?: string;
	/** What holds now, as sentences. */
	readonly state?: readonly string[];
	/** Whether the first step created the campaign. */
	readonly isCreated?: boolean;
}

/** Adds to an error what was done to the campaign before it, and how to continue from there. */
export function partlyDone(
	{ provider }: ApiClient,
	error: NodeApiError,
	id: string,
	{ done, failed, isUnknown = false, advice, state = [], isCreated = false }: Interruption,
): NodeApiError {
	const rerun =
		provider.campaigns.update === undefined
			? "run this item again with 'If Name Exists' set to Use Existing"
			: `run Create or Update with the ID ${id}`;
	nameCampaign(error, id).description = [
		`Done: ${done.join(', ')}. ${isUnknown ? 'Not known whether done' : 'Not done'}: ${failed}.`,
		...(advice === undefined ? [] : [advice]),
		...state,
		...(isCreated ? [`Do not create the campaign again: ${rerun} to continue.`] : []),
	].join(' ');
	return error;
}

/**
 * Work on a campaign that was found by its name.
 *
 * @throws the same errors; API errors name the campaign's ID
 */
export async function withCampaignId<T>(id: string, work: Promise<T>): Promise<T> {
	return await work.catch((error: unknown) =>
		Promise.reject(error instanceof NodeApiError ? nameCampaign(error, id) : error),
	);
}

function nameCampaign(error: NodeApiError, id: string): NodeApiError {
	const isNamed = error.context.campaignId === id || error.message.includes(`'${id}'`);
	if (!isNamed) error.message = `${error.message} (campaign ID ${id})`;
	error.context.campaignId = id;
	return error;
}
