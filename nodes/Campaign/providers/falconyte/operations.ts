import { idText, isObject } from '../../json';
import type {
	CampaignOperations,
	ChangeStatusCapability,
	CreateCapability,
	ListCapability,
} from '../contract/campaigns';
import { additionalFieldsJson, withJsonFields } from '../shared/fields';
import { requiredIdList, requireOffered } from '../shared/values';
import { campaignList, created } from './answers';
import { events, fields } from './fields';
import { firstPage, parsePage } from './paging';
import { submitEvent } from './submitEvent';

const path = ['email', 'campaigns'] as const;

const getAll: ListCapability = {
	paging: 'pages of 100',
	pagingBasis: 'documented',
	filters: { status: 'node', name: 'service' },
	firstPage: ({ name }) => firstPage('list the campaigns', path, campaignList, name),
	parsePage: (answer, request) => parsePage(answer, request, 'campaigns'),
	entryId: ({ id }) => idText(id) ?? '',
};

const create: CreateCapability = {
	fields,
	additionalFields: [additionalFieldsJson],
	request: (given) => ({
		purpose: 'create the campaign',
		method: 'POST',
		path,
		basis: 'documented',
		answer: created,
		body: withJsonFields(
			{
				name: given.name,
				template_ids: requiredIdList(given.template_ids, 'Template Names or IDs'),
				mail_account_ids: requiredIdList(given.mail_account_ids, 'Mail Account Names or IDs'),
				events: requiredIdList(given.events, 'Events').map((event) =>
					requireOffered(
						event,
						events.map(({ value }) => value),
						'Events',
					),
				),
			},
			given,
		),
	}),
	parseId: (answer) => idText(createdCampaign(answer)?.id),
	parseCampaign: createdCampaign,
	startNow: {},
};

const changeStatus: ChangeStatusCapability = {
	isStatusInferred: true,
	targets: [
		{
			status: 'active',
			displayName: 'Active (Start or Resume)',
			description: 'Each of its events sends an email to the contact',
		},
		{
			status: 'paused',
			displayName: 'Paused (Stop)',
			description: 'Its events send nothing until the campaign is started again',
		},
	],
	request: (id, target) => ({
		purpose: target === 'active' ? 'start the campaign' : 'stop the campaign',
		method: 'POST',
		path: [...path, id, target === 'active' ? 'start' : 'stop'],
		basis: 'documented',
		allowEmptyBody: true,
		idempotent: true,
	}),
};

/** What Falconyte's API can do with campaigns. */
export const operations: CampaignOperations = {
	getAll,
	get: { by: 'list' },
	create,
	changeStatus,
	submitEvent,
};

function createdCampaign(answer: unknown) {
	return isObject(answer) && isObject(answer.campaign) ? answer.campaign : undefined;
}
