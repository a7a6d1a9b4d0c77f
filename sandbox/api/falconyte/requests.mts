import { isObject, parseJson, type JsonObject } from '../json.mts';
import type { ApiRequest } from '../service.mts';
import type { NewCampaign } from './campaign.mts';
import { invalid } from './errors.mts';
import { mailAccounts, templates } from './seed.mts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const eventNames = ['contact.saved', 'lead.created', 'sale.created'];
const known = ['name', 'template_ids', 'mail_account_ids', 'events'];

type Errors = Record<string, string[]>;

/** The framework reads a body that is not JSON as one without fields. */
function readBody(request: ApiRequest): JsonObject {
	const type = request.headers['content-type'] ?? '';
	const parsed = /\bjson\b/i.test(type) ? parseJson(request.body.toString('utf8')) : null;
	return parsed && isObject(parsed.value) ? parsed.value : {};
}

function readList(
	body: JsonObject,
	field: string,
	errors: Errors,
	faultOf: (value: string, at: string) => string | null,
): string[] {
	const label = field.replaceAll('_', ' ');
	const given = body[field];
	if (given === undefined || given === null || (Array.isArray(given) && given.length === 0)) {
		errors[field] = [`The ${label} field is required.`];
		return [];
	}
	if (!Array.isArray(given)) {
		errors[field] = [`The ${label} field must be an array.`];
		return [];
	}
	return given.map((value: unknown, index) => {
		const at = `${field}.${index}`;
		const text = typeof value === 'string' ? value : '';
		const fault = text === '' ? `The ${at} field must be a string.` : faultOf(text, at);
		if (fault !== null) errors[at] = [fault];
		return text;
	});
}

/**
 * Checks the body of a create (the notes, Campaign calls): templates must exist, mail accounts be
 * active. That unknown fields are refused was not found, and is strict.
 * @throws Refusal 422 with the faults by field
 */
export function readNewCampaign(request: ApiRequest): NewCampaign {
	const body = readBody(request);
	const errors: Errors = {};
	const oneOf = (ids: string[]) => (value: string, at: string) => {
		if (!uuid.test(value)) return `The ${at} field must be a valid UUID.`;
		return ids.includes(value.toLowerCase()) ? null : `The selected ${at} is invalid.`;
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
	const events = readList(body, 'events', errors, (value, at) =>
		eventNames.includes(value) ? null : `The selected ${at} is invalid.`,
	);
	for (const field of Object.keys(body)) {
		if (!known.includes(field)) errors[field] = [`The ${field} field is prohibited.`];
	}
	if (Object.keys(errors).length > 0) throw invalid(errors);
	return {
		name: String(name),
		template_ids: templateIds,
		mail_account_ids: accountIds,
		events,
	};
}

/**
 * Reads `page` (from 1) and `per_page` (1 to 100; the default was not found).
 * @throws Refusal 422
 */
export function readPage(request: ApiRequest): { page: number; perPage: number } {
	const errors: Errors = {};
	const read = (field: string, fallback: number, most: number): number => {
		const given = request.query.get(field);
		if (given === null) return fallback;
		const label = field.replaceAll('_', ' ');
		const value = Number(given);
		if (!/^-?\d+$/.test(given)) errors[field] = [`The ${label} field must be an integer.`];
		else if (value < 1) errors[field] = [`The ${label} field must be at least 1.`];
		else if (value > most) errors[field] = [`The ${label} field must not be greater than ${most}.`];
		return value;
	};
	const page = read('page', 1, Number.MAX_SAFE_INTEGER);
	const perPage = read('per_page', 15, 100);
	if (Object.keys(errors).length > 0) throw invalid(errors);
	return { page, perPage };
}
