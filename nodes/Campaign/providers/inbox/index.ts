import type { IDataObject } from 'n8n-workflow';
import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { Changes, Fields } from '../contract/campaigns';
import type { ListOption } from '../contract/optionLists';
import type { Provider } from '../contract/provider';
import { jsonFields, setFields, setsAny, withJsonFields } from '../shared/fields';
import { idList, jsonObject, requiredIdList } from '../shared/values';
import { namesMayRepeat, pauseBeforeChange } from '../shared/hints';
import { readPage, toCampaign } from './campaigns';
import { explain } from './explain';
import { eventLog } from './events';
import { accountLinkIds, additionalFields, ruleNames, updateFields } from './fields';

function rules(fields: Fields): IDataObject {
	const body = setFields(fields, ruleNames);
	for (const [name, label] of [
		['syncedListIds', 'Synced List IDs'],
		['excludedListIds', 'Excluded List IDs'],
	] as const) {
		if (fields[name] !== undefined) body[name] = idList(fields[name], label);
	}
	if (fields.columnMappings !== undefined) {
		body.columnMappings = jsonObject(fields.columnMappings, 'Column Mappings (JSON)');
	}
	return body;
}

/** The rules have a documented call of their own, also for a campaign that was just made. */
const changes: Changes = {
	needsCurrent: () => false,
	steps: (id, fields) =>
		setsAny(fields, ruleNames) || Object.keys(jsonFields(fields)).length > 0
			? [
					{
						name: 'lead rules',
						request: {
							purpose: "change the campaign's lead rules",
							method: 'PATCH',
							path: ['campaigns', 'v2', id, 'rules'],
							body: withJsonFields(rules(fields), fields),
							idempotent: true,
						},
					},
				]
			: [],
};

