import { isObject, type JsonObject, parseJson } from '../json.mts';
import type { ApiRequest } from '../service.mts';
import type { CampaignFields } from './campaign.mts';
import { validationError } from './errors.mts';
import { mailAccounts, templates } from './seed.mts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const eventNames = ['contact.saved', 'lead.created', 'sale.created'];
const knownFields = ['name', 'template_ids', 'mail_account_ids', 'events'];

const submittedEventNames = [...eventNames, 'contact.unsubscribed'];
const knownSubmissionFields = ['event_name', 'email', 'idempotency_key'];

type Errors = Record<string, string[]>;

/** The framework treats a body that is not JSON as a body without fields. */
function readBody(request: ApiRequest): JsonObject {
	const type = request.headers['content-type'] ?? '';
	const parsed = /\bjson\b/i.test(type) ? parseJson(request.body.toString('utf8')) : null;
	return parsed && isObject(parsed.value) ? parsed.value : {};
}

function readList(
	body: JsonObject,
	field: string,
	errors: Errors,
	check: (value: string, path: string) => string | null,
): string[] {
	const label = field.replaceAll('_', ' ');
	const list = body[field];
	if (list === undefined || list === null || (Array.isArray(list) && list.length === 0)) {
		errors[field] = [`The ${label} field is required.`];
		return [];
	}
	if (!Array.isArray(list)) {
		errors[field] = [`The ${label} field must be an array.`];
		return [];
	}
	return list.map((value: unknown, index) => {
		const path = `${field}.${index}`;
		const text = typeof value === 'string' ? value : '';
		const error = text === '' ? `The ${path} field must be a string.` : check(text, path);
		if (error !== null) errors[path] = [error];
		return text;
	});
}

/**
 * Reads the body of a create request. Templates must exist and mail accounts must be active (documented). Whether the
 * service refuses unknown fields is not documented: the sandbox does.
 *
 * @throws HttpError 422 with the errors of each field
 */
export function readCampaign(request: ApiRequest): CampaignFields {
	const body = readBody(request);
	const errors: Errors = {};
	const oneOf = (ids: string[]) => (value: string, path: string) => {
		if (!uuid.test(value)) return `The ${path} field must be a valid UUID.`;
		return ids.includes(value.toLowerCase()) ? null : `The selected ${path} is invalid.`;
	};
	const { name } = body;
	if (name === undefined || name === null || name === '') {
		errors.name = ['The name field is required.'];
	} else if (typeof name !== 'string') {
		errors.name = ['The name field must be a string.'];
	}
	const active = mailAccounts.filter((account) => account.isActive);
	const templateIds = readList(body, 'template_ids', errors, oneOf(templates.map(({ id }) => id)));
	const accountIds = readList(body, 'mail_account_ids', errors, oneOf(active.map(({ id }) => id)));
	const events = readList(body, 'events', errors, (value, path) =>
		eventNames.includes(value) ? null : `The selected ${path} is invalid.`,
	);
	for (const field of Object.keys(body)) {
		if (!knownFields.includes(field)) errors[field] = [`The ${field} field is prohibited.`];
	}
	if (Object.keys(errors).length > 0) throw validationError(errors);
	return {
		name: String(name),
		template_ids: templateIds,
		mail_account_ids: accountIds,
		events,
	};
}

/** An event that was submitted to a campaign. */
export interface Submission {
	event_name: string;
	email?: string;
	idempotency_key?: string;
}

/**
 * Reads the body of a submit request: an event, and an address or a key (documented). Whether the service refuses
 * unknown fields is not documented: the sandbox does.
 *
 * @throws HttpError 422 with the errors of each field
 */
export function readSubmission(request: ApiRequest): Submission {
	const body = readBody(request);
	const errors: Errors = {};
	const read = (field: string): string | undefined => {
		const value = body[field];
		if (value === undefined || value === null || value === '') return undefined;
		if (typeof value === 'string') return value;
		errors[field] = [`The ${field.replaceAll('_', ' ')} field must be a string.`];
		return undefined;
	};
	const [eventName, email, key] = [read('event_name'), read('email'), read('idempotency_key')];
	if (eventName === undefined) {
		errors.event_name ??= ['The event name field is required.'];
	} else if (!submittedEventNames.includes(eventName)) {
		errors.event_name = ['The selected event name is invalid.'];
	}
	if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) {
		errors.email = ['The email field must be a valid email address.'];
	}
	if (email === undefined && key === undefined) {
		errors.email ??= ['The email field is required when idempotency key is not present.'];
	}
	for (const field of Object.keys(body)) {
		if (!knownSubmissionFields.includes(field)) {
			errors[field] = [`The ${field} field is prohibited.`];
		}
	}
	if (Object.keys(errors).length > 0) throw validationError(errors);
	return {
		event_name: eventName ?? '',
		...(email === undefined ? {} : { email }),
		...(key === undefined ? {} : { idempotency_key: key }),
	};
}

/**
 * Reads `page` (from 1) and `per_page` (1 to 100; its default is not documented).
 *
 * @throws HttpError 422
 */
export function readPage(request: ApiRequest): { page: number; perPage: number } {
	const errors: Errors = {};
	const read = (field: string, fallback: number, max: number): number => {
		const text = request.query.get(field);
		if (text === null) return fallback;
		const label = field.replaceAll('_', ' ');
		const value = Number(text);
		if (!/^-?\d+$/.test(text)) errors[field] = [`The ${label} field must be an integer.`];
		else if (value < 1) errors[field] = [`The ${label} field must be at least 1.`];
		else if (value > max) errors[field] = [`The ${label} field must not be greater than ${max}.`];
		return value;
	};
	const page = read('page', 1, Number.MAX_SAFE_INTEGER);
	const perPage = read('per_page', 15, 100);
	if (Object.keys(errors).length > 0) throw validationError(errors);
	return { page, perPage };
}
