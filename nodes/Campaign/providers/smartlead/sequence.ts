import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray } from '../../json';
import type { ContentEntry, ContentField, DeclaredContent } from '../contract/content';
import { InvalidInput } from '../contract/invalidInput';
import type { Listing } from '../contract/listing';
import { done, isDone as isConfirmed, sequenceList } from './answers';
import { sequenceEditor, sequenceJson } from './sequenceFields';
import type { StoredStep } from './sequenceMatching';
import { isSameStep, matchSteps, matchVariants, storedStep } from './sequenceMatching';
import type { SequenceStep } from './sequenceSteps';
import { readStep, writtenStep } from './sequenceSteps';

/** The emails of a campaign. The call that writes them replaces them all. */
export const sequence: ContentField = {
	name: 'sequence',
	editor: sequenceEditor,
	json: sequenceJson,
	read: { by: 'call', listing },
	reachesPeople: true,
	mayNeedPause: true,
	fromEditor(value) {
		const label = sequenceEditor.displayName;
		const steps = isObject(value) ? (value.steps ?? []) : value;
		if (!Array.isArray(steps)) {
			throw new InvalidInput(
				`'${label}' is not a list of steps`,
				`Add steps in the editor, or use '${sequenceJson.displayName}' for a list from an expression.`,
			);
		}
		// A field that was added and left empty must not remove all steps. The twin can.
		if (steps.length === 0) return undefined;
		const given: unknown[] = steps;
		return declare(given.map((step, index) => readStep(inApiWords(step), index + 1, label)));
	},
	fromJson: (list) =>
		declare(list.map((step, index) => readStep(step, index + 1, sequenceJson.displayName))),
};

/** A step of the editor, or of a list in the same form, in the words of the API. */
function inApiWords(step: unknown): unknown {
	if (!isObject(step) || !('delay_in_days' in step)) return step;
	const { delay_in_days: delay, ...rest } = step;
	return { ...rest, seq_delay_details: { delay_in_days: delay } };
}

function declare(steps: readonly SequenceStep[]): DeclaredContent {
	const isAsWanted = (entries: readonly ContentEntry[]) => {
		const stored = inOrder(entries);
		return (
			stored.length === steps.length &&
			stored.every((one, index) => {
				const step = steps[index];
				return step !== undefined && isSameStep(one, step);
			})
		);
	};
	// What the API does not return may have changed.
	const isReadable = steps.every(({ others }) => Object.keys(others).length === 0);
	return {
		value: steps.map(writtenStep),
		valueOf: (entries) => inOrder(entries).map(writtenStep),
		steps(campaignId, entries = []) {
			if (isAsWanted(entries) && (isReadable || steps.length === 0)) return [];
			return [
				{
					name: 'save sequence',
					request: {
						purpose: "save the campaign's sequence",
						method: 'POST',
						path: ['campaigns', campaignId, 'sequences'],
						basis: 'observed',
						answer: done,
						body: { sequences: body(steps, inOrder(entries)) },
						// It replaces the whole sequence, new steps included.
						idempotent: true,
					},
					isConfirmed,
					isDone: isAsWanted,
				},
			];
		},
		isRefusedWhileActive: () => true,
		...(steps.length === 0 ? { preventsStart: 'has no steps in its sequence' } : {}),
	};
}

/** The steps to send. Each that stays has its ID, and a new one has null: some accounts refuse a missing ID (observed). */
function body(steps: readonly SequenceStep[], stored: readonly StoredStep[]): IDataObject[] {
	const matches = matchSteps(steps, stored);
	return steps.map((step, index) => {
		const match = matches[index];
		const { seq_variants: variants, ...written } = writtenStep(step);
		const variantMatches = matchVariants(step.variants, match?.variants ?? []);
		return {
			id: numericId(match),
			seq_number: index + 1,
			...written,
			...(variants === undefined
				? {}
				: {
						seq_variants: variants.map((variant, variantIndex) => ({
							...(variantMatches[variantIndex] === undefined
								? {}
								: { id: numericId(variantMatches[variantIndex]) }),
							...variant,
						})),
					}),
		};
	});
}

/** An ID as the API writes it. */
function numericId(stored: { readonly id: unknown } | undefined): number | null {
	const id = Number(stored?.id);
	return Number.isSafeInteger(id) && id > 0 ? id : null;
}

function inOrder(entries: readonly ContentEntry[]): StoredStep[] {
	const numberOf = ({ seq_number: number }: ContentEntry) => Number(number ?? 0);
	return [...entries].sort((a, b) => numberOf(a) - numberOf(b)).map(storedStep);
}

/** Observed as a bare array, documented as a wrapped one and, in the oldest pages, as a single step. */
function listing(campaignId: string): Listing<ContentEntry> {
	return {
		firstPage: () => ({
			purpose: "read the campaign's sequence",
			method: 'GET',
			path: ['campaigns', campaignId, 'sequences'],
			basis: 'observed',
			answer: sequenceList,
		}),
		parsePage(answer) {
			const inner = isObject(answer) ? (answer.data ?? answer.sequences ?? answer) : answer;
			const isOneStep = isObject(inner) && 'seq_number' in inner;
			const entries = objectArray(isOneStep ? [inner] : inner);
			return entries === undefined ? undefined : { entries };
		},
	};
}