/** Inbox (inboxapp.com), API v1: campaigns of direct messages on X. */
export const inbox: Provider = {
	id: 'inbox',
	displayName: 'Inbox',
	service: {
		address: 'https://inboxapp.com',
		apiPath: '/api/v1',
		authentication: (token) => ({ headers: { Authorization: `Bearer ${token}` } }),
		keyLocation: 'Settings > API of the team',
		test: { path: ['team'] },
		// 100 reads and 30 writes a minute on older pages, 300 requests on newer ones.
		rates: [{ requests: 300, perMs: 60_000 }],
	},
	campaignId: { pattern: /^[0-9a-z]+$/, example: 'usdjpdql3f90seqk13rwuo7z' },
	name: { maxLength: 255 },
	campaigns: {
		getAll: {
			paging: 'pages of 100, by cursor (inferred)',
			filters: { status: 'node', name: 'node' },
			firstPage: () => ({
				purpose: 'list the campaigns',
				method: 'GET',
				path: ['campaigns', 'v2'],
				query: { limit: '100' },
				isInferred: true,
				fallback: {
					purpose: 'list the campaigns',
					method: 'GET',
					path: ['campaigns'],
					query: { limit: '100' },
					isInferred: true,
				},
			}),
			parsePage: readPage,
		},
		get: {
			by: 'call',
			request: (id) => ({
				purpose: 'read the campaign',
				method: 'GET',
				path: ['campaigns', 'v2', id],
				isInferred: true,
				// The documented path, of campaigns of the first generation: its 404 means that there is none.
				fallback: {
					purpose: 'read the campaign',
					method: 'GET',
					path: ['campaigns', id],
				},
			}),
			parseCampaign: (answer) =>
				isObject(answer) && idText(answer.id) !== undefined ? answer : undefined,
		},
		create: {
			fields: [accountLinkIds],
			additionalFields,
			createOnlyFields: ['accountLinkIds', 'additionalFieldsJson', 'timezone'],
			request: (fields) => {
				rules(fields);
				return {
					purpose: 'create the campaign',
					method: 'POST',
					path: ['campaigns', 'v2'],
					body: withJsonFields(
						{
							name: fields.name,
							accountLinkIds: requiredIdList(fields.accountLinkIds, 'Account Link Names or IDs'),
							...setFields(fields, ['timezone']),
						},
						fields,
					),
					isInferred: true,
				};
			},
			parseId: (answer) => (isObject(answer) ? idText(answer.id) : undefined),
			parseCampaign: (answer) => (isObject(answer) ? answer : undefined),
			followUp: {
				needsCurrent: changes.needsCurrent,
				steps: (id, fields, stored) => changes.steps(id, setFields(fields, ruleNames), stored),
			},
		},
		update: { updateFields, ...changes },
		changeStatus: {
			targets: [
				{
					status: 'active',
					displayName: 'Active (Enable)',
					description: 'Sends messages to leads by its schedule',
				},
				{
					status: 'paused',
					displayName: 'Paused (Disable)',
					description: 'Sends nothing until it is enabled again',
				},
			],
			request: (id, target) =>
				target === 'active'
					? {
							purpose: 'enable the campaign',
							method: 'POST',
							path: ['campaigns', 'v2', id, 'enable'],
							body: {},
							idempotent: true,
						}
					: {
							purpose: 'disable the campaign',
							method: 'POST',
							path: ['campaigns', 'v2', id, 'disable'],
							body: {},
							idempotent: true,
							isInferred: true,
							fallback: {
								purpose: 'pause the campaign',
								method: 'POST',
								path: ['campaigns', id, 'pause'],
								body: {},
								idempotent: true,
								isInferred: true,
							},
						},
		},
	},
	trackedFields: {
		settings: [
			'description',
			'dryRun',
			'hourlyMessageRate',
			'scheduleTimezone',
			'scheduleHours',
			'accountLinkIds',
			'rules',
			'sequence',
			'automations',
			'type',
			'steps',
			'lists',
			'customVariables',
		],
		figures: [
			'targetsCount',
			'contactedCount',
			'repliesCount',
			'completionRate',
			'replyRate',
			'scopeAssessedCount',
			'estimatedTargets',
		],
	},
	eventLog,
	optionLists: {
		inboxAccountLinks: {
			firstPage: () => ({
				purpose: 'list the account links',
				method: 'GET',
				path: ['account-links'],
			}),
			parsePage: (answer) => {
				const links =
					objectArray(answer) ?? (isObject(answer) ? objectArray(answer.accountLinks) : undefined);
				return links === undefined ? undefined : { entries: links.flatMap(accountLinkChoice) };
			},
		},
	},
	notes: [
		'The calls that list, create and disable campaigns are inferred; a 404 there is reported as "not offered", not as a missing campaign.',
		'Update changes the lead rules; the API documents no call for the name, the schedule or the accounts of a campaign.',
		'Get Many lists the campaigns of the current generation; those of the first one only where the API has no other list. Get reads both.',
		'Additional Fields (JSON) of a new campaign goes with the creation alone: Create or Update leaves it out for a campaign that exists. That of Update goes with the lead rules.',
		'The system itself may pause a campaign, for example when a linked account has a problem.',
	],
	hints: [
		namesMayRepeat,
		pauseBeforeChange,
		{
			operations: ['changeStatus'],
			status: ['active'],
			text: 'The campaign sends messages to its leads from now on, within its schedule.',
		},
		{
			operations: ['update', 'upsert'],
			text: 'Only the lead rules of a campaign can be changed: its name, schedule and accounts are set in the web app.',
		},
		{
			operations: ['delete'],
			text: "Inbox's API documents no call to delete a campaign: use Change Status with Paused, or the web app.",
		},
	],
	toCampaign,
	explain,
};

function accountLinkChoice(link: IDataObject): ListOption[] {
	const id = idText(link.id);
	if (id === undefined) return [];
	const username = textOrNull(link.username);
	const status = textOrNull(link.status);
	return [
		{
			name: textOrNull(link.name) ?? username ?? id,
			value: id,
			description: [username === null ? '' : `@${username}`, status ?? '']
				.filter(Boolean)
				.join(' · '),
		},
	];
}
