import type { IDataObject } from 'n8n-workflow';
import { isoTime } from '../../campaign';
import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import type {
	AddLeadsCapability,
	LeadChangeCapability,
	LeadOperations,
	LeadReferenceRule,
	ListLeadsCapability,
	NewLead,
	RawLead,
} from '../contract/leads';
import type { Listing } from '../contract/listing';
import type { ProviderRequest } from '../contract/request';
import { emailAddress, emailPattern, leadText } from '../shared/leads';
import { jsonObject } from '../shared/values';
import { leadPage } from './answers';
import { numberOf, parseAdditions } from './leadAnswer';
import {
	emailField,
	filters,
	leadFields,
	resumeOptions,
	switches,
	textFieldNames,
} from './leadFields';

const pageSize = 100;

const maxCustomFields = 200;

/** What to do about a lead that cannot be sent. */
const emailAdvice =
	'The other leads are not affected. Correct the address, or check the expression that should give it.';

const add: AddLeadsCapability = {
	fields: [emailField],
	leadFields,
	switches,
	batch: {
		default: 350,
		max: 400,
		source: 'the documentation has both 350 and 400, depending on the page',
	},
	// Observed: leads that the campaign has are counted as duplicates.
	removesDuplicates: true,
	toLead,
	request: (campaignId, leads, options) => ({
		purpose: 'add leads to the campaign',
		basis: 'observed',
		method: 'POST',
		path: ['campaigns', campaignId, 'leads'],
		body: {
			lead_list: leads.map(({ body }) => body),
			settings: { ...options, return_lead_ids: true },
		},
		timeoutMs: 120_000,
	}),
	parseAnswer: (answer, leads, options) =>
		parseAdditions(answer, leads, options.ignore_duplicate_leads_in_other_campaign === true),
};

/** @throws InvalidInput when the service would refuse the lead, and with it the whole request */
function toLead(fields: Fields): NewLead {
	const email = emailAddress(fields.email, emailAdvice);
	if (email === undefined) throw new InvalidInput("'Email' is empty", emailAdvice);
	const body: IDataObject = { email };
	for (const { name, displayName } of textFieldNames) {
		const text = leadText(fields[name], displayName);
		if (text !== undefined) body[name] = text;
	}
	const custom = customFields(fields.customFields);
	if (Object.keys(custom).length > 0) body.custom_fields = custom;
	return { key: email.toLowerCase(), name: { email }, body };
}

/** The service refuses unknown keys of a lead, so a user's own fields are in an object of their own. */
function customFields(value: unknown): IDataObject {
	const fields = jsonObject(value, 'Custom Fields (JSON)');
	const entries = Object.entries(fields).filter(([, one]) => one !== null && one !== undefined);
	if (entries.length > maxCustomFields) {
		throw new InvalidInput(
			`'Custom Fields (JSON)' has ${entries.length} fields; Smartlead accepts ${maxCustomFields} at most`,
			'Remove fields that the sequence does not use.',
		);
	}
	const nested = entries.find(([, one]) => typeof one === 'object');
	if (nested !== undefined) {
		throw new InvalidInput(
			`The field '${nested[0]}' in 'Custom Fields (JSON)' is not a text or a number`,
			'A custom field holds one value. Use a text instead of a list or an object.',
		);
	}
	return Object.fromEntries(entries);
}

const getAll: ListLeadsCapability = {
	filters,
	listing: leadsOf,
	toLead: (raw) => {
		const lead = leadOf(raw);
		return {
			leadId: idText(lead.id) ?? null,
			email: textOrNull(lead.email),
			firstName: textOrNull(lead.first_name),
			lastName: textOrNull(lead.last_name),
			company: textOrNull(lead.company_name),
			status: textOrNull(raw.status),
			createdAt: isoTime(raw.created_at),
		};
	},
	keyOf: (raw) => textOrNull(leadOf(raw).email)?.toLowerCase(),
};

