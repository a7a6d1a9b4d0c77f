import type { IDataObject } from 'n8n-workflow';
import { idText, isObject, textOrNull } from '../../json';
import type { Contact, Message } from '../contract/webhooks';

/**
 * The contact of a delivery.
 *
 * @param fields values of any type; only texts and whole numbers count
 * @returns undefined when nothing is known of it
 */
export function readContact(fields: { id?: unknown; email?: unknown; name?: unknown }) {
	const contact: Contact = {
		id: known(fields.id),
		email: known(fields.email),
		name: known(fields.name),
	};
	return Object.values(contact).every((value) => value === null) ? undefined : contact;
}

/**
 * The message of a delivery.
 *
 * @param fields values of any type; only texts and whole numbers count
 * @returns undefined when nothing is known of it
 */
export function readMessage(fields: { [Field in keyof Message]?: unknown }) {
	const message: Message = {
		id: known(fields.id),
		subject: known(fields.subject),
		url: known(fields.url),
		reason: known(fields.reason),
		text: known(fields.text),
	};
	return Object.values(message).every((value) => value === null) ? undefined : message;
}

/** The first of these keys that has a value. */
export function firstOf(object: IDataObject, ...keys: readonly string[]): unknown {
	return keys.map((key) => object[key]).find((value) => known(value) !== null);
}

/** The object, or an empty one in place of anything else. */
export function objectOf(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

/** A first and a last name in one; empty when both are missing. */
export function fullName({ first_name: first, last_name: last }: IDataObject): string {
	return [textOrNull(first), textOrNull(last)].filter(Boolean).join(' ');
}

function known(value: unknown): string | null {
	return idText(value) ?? null;
}
