import { isObject, type JsonObject } from '../json.mts';
import type { RapidProCampaign } from './campaign.mts';
import { type CampaignEvent, type ContactField, type EventFields, units } from './event.mts';
import { floatText, strip } from './python/text.mts';
import { readReference } from './references.mts';
import { fieldErrors, type Messages, serverError } from './responses.mts';
import { contactFields, flows } from './seed-events.mts';
import { workspace } from './seed.mts';
import type { RapidProState } from './state.mts';

const maxMessageLength = 4096;

/** The default flow language. */
const [workspaceLanguage = ''] = workspace.languages;

const maxInteger = 2_147_483_647;

/** Like `Checked`, with the messages of inner fields. */
type CheckedDeeply<T> = { value: T } | { errors: Messages };

const required = { errors: ['This field is required.'] };
const notNull = { errors: ['This field may not be null.'] };

/** A whole number, or a text of one, as the framework reads them: "7" and 7.0 are, 7.5 and true are not. */
function readInteger(value: unknown, min?: number, max?: number): CheckedDeeply<number> {
	if (value === undefined) return required;
	if (value === null) return notNull;
	const text = typeof value === 'number' ? floatText(value) : String(value);
	const isText = ['string', 'number', 'bigint'].includes(typeof value);
	if (typeof value === 'string' && value.length > 1000)
		return { errors: ['String value too large.'] };
	if (!isText || !/^\s*[-+]?\d+(\.0*)?\s*$/.test(text)) {
		return { errors: ['A valid integer is required.'] };
	}
	const number = Number(text);
	if (max !== undefined && number > max) {
		return { errors: [`Ensure this value is less than or equal to ${max}.`] };
	}
	if (min !== undefined && number < min) {
		return { errors: [`Ensure this value is greater than or equal to ${min}.`] };
	}
	return { value: number };
}

function readUnit(value: unknown): CheckedDeeply<EventFields['unit']> {
	if (value === undefined) return required;
	if (value === null) return notNull;
	const unit = units.find((each) => each === value);
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return unit === undefined ? { errors: [`"${text}" is not a valid choice.`] } : { value: unit };
}

/** One text of a message. The framework trims it. */
function readText(value: unknown): CheckedDeeply<string> {
	if (value === null) return notNull;
	if (!['string', 'number', 'bigint'].includes(typeof value)) {
		return { errors: ['Not a valid string.'] };
	}
	const text = strip(typeof value === 'number' ? floatText(value) : String(value));
	if (text === '') return { errors: ['This field may not be blank.'] };
	if (text.includes('\0')) return { errors: ['Null characters are not allowed.'] };
	if ([...text].length > maxMessageLength) {
		return { errors: [`Ensure this field has no more than ${maxMessageLength} characters.`] };
	}
	return { value: text };
}

/** A text stands for the text in the workspace's default flow language. */
function readMessage(value: unknown): CheckedDeeply<Record<string, string> | null> {
	if (value === undefined) return { value: null };
	if (value === null) return notNull;
	const texts = typeof value === 'string' ? { [workspaceLanguage]: value } : value;
	if (!isObject(texts)) {
		const type = Array.isArray(texts) ? 'list' : typeof texts === 'boolean' ? 'bool' : 'int';
		return { errors: [`Expected a dictionary of items but got type "${type}".`] };
	}
	const message: Record<string, string> = {};
	const errors: Record<string, Messages> = {};
	for (const [language, text] of Object.entries(texts)) {
		const read = readText(text);
		if (!/^[a-z]{3}$/.test(language)) errors[language] = ['Not a valid language code.'];
		else if ('errors' in read) errors[language] = read.errors;
		else message[language] = read.value;
	}
	if (Object.keys(errors).length > 0) return { errors };
	if (Object.keys(message).length === 0) return { value: null };
	if (message[workspaceLanguage] !== undefined) return { value: message };
	return { errors: ['Message text in default flow language is required.'] };
}

function readFlow(value: unknown): CheckedDeeply<string | null> {
	if (value === undefined) return { value: null };
	return readReference(value, (uuid) => flows.find((flow) => flow.uuid === uuid)?.uuid);
}

function readCampaignOf(
	value: unknown,
	state: RapidProState,
	event: CampaignEvent | null,
): CheckedDeeply<string> {
	const read = readReference<RapidProCampaign>(value, (uuid) => {
		const campaign = state.campaigns.get(uuid);
		return campaign?.archived ? undefined : campaign;
	});
	if ('errors' in read) return read;
	const { uuid } = read.value;
	if (event === null || event.campaign === uuid) return { value: uuid };
	return { errors: ['Cannot change campaign for existing events'] };
}

/** @throws HttpError 500 for a field without dates and an offset that the database cannot hold (both observed) */
function checkStorable(field: ContactField, offset: number): void {
	if (field.type !== 'datetime' || Math.abs(offset) > maxInteger) throw serverError();
}

/**
 * Reads the body of a create or update request. All fields are always required, except that there is either a message or
 * a flow. Other keys are ignored.
 *
 * @param current the event to update, or null on create
 * @throws HttpError 400 with the errors of each field, or with that of the whole; 500 for what the database cannot hold
 */
export function readEvent(
	body: JsonObject,
	state: RapidProState,
	current: CampaignEvent | null,
): EventFields & { campaign: string } {
	const campaign = readCampaignOf(body.campaign, state, current);
	const field = readReference(body.relative_to, (key) =>
		contactFields.find((each) => each.key === key),
	);
	const offset = readInteger(body.offset);
	const unit = readUnit(body.unit);
	const hour = readInteger(body.delivery_hour, -1, 23);
	const message = readMessage(body.message);
	const flow = readFlow(body.flow);
	if (
		'errors' in campaign ||
		'errors' in field ||
		'errors' in offset ||
		'errors' in unit ||
		'errors' in hour ||
		'errors' in message ||
		'errors' in flow
	) {
		const all = { campaign, relative_to: field, offset, unit, delivery_hour: hour, message, flow };
		throw fieldErrors(
			Object.fromEntries(
				Object.entries(all).flatMap(([name, read]) =>
					'errors' in read ? [[name, read.errors]] : [],
				),
			),
		);
	}
	const wrong = (text: string) => fieldErrors({ non_field_errors: [text] });
	if (current?.isScheduling) {
		throw wrong('Cannot modify events which are currently being scheduled.');
	}
	if ((message.value === null) === (flow.value === null)) {
		throw wrong('Flow or a message text required.');
	}
	checkStorable(field.value, offset.value);
	return {
		...{ campaign: campaign.value, relative_to: field.value.key, offset: offset.value },
		...{ unit: unit.value, delivery_hour: hour.value, message: message.value, flow: flow.value },
	};
}