/** The person of an entry. Its `id` is the lead's; `campaign_lead_map_id` is another one. */
function leadOf(raw: RawLead): IDataObject {
	return isObject(raw.lead) ? raw.lead : {};
}

/** The leads of a campaign, in numbered pages. */
function leadsOf(campaignId: string, filterFields: Fields, addedSince?: string): Listing<RawLead> {
	const query = {
		...filterQuery(filterFields),
		...(addedSince === undefined ? {} : { created_at_gt: addedSince }),
	};
	const page = (offset: number): ProviderRequest => ({
		purpose: 'list the leads of the campaign',
		basis: 'observed',
		method: 'GET',
		path: ['campaigns', campaignId, 'leads'],
		query: { offset: String(offset), limit: String(pageSize), ...query },
		answer: leadPage,
	});
	return {
		firstPage: () => page(0),
		parsePage: (answer, request) => {
			const entries = isObject(answer) ? objectArray(answer.data) : undefined;
			if (!isObject(answer) || entries === undefined) return undefined;
			const end = Number(request.query?.offset ?? 0) + entries.length;
			const isLast = entries.length < pageSize || end >= (numberOf(answer.total_leads) ?? Infinity);
			return isLast ? { entries } : { entries, next: page(end) };
		},
		entryId: (raw) => idText(leadOf(raw).id) ?? JSON.stringify(raw),
	};
}

/** @throws InvalidInput when a filter is not a time */
function filterQuery(filterFields: Fields): Record<string, string> {
	const query: Record<string, string> = {};
	for (const { name, displayName, type } of filters) {
		const value = filterFields[name];
		if (value === undefined) continue;
		const text = type === 'dateTime' ? isoTime(value) : String(value).trim();
		if (text === null) {
			throw new InvalidInput(
				`'${displayName}' under 'Filters' is not a time`,
				'Enter a time such as 2026-01-31T09:00:00Z, or check the expression that should give it.',
			);
		}
		query[name] = text;
	}
	return query;
}

const references: readonly LeadReferenceRule[] = [
	{
		by: 'id',
		displayName: 'By ID',
		pattern: /^[1-9][0-9]{0,14}$/,
		example: '2433664091',
		outputKey: 'leadId',
	},
	{
		by: 'email',
		displayName: 'By Email',
		pattern: emailPattern,
		example: 'nathan@example.com',
		outputKey: 'email',
		isLookedUp: true,
	},
];

const pause: LeadChangeCapability = {
	references,
	request: (campaignId, { value }) => ({
		purpose: 'pause the lead',
		basis: 'observed',
		method: 'POST',
		path: ['campaigns', campaignId, 'leads', value, 'pause'],
		idempotent: true,
	}),
};

const resume: LeadChangeCapability = {
	references,
	options: resumeOptions,
	request: (campaignId, { value }, { resume_lead_with_delay_days: days }) => ({
		purpose: 'resume the lead',
		basis: 'observed',
		method: 'POST',
		path: ['campaigns', campaignId, 'leads', value, 'resume'],
		body: days === undefined ? {} : { resume_lead_with_delay_days: wholeDays(days) },
		idempotent: true,
	}),
};

const remove: LeadChangeCapability = {
	references,
	request: (campaignId, { value }) => ({
		purpose: 'remove the lead',
		basis: 'observed',
		method: 'DELETE',
		path: ['campaigns', campaignId, 'leads', value],
		idempotent: true,
		// Observed, although the documentation shows JSON.
		successText: 'success',
	}),
};

function wholeDays(days: unknown): number {
	if (typeof days === 'number' && Number.isSafeInteger(days) && days >= 0) return days;
	throw new InvalidInput(
		"'Resume After (Days)' must be a whole number, 0 or greater",
		'Enter one, or remove the option.',
	);
}

/** What Smartlead's API can do with leads. */
export const leads: LeadOperations = { add, getAll, pause, resume, remove };
