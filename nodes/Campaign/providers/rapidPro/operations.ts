import type { IDataObject } from 'n8n-workflow';
import { idText, isObject, objectArray } from '../../json';
import type {
	CampaignOperations,
	CreateCapability,
	GetCapability,
	ListCapability,
	UpdateCapability,
} from '../contract/campaigns';
import { additionalFieldsJson, newNameField } from '../shared/fields';
import { campaign, campaignPage } from './answers';
import { differences, isAsWritten, newCampaignBody, updateBody } from './body';
import { events } from './eventContent';
import { group } from './fields';
import { parsePage } from './paging';

/** Every call has this path. Without `.json` the service answers 200 `[]` even without a token. */
const path = ['campaigns.json'] as const;

const getAll: ListCapability = {
	paging: 'pages of 250',
	pagingBasis: 'observed',
	newestFirst: true,
	isWhole: true,
	statuses: ['active'],
	filters: { status: 'node', name: 'node' },
	firstPage: () => ({
		purpose: 'list the campaigns',
		method: 'GET',
		path,
		basis: 'observed',
		answer: campaignPage,
	}),
	parsePage: parsePage,
};

/** The list, filtered by UUID: an unknown one gives an empty list. */
const get: GetCapability = {
	by: 'call',
	request: (id) => ({
		purpose: 'read the campaign',
		method: 'GET',
		path,
		query: { uuid: id },
		basis: 'observed',
		answer: campaignPage,
	}),
	parseCampaign: (answer) => {
		const entries = isObject(answer) ? objectArray(answer.results) : undefined;
		return entries === undefined ? undefined : (entries[0] ?? null);
	},
};

const create: CreateCapability = {
	fields: [group],
	additionalFields: [additionalFieldsJson],
	request: (fields) => ({
		purpose: 'create the campaign',
		method: 'POST',
		path,
		basis: 'observed',
		answer: campaign,
		body: newCampaignBody(fields),
	}),
	parseId: (answer) => (isObject(answer) ? idText(answer.uuid) : undefined),
	parseCampaign: writtenCampaign,
	// There is no other status: its events fire as soon as it has any.
	newStatus: () => 'active',
};

const update: UpdateCapability = {
	updateFields: [additionalFieldsJson, group, newNameField],
	differences,
	steps: (id, fields, current) => {
		const body = updateBody(fields, current);
		return [
			{
				name: 'update campaign',
				request: {
					purpose: 'update the campaign',
					method: 'POST',
					path,
					query: { uuid: id },
					basis: 'observed',
					answer: campaign,
					body,
					idempotent: true,
				},
				parseCampaign: writtenCampaign,
				// Observed: a new group may be saved and the request still answered with 500.
				isDone: (now) => isAsWritten(now, body),
			},
		];
	},
};

/** What the API of RapidPro and TextIt can do with campaigns. */
export const operations: CampaignOperations = {
	getAll,
	get,
	create,
	update,
	content: [events],
};

/** The answer to create and update is the whole campaign. */
function writtenCampaign(answer: unknown): IDataObject | undefined {
	return isObject(answer) && idText(answer.uuid) !== undefined ? answer : undefined;
}
