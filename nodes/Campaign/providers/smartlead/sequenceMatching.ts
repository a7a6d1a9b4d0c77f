import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray, textOrNull } from '../../json';
import type { ContentEntry } from '../contract/content';
import { isSameHtml } from '../shared/html';
import type { SequenceStep, Variant } from './sequenceSteps';

/** A variant as the campaign has it. */
export interface StoredVariant extends Variant {
	readonly id: unknown;
}

/** A step as the campaign has it. */
export interface StoredStep extends SequenceStep {
	readonly id: unknown;
	readonly variants: readonly StoredVariant[];
}

/**
 * A step as it is read. Deleted variants stay in the list, and a variant without a share of its own has the text "None"
 * (both observed). Delays may come as texts.
 */
export function storedStep(entry: ContentEntry): StoredStep {
	const { id, subject, email_body: body, seq_delay_details: details } = entry;
	const delay = isObject(details) ? (details.delayInDays ?? details.delay_in_days) : undefined;
	const variants = objectArray(entry.sequence_variants) ?? objectArray(entry.seq_variants) ?? [];
	return {
		id,
		delayInDays: Number(delay ?? 0),
		subject: textOrNull(subject) ?? '',
		body: textOrNull(body) ?? '',
		variants: variants.filter((variant) => variant.is_deleted !== true).map(storedVariant),
		others: {},
	};
}

function storedVariant(variant: IDataObject): StoredVariant {
	const { id, subject, email_body: body } = variant;
	return {
		id,
		subject: textOrNull(subject) ?? '',
		body: textOrNull(body) ?? '',
		others: Object.fromEntries(
			['variant_label', 'variant_distribution_percentage'].flatMap((name) => {
				const value = variant[name];
				const isNone = value === undefined || value === null || value === 'None';
				return isNone ? [] : [[name, value]];
			}),
		),
	};
}

/**
 * Whether a step of the campaign is as it is declared. What the API does not return is not compared, nor is the order of
 * variants: it means nothing.
 */
export function isSameStep(stored: StoredStep, step: SequenceStep): boolean {
	const { variants } = step;
	if (stored.delayInDays !== step.delayInDays || stored.variants.length !== variants.length) {
		return false;
	}
	if (variants.length === 0) return isSameText(stored, step);
	return matchVariants(variants, stored.variants).every((match, index) =>
		isSameVariant(match, variants[index]),
	);
}

function isSameVariant(stored: Variant | undefined, variant: Variant | undefined): boolean {
	return (
		stored !== undefined &&
		variant !== undefined &&
		isSameText(stored, variant) &&
		Object.entries(variant.others).every(
			([name, value]) =>
				value === undefined || value === null || String(stored.others[name]) === String(value),
		)
	);
}

function isSameText(
	{ subject, body }: Pick<Variant, 'subject' | 'body'>,
	other: Pick<Variant, 'subject' | 'body'>,
): boolean {
	return subject.trim() === other.subject.trim() && isSameHtml(body, other.body);
}

/** What makes a step the same one as before, the surest sign first. */
const signs: ReadonlyArray<(stored: StoredStep, step: SequenceStep) => boolean> = [
	isSameStep,
	(stored, step) =>
		stored.variants.length === 0 && step.variants.length === 0 && isSameText(stored, step),
	({ body }, step) => body.trim() !== '' && isSameHtml(body, step.body),
	({ subject }, step) => subject.trim() !== '' && subject.trim() === step.subject.trim(),
];

/**
 * Finds for each declared step the one of the campaign that it continues, so that it keeps its ID and its figures.
 *
 * @returns undefined for a step that is new; the others of the campaign go
 */
export function matchSteps(
	steps: readonly SequenceStep[],
	stored: readonly StoredStep[],
): Array<StoredStep | undefined> {
	const matches = steps.map((): StoredStep | undefined => undefined);
	const takeMatch = takeFrom(stored);
	for (const isMatch of signs) {
		for (const [index, step] of steps.entries()) {
			matches[index] ??= takeMatch(index, (one) => isMatch(one, step));
		}
	}
	// A step that was rewritten stands where it stood: after the same step, and before the same.
	for (const index of steps.keys()) {
		if (matches[index] !== undefined) continue;
		const placeOf = (match: StoredStep | undefined) => match && stored.indexOf(match);
		const before =
			placeOf(
				matches
					.slice(0, index)
					.reverse()
					.find((match) => match),
			) ?? -1;
		const after = placeOf(matches.slice(index).find((match) => match)) ?? stored.length;
		const isBetween = (one: StoredStep) =>
			stored.indexOf(one) > before && stored.indexOf(one) < after;
		matches[index] = takeMatch(index, isBetween);
	}
	return matches;
}

/**
 * Finds for each declared variant the one of the step that it continues: it has the same text or, when it was rewritten,
 * the same place.
 *
 * @returns undefined for a variant that is new; the others of the step go
 */
export function matchVariants(
	variants: readonly Variant[],
	stored: readonly StoredVariant[],
): Array<StoredVariant | undefined> {
	const takeMatch = takeFrom(stored);
	const same = variants.map((variant, index) =>
		takeMatch(index, (one) => isSameText(one, variant)),
	);
	return same.map((match, index) => match ?? takeMatch(index, (one) => one === stored[index]));
}

/** Takes what matches out of a list, at most once each; first what stands in the same place. */
function takeFrom<T>(
	list: readonly T[],
): (index: number, isMatch: (one: T) => boolean) => T | undefined {
	const free = new Set(list);
	return (index, isMatch) => {
		const candidates = [...list.slice(index, index + 1), ...free];
		const match = candidates.find((one) => free.has(one) && isMatch(one));
		if (match !== undefined) free.delete(match);
		return match;
	};
}
