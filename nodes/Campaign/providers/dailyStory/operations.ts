import type { IDataObject } from 'n8n-workflow';
import type { CampaignStatus } from '../../campaign';
import { idText, isObject, objectArray } from '../../json';
import type {
	CampaignOperations,
	ChangeStatusCapability,
	CreateCapability,
	GetCapability,
	ListCapability,
	UpdateCapability,
} from '../contract/campaigns';
import type { ProviderRequest } from '../contract/request';
import { fieldDifferences } from '../shared/compare';
import {
	changedFieldsBody,
	changedValues,
	changesGoals,
	currentFields,
	newCampaignBody,
} from './body';
import { campaignList, oneCampaign, written } from './answers';
import { toCampaign } from './campaign';
import { responseOf } from './envelope';
import { additionalFields, updateFields } from './fields';

const writtenStatus: Partial<Record<CampaignStatus, string>> = {
	active: 'Active',
	paused: 'Paused',
	archived: 'Archived',
	deleted: 'Deleted',
};

const getAll: ListCapability = {
	paging: 'all in one answer',
	pagingBasis: 'inferred',
	filters: { status: 'node', name: 'node' },
	firstPage: () => ({
		purpose: 'list the campaigns',
		method: 'GET',
		path: ['campaigns'],
		basis: 'documented',
		answer: campaignList,
		timeoutMs: 120_000,
	}),
	parsePage: (answer) => {
		const entries = objectArray(responseOf(answer)?.campaigns);
		return entries === undefined ? undefined : { entries };
	},
};

const get: GetCapability = {
	by: 'call',
	request: (id) => ({
		purpose: 'read the campaign',
		method: 'GET',
		path: ['campaign', id],
		basis: 'inferred',
		answer: oneCampaign,
	}),
	fallbackToList: true,
	// Inferred from a sibling call: `{ campaign, id }`. The campaign itself is accepted, too.
	parseCampaign: (answer) => {
		const response = responseOf(answer);
		if (response === undefined) return undefined;
		if (response.campaign === null) return null;
		const campaign = isObject(response.campaign) ? response.campaign : response;
		if (toCampaign(campaign).id !== '') return campaign;
		return idText(response.id) === undefined ? undefined : { campaignId: response.id, ...campaign };
	},
};

const create: CreateCapability = {
	additionalFields,
	request: (fields) =>
		post('create the campaign', { ...newCampaignBody(fields), name: fields.name }),
	parseId: (answer) => idText(responseOf(answer)?.id),
	newStatus: ({ status = 'Paused' }) => toCampaign({ status }).status,
};

const update: UpdateCapability = {
	updateFields,
	clearableFields: [
		'description',
		'notificationRecipients',
		'segments',
		'subscriber_preferences',
		'utmCampaign',
	],
	// The goals are only sent together, so the other ones must be known.
	needsWhole: changesGoals,
	differences: (fields, current) =>
		fieldDifferences(fields, changedValues(fields, current), currentFields(current)),
	steps: (id, fields, current) => [
		{
			name: 'save fields',
			request: post('update the campaign', {
				...changedFieldsBody(fields, current),
				campaignId: Number(id),
				// Whether an update may leave the name out is not documented, so it is always sent.
				name: fields.name ?? current?.name,
			}),
		},
	],
};

const changeStatus: ChangeStatusCapability = {
	targets: [
		{
			status: 'active',
			displayName: 'Active',
			description: 'Runs its automations and scheduled messages, which reach people',
		},
		{ status: 'archived', displayName: 'Archived', description: 'Filed away, not running' },
		{
			status: 'deleted',
			displayName: 'Deleted',
			description: 'Moves the campaign to the Trash, where it can be recovered for up to 7 days',
		},
		{
			status: 'paused',
			displayName: 'Paused',
			description: 'Runs no automations, adds no leads and sends no scheduled messages',
		},
	],
	needsCurrent: true,
	request: (id, target, current) =>
		post("change the campaign's status", {
			campaignId: Number(id),
			name: current?.name,
			status: writtenStatus[target],
		}),
};

/** What DailyStory's API can do with campaigns. */
export const operations: CampaignOperations = { getAll, get, create, update, changeStatus };

/** Creates a campaign without campaignId, changes it with one. The path is inferred from sibling calls. */
function post(purpose: string, body: IDataObject): ProviderRequest {
	return {
		purpose,
		method: 'POST',
		path: ['campaign'],
		body,
		idempotent: 'campaignId' in body,
		basis: 'inferred',
		answer: written,
	};
}
