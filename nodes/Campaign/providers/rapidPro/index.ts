import type { IDataObject } from 'n8n-workflow';
import { idText, isObject, objectArray, textOrNull } from '../../json';
import type { Fields } from '../contract/campaigns';
import { InvalidInput } from '../contract/invalidInput';
import type { Page } from '../contract/listing';
import type { ListOption } from '../contract/optionLists';
import type { Provider } from '../contract/provider';
import type { ProviderRequest } from '../contract/request';
import { additionalFieldsJson, newNameField, withJsonFields } from '../shared/fields';
import { campaignsPath, readPage, toCampaign } from './campaigns';
import { explain } from './explain';
import { group } from './fields';

function groupText(value: unknown): string {
	const text = idText(value)?.trim() ?? '';
	if (text === '')
		throw new InvalidInput(
			"'Group' is empty",
			'Choose a group from the list, or give its UUID or name.',
		);
	return text;
}

/** Create and update answer with the whole campaign. */
function parseCampaign(answer: unknown): IDataObject | undefined {
	return isObject(answer) && idText(answer.uuid) !== undefined ? answer : undefined;
}

/** RapidPro and TextIt (the hosted RapidPro), API v2: read in its source and observed on a running server. */
export const rapidPro: Provider = {
	id: 'rapidPro',
	displayName: 'RapidPro / TextIt',
	service: {
		address: 'https://textit.com',
		apiPath: '/api/v2',
		authentication: (token) => ({ headers: { Authorization: `Token ${token}` } }),
		keyLocation:
			'Settings > API Tokens of the workspace (on older installations: the account page)',
		test: {
			path: ['workspace.json'],
			refusals: [{ key: 'uuid', value: null, message: 'The token opens no workspace' }],
		},
		// 2,500 an hour on older installations; the bucket is shared by the whole workspace.
		rates: [{ requests: 3600, perMs: 3_600_000 }],
	},
	campaignId: {
		pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
		example: 'f14e4ff0-724d-43fe-a953-1d16aefd1c00',
	},
	name: { maxLength: 64, forbidden: ['"', '\\', '\0'] },
	campaigns: {
		getAll: {
			paging: 'pages of 250',
			newestFirst: true,
			statuses: ['active'],
			filters: { status: 'node', name: 'node' },
			firstPage: () => ({
				purpose: 'list the campaigns',
				method: 'GET',
				path: campaignsPath,
			}),
			parsePage: readPage,
		},
		get: {
			by: 'call',
			request: (id) => ({
				purpose: 'read the campaign',
				method: 'GET',
				path: campaignsPath,
				query: { uuid: id },
			}),
			parseCampaign: (answer) => {
				const page = isObject(answer) ? objectArray(answer.results) : undefined;
				return page === undefined ? undefined : (page[0] ?? null);
			},
		},
		create: {
			fields: [group],
			additionalFields: [additionalFieldsJson],
			request: (fields) => ({
				purpose: 'create the campaign',
				method: 'POST',
				path: campaignsPath,
				body: withJsonFields({ name: fields.name, group: groupText(fields.group) }, fields, [
					'uuid',
				]),
			}),
			parseId: (answer) => (isObject(answer) ? idText(answer.uuid) : undefined),
			parseCampaign,
		},
		update: {
			updateFields: [additionalFieldsJson, group, newNameField],
			needsCurrent: (fields) => fields.name === undefined || fields.group === undefined,
			steps: (id, fields, stored) => {
				const body = updateBody(fields, stored);
				return [
					{
						name: 'name and group',
						request: {
							purpose: 'update the campaign',
							method: 'POST',
							path: campaignsPath,
							query: { uuid: id },
							body,
							idempotent: true,
						},
						parseCampaign,
						// Observed: a change of group may be saved and then answered with 500.
						isDone: (now) => isAsWritten(now, body),
					},
				];
			},
		},
	},
	trackedFields: {
		settings: ['group.uuid'],
	},
	optionLists: {
		rapidProGroups: {
			firstPage: () => ({
				purpose: 'list the groups',
				method: 'GET',
				path: ['groups.json'],
			}),
			parsePage: readGroups,
		},
	},
	notes: [
		'The API can neither archive nor delete a campaign and does not list archived ones; that is done in the web app.',
		'Names are unique in a workspace, whatever their case, archived campaigns included.',
	],
	hints: [
		{
			operations: ['create'],
			text: 'A name can be used once in a workspace, archived campaigns included. Create or Update uses the listed campaign of exactly this name.',
		},
		{
			operations: ['update', 'upsert'],
			text: "Every campaign that is listed runs. Another group schedules all of its events anew, and from then on that group's contacts get its messages.",
		},
		{
			operations: ['changeStatus', 'delete'],
			text: "RapidPro's API can't start, pause, archive or delete campaigns. Archive and restore them in the web app.",
		},
	],
	toCampaign,
	explain,
};

function updateBody(fields: Fields, stored: IDataObject | undefined): IDataObject {
	const storedGroup = isObject(stored?.group) ? stored.group.uuid : undefined;
	return withJsonFields(
		{
			name: fields.name ?? textOrNull(stored?.name) ?? '',
			group: fields.group === undefined ? groupText(storedGroup) : groupText(fields.group),
		},
		fields,
		['uuid'],
	);
}

/** Whether a campaign has this name and group, and nothing else was written. */
function isAsWritten({ name, group: now }: IDataObject, body: IDataObject): boolean {
	const isWhole = Object.keys(body).every((field) => field === 'name' || field === 'group');
	return isWhole && name === body.name && isObject(now) && isGroup(now, String(body.group));
}

/** The service takes a group by its name in any case. */
function isGroup({ uuid, name }: IDataObject, meant: string): boolean {
	return [uuid, name].some((one) => String(one).toLowerCase() === meant.toLowerCase());
}

function readGroups(answer: unknown, asked: ProviderRequest): Page<ListOption> | undefined {
	const page = readPage(answer, asked);
	if (page === undefined) return undefined;
	const entries = page.entries.flatMap((entry): ListOption[] => {
		const uuid = idText(entry.uuid);
		return uuid === undefined ? [] : [{ name: textOrNull(entry.name) ?? uuid, value: uuid }];
	});
	return { entries, next: page.next };
}
