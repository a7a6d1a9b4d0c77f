import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray } from '../../json';
import { InvalidInput } from '../contract/invalidInput';

/** The longest delay that the service accepts, in days (documented). */
const maxDelay = 365;

/** A step as the API writes it, without its ID and number. Its text is in its variants, if it has any. */
export interface SequenceStep {
	readonly delayInDays: number;
	readonly subject: string;
	readonly body: string;
	readonly variants: readonly Variant[];
	/** What is sent as it is: other fields of the API. */
	readonly others: IDataObject;
}

/** A variant of a step. */
export interface Variant {
	readonly subject: string;
	readonly body: string;
	/** Everything else that was set, for example its label. */
	readonly others: IDataObject;
}

/** The fields of a step that this package knows by their meaning. */
const stepNames = ['seq_delay_details', 'subject', 'email_body', 'seq_variants', 'seq_number'];

/**
 * A step as the user gave it.
 *
 * @param given in the words of the API
 * @param number the step's number in the sequence, from 1
 * @param label that of the field
 * @throws InvalidInput naming the step, when it cannot be sent
 */
export function readStep(given: unknown, number: number, label: string): SequenceStep {
	const at = `Step ${number} of '${label}'`;
	if (!isObject(given)) {
		throw new InvalidInput(
			`${at} is not an object`,
			'Each step has a subject, an email body and a delay in days.',
		);
	}
	refuseIds(given, at);
	requireNumber(given.seq_number, number, at);
	const variants = readVariants(given.seq_variants, at);
	const step = {
		delayInDays: delayOf(given.seq_delay_details, at),
		subject: textOf(given.subject, 'subject', at),
		body: textOf(given.email_body, 'email body', at),
		variants,
		others: withoutKeys(given, stepNames),
	};
	const texts: ReadonlyArray<Pick<Variant, 'subject' | 'body'>> =
		variants.length > 0 ? variants : [step];
	if (texts.some(({ body }) => body.trim() === '')) {
		throw new InvalidInput(`${at} has an empty email body`, 'Enter the text of the email.');
	}
	if (number === 1 && texts.some(({ subject }) => subject.trim() === '')) {
		throw new InvalidInput(
			`${at} has no subject`,
			'Only a later step can leave it out: it continues the thread of the step before.',
		);
	}
	return step;
}

/** The service would take a step with an ID for one of its own, also of another campaign. */
function refuseIds(given: IDataObject, at: string): void {
	const hasId = (value: IDataObject) => value.id !== undefined && value.id !== null;
	if (!hasId(given) && !(objectArray(given.seq_variants) ?? []).some(hasId)) return;
	throw new InvalidInput(
		`${at} has an ID`,
		'Leave out the IDs: the node gives each step that stays the one that it has.',
	);
}

function requireNumber(given: unknown, number: number, at: string): void {
	if (given === undefined || given === null || Number(given) === number) return;
	throw new InvalidInput(
		`${at} has the number ${JSON.stringify(given)}: the steps are out of order`,
		"Sort the steps by 'seq_number', from 1 without a gap, or leave the numbers out.",
	);
}

function readVariants(given: unknown, at: string): Variant[] {
	if (given === undefined || given === null) return [];
	const list = objectArray(given);
	if (list === undefined) {
		throw new InvalidInput(
			`'seq_variants' of ${at} is not a list of objects`,
			"Each variant has a 'subject' and an 'email_body'.",
		);
	}
	return list.map((variant, index) => {
		const where = `Variant ${index + 1} of ${at}`;
		return {
			subject: textOf(variant.subject, 'subject', where),
			body: textOf(variant.email_body, 'email body', where),
			others: withoutKeys(variant, ['subject', 'email_body']),
		};
	});
}

/** The delay, which the API reads with another name than it writes. */
function delayOf(given: unknown, at: string): number {
	const details = isObject(given) ? given : {};
	const value = details.delay_in_days ?? details.delayInDays;
	const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
	const days = isNumber ? Number(value) : Number.NaN;
	if (Number.isInteger(days) && days >= 0 && days <= maxDelay) return days;
	throw new InvalidInput(
		`The delay of ${at} must be a whole number of days from 0 to ${maxDelay}, not ${JSON.stringify(value ?? null)}`,
		'Enter how many days to wait after the step before.',
	);
}

function textOf(value: unknown, what: string, at: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return String(value);
	throw new InvalidInput(
		`The ${what} of ${at} is not a text`,
		'Enter a text, or check the expression that should give it.',
	);
}

function withoutKeys(value: IDataObject, names: readonly string[]): IDataObject {
	return Object.fromEntries(
		Object.entries(value).filter(([name]) => name !== 'id' && !names.includes(name)),
	);
}

/** A step in the words that the API writes. */
export function writtenStep({ delayInDays, subject, body, variants, others }: SequenceStep) {
	const hasText = variants.length === 0 || subject !== '' || body !== '';
	return {
		seq_delay_details: { delay_in_days: delayInDays },
		...(hasText ? { subject, email_body: body } : {}),
		...(variants.length > 0 ? { seq_variants: variants.map(writtenVariant) } : {}),
		...others,
	};
}

function writtenVariant({ subject, body, others }: Variant): IDataObject {
	return { subject, email_body: body, ...others };
}
