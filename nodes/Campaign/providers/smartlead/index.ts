import type { CampaignStatus } from '../../campaign';
import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { Changes, Fields } from '../contract/campaigns';
import type { ListOption } from '../contract/optionLists';
import type { Provider } from '../contract/provider';
import { namesMayRepeat, pauseBeforeChange } from '../shared/hints';
import { toCampaign } from './campaigns';
import { explain } from './explain';
import { additionalFields, updateFields } from './fields';
import { checkNewSchedule, scheduleStep, setsSchedule } from './schedule';
import { clientNumber, setsSettings, settingsStep } from './settings';

/** The words that the status call writes; it reads back others (START becomes ACTIVE). */
const writtenStatus: Partial<Record<CampaignStatus, string>> = {
	active: 'START',
	paused: 'PAUSED',
	stopped: 'STOPPED',
};

const changes: Changes = {
	needsCurrent: setsSchedule,
	steps: (id, fields, stored) => [
		...(setsSettings(fields) ? [settingsStep(id, fields)] : []),
		...(setsSchedule(fields) ? [scheduleStep(id, fields, stored ?? {})] : []),
	],
};

/** What creation itself does not take. */
function withoutMade(fields: Fields): Fields {
	return Object.fromEntries(
		Object.entries(fields).filter(([name]) => name !== 'name' && name !== 'client_id'),
	);
}

/** Smartlead, API v1: shapes as public clients observed them, documentation second. */
export const smartlead: Provider = {
	id: 'smartlead',
	displayName: 'Smartlead',
	service: {
		address: 'https://server.smartlead.ai',
		apiPath: '/api/v1',
		authentication: (key) => ({ query: { api_key: key } }),
		keyLocation: 'Settings > Smartlead API Key (the Pro plan or higher)',
		test: {
			path: ['analytics', 'campaign', 'list'],
			refusals: [
				{ key: 'ok', value: false, message: 'Smartlead did not accept the key' },
				{ key: 'success', value: false, message: 'Smartlead did not accept the key' },
			],
		},
		rates: [
			{ requests: 10, perMs: 2_000 },
			{ requests: 60, perMs: 60_000 },
		],
	},
	campaignId: { pattern: /^[1-9][0-9]{0,14}$/, example: '372' },
	campaigns: {
		getAll: {
			paging: 'all in one answer',
			filters: { status: 'node', name: 'node' },
			firstPage: () => ({
				purpose: 'list the campaigns',
				method: 'GET',
				path: ['campaigns'],
				timeoutMs: 120_000,
			}),
			// Observed is the bare list, documented the wrapped one.
			parsePage: (answer) => {
				const entries = objectArray(isObject(answer) ? answer.campaigns : answer);
				return entries === undefined ? undefined : { entries };
			},
		},
		get: {
			by: 'call',
			request: (id) => ({
				purpose: 'read the campaign',
				method: 'GET',
				path: ['campaigns', id],
				emptyMeansNotFound: true,
			}),
			// A campaign that is not there is answered with 200 and `{}` or nothing.
			parseCampaign: (answer) => {
				if (answer === undefined) return null;
				if (!isObject(answer)) return undefined;
				if (Object.keys(answer).length === 0) return null;
				const campaign = isObject(answer.data) ? answer.data : answer;
				return idText(campaign.id) === undefined ? undefined : campaign;
			},
		},
		create: {
			fields: [],
			additionalFields,
			request: (fields) => {
				checkNewSchedule(fields);
				const client = clientNumber(fields.client_id);
				// Built before anything is sent, so that a bad setting makes no campaign.
				if (setsSettings(fields)) settingsStep('0', fields);
				return {
					purpose: 'create the campaign',
					method: 'POST',
					path: ['campaigns', 'create'],
					body: { name: fields.name, ...(client === undefined ? {} : { client_id: client }) },
				};
			},
			parseId: (answer) => (isObject(answer) ? idText(answer.id) : undefined),
			followUp: {
				needsCurrent: setsSchedule,
				steps: (id, fields, stored) => changes.steps(id, withoutMade(fields), stored),
			},
		},
		update: { updateFields, ...changes },
		changeStatus: {
			targets: [
				{
					status: 'active',
					displayName: 'Active (Start or Resume)',
					description: 'Sends emails to leads. Needs a sequence, a schedule and an email account.',
				},
				{
					status: 'paused',
					displayName: 'Paused',
					description: 'Sends nothing until it is started again',
				},
				{
					status: 'stopped',
					displayName: 'Stopped (for Good)',
					description: 'The service describes this as permanent',
				},
			],
			request: (id, target) => ({
				purpose: "change the campaign's status",
				method: 'POST',
				path: ['campaigns', id, 'status'],
				body: { status: writtenStatus[target] },
				idempotent: true,
			}),
		},
		delete: {
			request: (id) => ({
				purpose: 'delete the campaign',
				method: 'DELETE',
				path: ['campaigns', id],
				idempotent: true,
				timeoutMs: 60_000,
			}),
			isDone: (answer) => isObject(answer) && (answer.ok === true || answer.success === true),
		},
	},
	trackedFields: {
		settings: [
			'track_settings',
			'scheduler_cron_value',
			'min_time_btwn_emails',
			'max_leads_per_day',
			'stop_lead_settings',
			'schedule_start_time',
			'enable_ai_esp_matching',
			'send_as_plain_text',
			'follow_up_percentage',
			'unsubscribe_text',
			'parent_campaign_id',
			'client_id',
		],
	},
	optionLists: {
		smartleadClients: {
			firstPage: () => ({
				purpose: 'list the clients',
				method: 'GET',
				path: ['client'],
				isInferred: true,
			}),
			parsePage: (answer) => {
				const clients = objectArray(answer);
				if (clients === undefined) return undefined;
				const entries = clients.flatMap((client): ListOption[] => {
					const id = idText(client.id);
					return id === undefined ? [] : [{ name: textOrNull(client.name) ?? id, value: id }];
				});
				return { entries };
			},
		},
	},
	notes: [
		'Subsequences are listed as campaigns; `parentCampaignId` names the campaign that they belong to.',
		'STOPPED is described by the service as permanent; whether a stopped campaign can be started again is not known.',
		'The call behind the list of clients is inferred.',
		'Rate limits depend on the plan and the documentation contradicts itself; the node keeps to 10 requests in 2 seconds and 60 a minute. A limit of 1,000 an hour, also documented, is met only by waiting when the service says so.',
	],
	hints: [
		namesMayRepeat,
		pauseBeforeChange,
		{
			operations: ['changeStatus'],
			status: ['active'],
			text: 'The campaign sends emails to its leads from now on, within its schedule.',
		},
		{
			operations: ['changeStatus'],
			status: ['stopped'],
			text: 'Stopped is for good: choose Paused if the campaign is to go on one day.',
		},
	],
	toCampaign,
	explain,
};
