import { idText, isObject } from '../../json';
import type {
	CampaignOperations,
	ChangeStatusCapability,
	CreateCapability,
	GetCapability,
	ListCapability,
	UpdateCapability,
} from '../contract/campaigns';
import type { ProviderRequest } from '../contract/request';
import type { Shape } from '../contract/shape';
import { pickFields, withJsonFields } from '../shared/fields';
import { requiredIdList } from '../shared/values';
import {
	campaign,
	campaignPage,
	firstCampaign,
	firstCampaignPage,
	switchedCampaign,
} from './answers';
import { accountLinkIds, additionalFields, updateFields } from './fields';
import { parsePage } from './paging';
import { ruleDifferences, ruleNames, rulesBody, ruleSteps } from './rules';
import { sequence } from './sequence';

const getAll: ListCapability = {
	paging: 'pages of 100, by cursor',
	pagingBasis: 'inferred',
	filters: { status: 'node', name: 'node' },
	firstPage: () => ({
		...list(['campaigns', 'v2'], campaignPage),
		// The list of the first generation.
		fallback: list(['campaigns'], firstCampaignPage),
	}),
	parsePage: parsePage,
};

const get: GetCapability = {
	by: 'call',
	request: (id) => ({
		purpose: 'read the campaign',
		method: 'GET',
		path: ['campaigns', 'v2', id],
		basis: 'inferred',
		answer: campaign,
		// Documented, for the first generation: a 404 here means that the campaign does not exist.
		fallback: {
			purpose: 'read the campaign',
			method: 'GET',
			path: ['campaigns', id],
			basis: 'documented',
			answer: firstCampaign,
		},
	}),
	parseCampaign: (answer) =>
		isObject(answer) && idText(answer.id) !== undefined ? answer : undefined,
};

const create: CreateCapability = {
	fields: [accountLinkIds],
	additionalFields,
	createOnlyFields: ['accountLinkIds', 'additionalFieldsJson', 'timezone'],
	request: (fields) => {
		// Checked now, so that an invalid rule creates no campaign.
		rulesBody(fields);
		return {
			purpose: 'create the campaign',
			method: 'POST',
			path: ['campaigns', 'v2'],
			body: withJsonFields(
				{
					name: fields.name,
					accountLinkIds: requiredIdList(fields.accountLinkIds, 'Account Link Names or IDs'),
					...pickFields(fields, ['timezone']),
				},
				fields,
			),
			basis: 'inferred',
			answer: campaign,
		};
	},
	parseId: (answer) => (isObject(answer) ? idText(answer.id) : undefined),
	parseCampaign: (answer) => (isObject(answer) ? answer : undefined),
	// The API name of the time zone is inferred, so the service may ignore it.
	describeDifference: ({ timezone }, { scheduleTimezone }) =>
		timezone === undefined || typeof scheduleTimezone !== 'string' || scheduleTimezone === timezone
			? undefined
			: `Inbox created the campaign with the time zone ${scheduleTimezone} instead of ${String(timezone)}. Set the time zone in the web app.`,
	// The lead rules have a documented call. Additional Fields (JSON) went with the creation.
	followUp: {
		fields: (all) => pickFields(all, ruleNames),
		needsCurrent: () => false,
		differences: ruleDifferences,
		steps: ruleSteps,
	},
	startNow: {},
};

const update: UpdateCapability = {
	updateFields,
	clearableFields: ['columnMappings', 'excludedListIds', 'syncedListIds'],
	differences: ruleDifferences,
	steps: ruleSteps,
};

const changeStatus: ChangeStatusCapability = {
	targets: [
		{
			status: 'active',
			displayName: 'Active (Enable)',
			description: 'Sends messages to its leads, on its schedule',
		},
		{
			status: 'paused',
			displayName: 'Paused (Disable)',
			description: 'Sends nothing until it is enabled again',
		},
	],
	request: (id, target) => (target === 'active' ? enable(id) : disable(id)),
};

/** What Inbox's API can do with campaigns. */
export const operations: CampaignOperations = {
	getAll,
	get,
	create,
	update,
	changeStatus,
	content: [sequence],
};

function list(path: readonly string[], answer: Shape): ProviderRequest {
	return {
		purpose: 'list the campaigns',
		method: 'GET',
		path,
		query: { limit: '100' },
		basis: 'inferred',
		answer,
	};
}

function enable(id: string): ProviderRequest {
	return {
		purpose: 'enable the campaign',
		method: 'POST',
		path: ['campaigns', 'v2', id, 'enable'],
		basis: 'documented',
		answer: switchedCampaign,
		body: {},
		idempotent: true,
	};
}

/** Inferred as the mirror of enable; for the first generation, pause is documented without its path. */
function disable(id: string): ProviderRequest {
	return {
		purpose: 'disable the campaign',
		method: 'POST',
		path: ['campaigns', 'v2', id, 'disable'],
		basis: 'inferred',
		answer: switchedCampaign,
		body: {},
		idempotent: true,
		fallback: {
			purpose: 'pause the campaign',
			method: 'POST',
			path: ['campaigns', id, 'pause'],
			basis: 'inferred',
			answer: firstCampaign,
			body: {},
			idempotent: true,
		},
	};
}
