import { idText, isObject, textOrNull } from '../../json';
import type { Page } from '../contract/listing';
import type { ListOption } from '../contract/optionLists';
import type { Provider } from '../contract/provider';
import type { ProviderRequest } from '../contract/request';
import { additionalFieldsJson, withJsonFields } from '../shared/fields';
import { requiredIdList } from '../shared/values';
import { namesMayRepeat } from '../shared/hints';
import { firstPage, readPage, toCampaign } from './campaigns';
import { explain } from './explain';
import { fields } from './fields';

const campaignsPath = ['email', 'campaigns'] as const;

/** Falconyte, public API v1: event-triggered email campaigns. */
export const falconyte: Provider = {
	id: 'falconyte',
	displayName: 'Falconyte',
	service: {
		address: 'https://api.falconyte.com',
		apiPath: '/public/v1',
		authentication: (key) => ({ headers: { 'x-api-key': key } }),
		keyLocation: 'the API keys of your team, once, when it is made; a key may expire',
		test: {
			path: ['ping'],
			refusals: [{ key: 'ok', value: false, message: 'Falconyte did not accept the key' }],
		},
	},
	campaignId: { pattern: /^[0-9A-Za-z_-]{1,64}$/, example: '3c90c3cc-0d44-4b50-8888-8dd25736052a' },
	campaigns: {
		getAll: {
			paging: 'pages of 100',
			filters: { status: 'node', name: 'service' },
			firstPage: ({ name }) => firstPage('list the campaigns', campaignsPath, name),
			parsePage: (answer, asked) => readPage(answer, asked, 'campaigns'),
			entryId: ({ id }) => idText(id) ?? '',
		},
		get: { by: 'list' },
		create: {
			fields,
			additionalFields: [additionalFieldsJson],
			request: (input) => ({
				purpose: 'create the campaign',
				method: 'POST',
				path: campaignsPath,
				body: withJsonFields(
					{
						name: input.name,
						template_ids: requiredIdList(input.template_ids, 'Template Names or IDs'),
						mail_account_ids: requiredIdList(input.mail_account_ids, 'Mail Account Names or IDs'),
						events: requiredIdList(input.events, 'Events'),
					},
					input,
				),
			}),
			parseId: (answer) =>
				isObject(answer) && isObject(answer.campaign) ? idText(answer.campaign.id) : undefined,
			parseCampaign: (answer) =>
				isObject(answer) && isObject(answer.campaign) ? answer.campaign : undefined,
		},
		changeStatus: {
			targets: [
				{
					status: 'active',
					displayName: 'Active (Start or Resume)',
					description: 'From now on its events send emails to contacts',
				},
				{
					status: 'paused',
					displayName: 'Paused (Stop)',
					description: 'Its events send nothing until it is started again',
				},
			],
			request: (id, target): ProviderRequest => ({
				purpose: target === 'active' ? 'start the campaign' : 'stop the campaign',
				method: 'POST',
				path: [...campaignsPath, id, target === 'active' ? 'start' : 'stop'],
				allowEmptyBody: true,
				idempotent: true,
			}),
		},
	},
	trackedFields: {
		settings: [
			'delivery_type',
			'campaign_type',
			'draft_data.send_data.template_ids',
			'draft_data.send_data.mail_account_ids',
			'draft_data.send_data.from_name',
			'draft_data.send_data.reply_to_name',
			'draft_data.send_data.reply_to_email',
			'draft_data.send_data.segment_query',
			'draft_data.send_data.open_tracking',
			'draft_data.send_data.click_tracking',
			'draft_data.send_data.event_triggered_send.events',
			'draft_data.send_data.event_triggered_send.contact_cooldown_interval',
			'draft_data.send_data.event_triggered_send.contact_daily_email_cap',
		],
		figures: ['campaign_sends.send_progress'],
	},
	optionLists: {
		falconyteTemplates: {
			firstPage: () => firstPage('list the templates', ['email', 'templates']),
			parsePage: (answer, asked) =>
				choices(readPage(answer, asked, 'templates'), ['name', 'subject']),
			entryId: ({ value }) => String(value),
		},
		falconyteMailAccounts: {
			firstPage: () => ({
				purpose: 'list the mail accounts',
				method: 'GET',
				path: ['email', 'mail-accounts'],
			}),
			// The call has no paging: all active accounts come in one answer.
			parsePage: (answer, asked) => {
				const page = choices(readPage(answer, asked, 'mail_accounts'), ['email']);
				return page === undefined ? undefined : { entries: page.entries };
			},
		},
	},
	notes: [
		'A campaign has no status of its own; draft, active and paused are inferred from its sends. So is that a new one sends nothing until it is started.',
		'The API offers no update, no delete and no call for one campaign: Get reads the list until it finds it.',
		'Only event-triggered campaigns are listed.',
	],
	hints: [
		namesMayRepeat,
		{
			operations: ['create'],
			text: "Falconyte's API can't change or delete a campaign later: check its name, templates, accounts and events before you run this.",
		},
		{
			operations: ['update', 'upsert', 'delete'],
			text: "Falconyte's API can't change or delete a campaign: it offers Create, Get, Get Many and Change Status.",
		},
		{
			operations: ['changeStatus'],
			status: ['active'],
			text: 'From now on every event of the campaign sends an email to the contact.',
		},
	],
	toCampaign,
	explain,
};

function choices(
	page: Page<Record<string, unknown>> | undefined,
	labels: readonly string[],
): Page<ListOption> | undefined {
	if (page === undefined) return undefined;
	const entries = page.entries.flatMap((entry): ListOption[] => {
		const id = idText(entry.id);
		const [name, description] = labels.map((label) => textOrNull(entry[label]));
		return id === undefined
			? []
			: [{ name: name ?? id, value: id, ...(description ? { description } : {}) }];
	});
	return { entries, next: page.next };
}
