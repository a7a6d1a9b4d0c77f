import type { IDataObject } from 'n8n-workflow';
import { isObject, textOrNull } from '../../json';
import { InvalidInput } from '../contract/invalidInput';
import { eventLabels, unitMinutes } from './eventFields';
import { trim } from './space';

/** A text, or texts by language. */
export type MessageText = string | Record<string, string>;

/** An event in the words that the API writes, without its campaign. */
export interface DeclaredEvent extends IDataObject {
	relative_to: string;
	offset: number;
	unit: string;
	/** -1 for the time of the contact's date. */
	delivery_hour: number;
	/** The other one of the two is missing. */
	message?: MessageText;
	flow?: string;
}

/** The database holds no other offsets: the server fails with 500 for them (observed). */
const maxOffset = 2_147_483_647;

/** In characters (code points). */
const maxMessageLength = 4_096;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads an event that the user set.
 *
 * @param label the field and the number of the event, for messages: "'Events' 2"
 * @throws InvalidInput when the service would refuse it
 */
export function readEvent(value: unknown, label: string): DeclaredEvent {
	if (!isObject(value)) {
		throw new InvalidInput(`${label} is not an object`, 'Enter an object for each event.');
	}
	const unknown = Object.keys(value).find((name) => !eventLabels.has(name));
	if (unknown !== undefined) {
		throw new InvalidInput(
			`${label} has the field '${unknown}', which events do not take`,
			`They take ${[...eventLabels.keys()].join(', ')}.`,
		);
	}
	return {
		relative_to: requiredText(value, 'relative_to', label),
		offset: wholeNumber(value, 'offset', label, -maxOffset, maxOffset),
		unit: readUnit(value.unit, label),
		delivery_hour: wholeNumber(value, 'delivery_hour', label, -1, 23),
		...readAction(value, label),
	};
}

/** What the event does: it sends a message, or starts a flow. */
function readAction(
	{ message, flow }: IDataObject,
	label: string,
): Pick<DeclaredEvent, 'message' | 'flow'> {
	const [hasMessage, hasFlow] = [!isBlank(message), !isBlank(flow)];
	if (hasMessage && hasFlow) {
		throw new InvalidInput(
			`${label} has both a message and a flow`,
			'Remove one of them, or make two events.',
		);
	}
	if (hasMessage) return { message: readMessage(message, label) };
	if (!hasFlow) {
		throw new InvalidInput(
			`${label} has neither a message nor a flow`,
			'Enter a message, or choose a flow.',
		);
	}
	const uuid = trim(String(flow)).toLowerCase();
	if (typeof flow === 'string' && uuidPattern.test(uuid)) return { flow: uuid };
	throw new InvalidInput(
		`'Flow' of ${label} cannot be ${JSON.stringify(flow)}`,
		'Choose a flow from the list, or enter its UUID.',
	);
}

function readMessage(message: unknown, label: string): MessageText {
	if (!isObject(message)) return readText(message, label);
	return Object.fromEntries(
		Object.entries(message).map(([language, text]) => {
			if (/^[a-z]{3}$/.test(language)) return [language, readText(text, label)];
			throw new InvalidInput(
				`'Message' of ${label} has the language '${language}'`,
				'Use the codes of ISO 639-3, which have three small letters, for example eng.',
			);
		}),
	);
}

function readText(value: unknown, label: string): string {
	const text = typeof value === 'number' ? String(value) : textOrNull(value);
	if (text === null || trim(text) === '') {
		throw new InvalidInput(
			text === null ? `'Message' of ${label} is not a text` : `'Message' of ${label} is empty`,
			'Enter a text, or check the expression that should give it.',
		);
	}
	const { length } = [...trim(text)];
	if (length <= maxMessageLength) return trim(text);
	throw new InvalidInput(
		`'Message' of ${label} has ${length} characters; RapidPro accepts ${maxMessageLength} at most`,
		'Shorten the message, or start a flow that sends it in parts.',
	);
}

function readUnit(value: unknown, label: string): string {
	if (typeof value === 'string' && unitMinutes.has(value)) return value;
	throw new InvalidInput(
		`'Unit' of ${label} cannot be ${JSON.stringify(value ?? null)}`,
		`It must be one of: ${[...unitMinutes.keys()].join(', ')}.`,
	);
}

function requiredText(value: IDataObject, name: string, label: string): string {
	const text = textOrNull(value[name]);
	if (text !== null && trim(text) !== '') return trim(text);
	throw new InvalidInput(
		`'${eventLabels.get(name)}' of ${label} is empty`,
		'Choose a field from the list, or enter its key.',
	);
}

/** A whole number, or a text of one. */
function wholeNumber(
	value: IDataObject,
	name: string,
	label: string,
	min: number,
	max: number,
): number {
	const given = value[name];
	const isGiven = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '');
	const number = isGiven ? Number(given) : NaN;
	if (Number.isInteger(number) && number >= min && number <= max) return number;
	throw new InvalidInput(
		`'${eventLabels.get(name)}' of ${label} must be a whole number from ${min} to ${max}`,
		'Enter a number, or check the expression that should give it.',
	);
}

/** Whether nothing was entered. An object without texts is nothing, too. */
function isBlank(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (isObject(value)) return Object.keys(value).length === 0;
	return typeof value === 'string' && trim(value) === '';
}
