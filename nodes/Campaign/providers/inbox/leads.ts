import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isObject } from '../../json';
import type { Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import type {
	AddLeadsCapability,
	Additions,
	LeadChangeCapability,
	LeadOperations,
	LeadOutcome,
	LeadReferenceRule,
	NewLead,
} from '../contract/leads';
import { leadText } from '../shared/leads';
import { jsonObject } from '../shared/values';

/** The only platform that the API documents. It is always sent. */
const platform = 'twitter';

const references: readonly LeadReferenceRule[] = [
	{
		by: 'username',
		displayName: 'By Username',
		pattern: /^@?[A-Za-z0-9_]{1,50}$/,
		example: 'nathan',
		outputKey: 'username',
	},
	{
		by: 'platformId',
		displayName: 'By Platform ID',
		pattern: /^\d{1,25}$/,
		example: '1460283925',
		outputKey: 'platformId',
	},
	{
		by: 'externalId',
		displayName: 'By External ID',
		pattern: /^\S(.{0,253}\S)?$/,
		example: 'crm-4821',
		outputKey: 'externalId',
	},
];

const nameFields: readonly INodeProperties[] = [
	{
		displayName: 'Username',
		name: 'username',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan',
		description: 'The name on X. Set one of Username, Platform ID and External ID.',
	},
	{
		displayName: 'Platform ID',
		name: 'platformId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1460283925',
		description: 'The ID on X. Set one of Username, Platform ID and External ID.',
	},
	{
		displayName: 'External ID',
		name: 'externalId',
		type: 'string',
		default: '',
		placeholder: 'e.g. crm-4821',
		description: 'Your own ID of the person. Set one of Username, Platform ID and External ID.',
	},
];

const dataField: INodeProperties = {
	displayName: 'Data (JSON)',
	name: 'data',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "city": "Berlin" }',
	description: 'A JSON object with values that the messages of the campaign use',
};

const add: AddLeadsCapability = {
	fields: [...nameFields, dataField],
	batch: { default: 2_000, max: 2_000, source: 'as the documentation has it' },
	// The answer counts skipped leads, but what is skipped is not documented.
	removesDuplicates: false,
	toLead,
	request: (campaignId, leads) => ({
		purpose: 'add leads to the campaign',
		basis: 'documented',
		method: 'POST',
		path: ['campaigns', 'v2', campaignId, 'leads'],
		body: { platform, leads: leads.map(({ body }) => body) },
		timeoutMs: 120_000,
	}),
	parseAnswer,
};

/** @throws InvalidInput unless exactly one field names the lead */
function toLead(fields: Fields): NewLead {
	const givenNames = nameFields.flatMap(({ name, displayName }) => {
		const text = leadText(fields[name], displayName);
		return text === undefined ? [] : [{ name, displayName, text }];
	});
	const [only] = givenNames;
	if (only === undefined || givenNames.length > 1) {
		throw new InvalidInput(
			only === undefined
				? "'Username', 'Platform ID' and 'External ID' are empty"
				: `${givenNames.map(({ displayName }) => `'${displayName}'`).join(' and ')} are set at the same time`,
			'Set one of them for each lead. The other leads are not affected.',
		);
	}
	const { name, displayName, text } = only;
	const rule = references.find(({ by }) => by === name);
	if (rule?.pattern.test(text) === false) {
		throw new InvalidInput(
			`'${displayName}' cannot be '${text.slice(0, 80)}'`,
			`It looks like ${rule.example}. The other leads are not affected.`,
		);
	}
	const value = name === 'username' ? text.replace(/^@/, '') : text;
	const data = jsonObject(fields.data, dataField.displayName);
	const body: IDataObject = {
		[name]: value,
		platform,
		...(Object.keys(data).length === 0 ? {} : { data }),
	};
	// X compares usernames without case.
	const key = `${name} ${name === 'username' ? value.toLowerCase() : value}`;
	return { key, name: { [name]: value }, body };
}

/** The answer only counts. Which lead was skipped or failed is known only if all were, or none. */
function parseAnswer(answer: unknown, leads: readonly NewLead[]): Additions | undefined {
	if (!isObject(answer)) return undefined;
	const { added, skipped, failed } = answer;
	if (typeof added !== 'number' || typeof skipped !== 'number' || typeof failed !== 'number') {
		return undefined;
	}
	const outcome: LeadOutcome = added === leads.length ? 'added' : 'unknown';
	return {
		additions: leads.map(() => ({ outcome })),
		counters: { added, skipped, failed },
		...(failed > 0
			? {
					warning: `Inbox added ${added} of ${leads.length} leads: ${failed} failed and ${skipped} were skipped. It does not say which.`,
				}
			: {}),
	};
}

const cancel: LeadChangeCapability = {
	references,
	request: (campaignId, { by, value }) => ({
		purpose: 'cancel the lead',
		basis: 'documented',
		method: 'POST',
		path: [
			'campaigns',
			'v2',
			campaignId,
			'leads',
			by === 'username' ? value.replace(/^@/, '') : value,
			'cancel',
		],
		body: { by, platform },
		idempotent: true,
	}),
};

/** What Inbox's API can do with leads. It documents no call that lists them. */
export const leads: LeadOperations = { add, remove: cancel };
