import type { IDataObject } from 'n8n-workflow';
import { isObject, objectArray, textOrNull } from '../../json';
import { InvalidInput } from '../contract/invalidInput';
import { likeType, unitSeconds } from './sequenceFields';

/** A step in the words that the API writes. */
export interface SequenceStep extends IDataObject {
	type: string;
	data: IDataObject;
}

/** Fields of steps that the service assigns. */
export const assignedFields: readonly string[] = ['id', 'rank', 'campaignVersion'];

/**
 * Reads a step that is given as data. Types that are not known here are sent as they are.
 *
 * @param label the field and the number of the step, for messages: "'Sequence (JSON)' 2"
 * @throws InvalidInput when the service would refuse it
 */
export function readStep(value: unknown, label: string): SequenceStep {
	if (!isObject(value)) {
		throw new InvalidInput(
			`${label} is not an object`,
			'Enter an object with type and data for each step.',
		);
	}
	const own = assignedFields.find((name) => name in value);
	if (own !== undefined) {
		throw new InvalidInput(
			`${label} has the field '${own}', which the service assigns`,
			'Remove it. Each new version of a sequence has steps with new IDs.',
		);
	}
	const type = textOrNull(value.type)?.trim() ?? '';
	if (type === '') {
		throw new InvalidInput(`${label} has no type`, "Set 'type', for example to message or delay.");
	}
	const { data = {} } = value;
	if (!isObject(data)) {
		throw new InvalidInput(`'data' of ${label} is not an object`, 'Enter the data of the step.');
	}
	return { ...value, type, data: checkedData(type, data, label) };
}

function checkedData(type: string, data: IDataObject, label: string): IDataObject {
	if (type === 'message') {
		const segments = objectArray(data.segments);
		if (segments === undefined) {
			throw new InvalidInput(
				`'segments' of ${label} is not a list of objects`,
				'Enter the segments of the message, such as { "type": "static", "text": "Hi!" }.',
			);
		}
		if (segments.length === 0 || segments.every(isBlank)) throw emptyMessage(label);
	}
	if (type === 'delay') {
		const delaySeconds = wholeNumber(data.delaySeconds, `'delaySeconds' of ${label}`);
		return { ...data, delaySeconds };
	}
	return data;
}

/**
 * Reads a step that was built in the editor.
 *
 * @throws InvalidInput when the service would refuse it
 */
export function readEditorStep(value: unknown, label: string): SequenceStep {
	const step = isObject(value) ? value : {};
	const { type = 'message' } = step;
	if (type === 'message') return { type, data: { segments: readSegments(step.segments, label) } };
	if (type === 'delay') {
		const unit = textOrNull(step.unit ?? 'days') ?? '';
		const seconds = unitSeconds.get(unit);
		if (seconds === undefined) throw notOffered('Unit', step.unit, label, [...unitSeconds.keys()]);
		// A default that the editor does not store.
		const delay = wholeNumber(step.delay ?? 1, `'Delay' of ${label}`);
		return { type, data: { delaySeconds: delay * seconds, unit } };
	}
	if (type === likeType) return { type, data: {} };
	throw notOffered('Type', type, label, ['delay', likeType, 'message']);
}

function readSegments(value: unknown, label: string): IDataObject[] {
	const { segment: list = [] } = isObject(value) ? value : {};
	const segments = Array.isArray(list) ? list.map((one) => readSegment(one, label)) : [];
	if (segments.length === 0 || segments.every(isBlank)) throw emptyMessage(label);
	return segments;
}

function readSegment(value: unknown, label: string): IDataObject {
	const segment = isObject(value) ? value : {};
	const { type = 'static', text = '', name = '', fallback = '', options = [] } = segment;
	if (type === 'static') {
		if (String(text) === '') throw emptySegment('Text', label);
		return { type, text: String(text) };
	}
	if (type === 'variation') {
		const texts = (Array.isArray(options) ? options : [options]).map(String);
		if (texts.length === 0 || texts.some((one) => one === '')) throw emptySegment('Options', label);
		return { type, options: texts };
	}
	if (type === 'variable') {
		const variable = String(name).trim();
		if (variable === '') throw emptySegment('Variable', label);
		return { type, name: variable, ...(fallback === '' ? {} : { fallback: String(fallback) }) };
	}
	throw notOffered('Type', type, `a segment of ${label}`, ['static', 'variable', 'variation']);
}

/** Whether a segment is a text of nothing but spaces. */
function isBlank({ type, text }: IDataObject): boolean {
	return type === 'static' && (typeof text !== 'string' || text.trim() === '');
}

function emptyMessage(label: string): InvalidInput {
	return new InvalidInput(
		`The message of ${label} is empty`,
		'Add a segment with a text, or remove the step.',
	);
}

function emptySegment(field: string, label: string): InvalidInput {
	return new InvalidInput(
		`'${field}' of a segment of ${label} is empty`,
		'Fill it in, or remove the segment.',
	);
}

function notOffered(
	field: string,
	value: unknown,
	label: string,
	offered: readonly string[],
): InvalidInput {
	return new InvalidInput(
		`'${field}' of ${label} cannot be ${JSON.stringify(value ?? null)}`,
		`It must be one of: ${offered.join(', ')}.`,
	);
}

/** A whole number, 0 or greater, or a text of one. */
function wholeNumber(value: unknown, name: string): number {
	const isGiven = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
	const number = isGiven ? Number(value) : NaN;
	if (Number.isSafeInteger(number) && number >= 0) return number;
	throw new InvalidInput(
		`${name} must be a whole number, 0 or greater`,
		'Enter a number, or check the expression that should give it.',
	);
}
