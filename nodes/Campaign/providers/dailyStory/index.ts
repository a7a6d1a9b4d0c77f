import type { IDataObject } from 'n8n-workflow';
import type { CampaignStatus } from '../../campaign';
import { idText, isObject, objectArray } from '../../json';
import type { Provider } from '../contract/provider';
import type { ProviderRequest } from '../contract/request';
import { namesMayRepeat, pauseBeforeChange } from '../shared/hints';
import { changedFields, newFields, setGoals, storedGoals, toCampaign } from './campaigns';
import { explain } from './explain';
import { additionalFields, updateFields } from './fields';

const writtenStatus: Partial<Record<CampaignStatus, string>> = {
	active: 'Active',
	paused: 'Paused',
	archived: 'Archived',
	deleted: 'Deleted',
};

/** `{ Status, Message, Response }` around every answer but that of /about. */
function response(answer: unknown): IDataObject | undefined {
	return isObject(answer) && isObject(answer.Response) ? answer.Response : undefined;
}

/** Creates without campaignId and updates with it; the path is inferred from sibling calls. */
function post(purpose: string, body: IDataObject): ProviderRequest {
	return {
		purpose,
		method: 'POST',
		path: ['campaign'],
		body,
		idempotent: 'campaignId' in body,
		isInferred: true,
	};
}

/** DailyStory, API v1: the campaign body is documented, its paths are inferred. */
export const dailyStory: Provider = {
	id: 'dailyStory',
	displayName: 'DailyStory',
	service: {
		address: 'https://{dataCenter}.dailystory.com',
		apiPath: '/api/v1',
		authentication: (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
		keyLocation: 'Account Settings > Developer > API Tokens',
		test: {
			path: ['about'],
			refusals: [{ key: 'Status', value: false, message: 'DailyStory did not accept the token' }],
		},
	},
	campaignId: { pattern: /^[1-9][0-9]{0,14}$/, example: '24109' },
	campaigns: {
		getAll: {
			paging: 'all in one answer (inferred)',
			filters: { status: 'node', name: 'node' },
			firstPage: () => ({
				purpose: 'list the campaigns',
				method: 'GET',
				path: ['campaigns'],
				timeoutMs: 120_000,
			}),
			parsePage: (answer) => {
				const entries = objectArray(response(answer)?.campaigns);
				return entries === undefined ? undefined : { entries };
			},
		},
		get: {
			by: 'call',
			request: (id) => ({
				purpose: 'read the campaign',
				method: 'GET',
				path: ['campaign', id],
				isInferred: true,
			}),
			parseCampaign: (answer) => {
				const read = response(answer);
				if (read === undefined) return undefined;
				if (read.campaign === null) return null;
				const campaign = isObject(read.campaign) ? read.campaign : read;
				if (toCampaign(campaign).id !== '') return campaign;
				return idText(read.id) === undefined ? undefined : { campaignId: read.id, ...campaign };
			},
		},
		create: {
			fields: [],
			additionalFields,
			request: (fields) => post('create the campaign', { ...newFields(fields), name: fields.name }),
			parseId: (answer) => idText(response(answer)?.id),
		},
		update: {
			updateFields,
			// Whether an update may leave the name out is not known, so it is always sent along.
			needsCurrent: (fields) =>
				fields.name === undefined || Object.keys(setGoals(fields)).length > 0,
			steps: (id, fields, stored) => [
				{
					name: 'fields',
					request: post('update the campaign', {
						...changedFields(fields, storedGoals(stored)),
						campaignId: Number(id),
						name: fields.name ?? stored?.name,
					}),
				},
			],
		},
		changeStatus: {
			targets: [
				{
					status: 'active',
					displayName: 'Active',
					description: 'Runs: its automations and scheduled messages reach people',
				},
				{ status: 'archived', displayName: 'Archived', description: 'Put away, not running' },
				{
					status: 'deleted',
					displayName: 'Deleted',
					description: 'Moves it to the Trash, from where it can be recovered for 7 days',
				},
				{
					status: 'paused',
					displayName: 'Paused',
					description: 'No automation, no new leads, no scheduled messages',
				},
			],
			request: (id, target, stored) =>
				post("change the campaign's status", {
					campaignId: Number(id),
					name: stored.name,
					status: writtenStatus[target],
				}),
		},
	},
	// What the service reads back is not documented: what it writes is looked for.
	trackedFields: {
		settings: [
			'description',
			'campaignType',
			'utmCampaign',
			'segments',
			'subscriber_preferences',
			'allow_autopause',
			'workflowBehavior',
			'cost',
			'costPeriod',
			'isNotifyNewLead',
			'notificationRecipients',
			'isAutoQualifyNewLead',
			'conversionGoals',
		],
	},
	notes: [
		'The paths of get, create and update are inferred from documented sibling calls; a 404 without the service\'s own envelope is reported as "not offered", not as a missing campaign.',
		'A new campaign is created Paused unless Status says otherwise, because the documentation does not say what a campaign without status does.',
		'The fields of a campaign that is read are not documented: times are null.',
		'Start and end dates and auto-pause change the status without any call of this node.',
	],
	hints: [
		namesMayRepeat,
		pauseBeforeChange,
		{
			operations: ['changeStatus'],
			status: ['active'],
			text: "The campaign's automations and scheduled messages reach people from now on.",
		},
		{
			operations: ['delete'],
			text: 'To delete a DailyStory campaign, use Change Status with Deleted: it goes to the Trash.',
		},
	],
	toCampaign,
	explain,
};
