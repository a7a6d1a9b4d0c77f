import type { ProviderId } from '../engine/world.mts';
import { at, drop, type Json, set } from './json.mts';

/** A way in which a service answers otherwise than expected. */
export interface Plant {
	readonly provider: ProviderId;
	readonly what: string;
	/** The request whose answer is changed: the path below the API's own, with its query. */
	readonly path: string;
	/** How many requests to the same path come before it and are answered as usual. */
	readonly after?: number;
	/** The body instead of the usual one; the default is the usual one. */
	body?(usual: Json): Json;
	readonly status?: number;
	readonly headers?: Record<string, string>;
	/** How the call begins whose answer this is. */
	readonly call: string;
	readonly outcome?: 'not offered' | 'refused';
	/** Every difference that has to be named: where, and what was found. */
	readonly differences: ReadonlyArray<readonly [at: string, found: string]>;
}

const page404 = '<!DOCTYPE html><title>Not Found</title><p>Nadia Petrova</p>';
const notFound = [['answer', 'HTTP 404']] as const;

const dailyStory: Array<Omit<Plant, 'provider'>> = [
	{
		what: 'no list of segments',
		path: '/segments',
		status: 404,
		body: () => ({ Status: false, Message: 'Nothing here', Response: {} }),
		call: 'list the segments',
		outcome: 'not offered',
		differences: [...notFound],
	},
	{
		what: 'a key missing in the envelope of About',
		path: '/about',
		body: (usual) => drop(usual, 'Response.tenant'),
		call: 'test the key',
		differences: [['Response.tenant', 'nothing']],
	},
	{
		what: 'a text for a boolean',
		path: '/about',
		body: (usual) => set(usual, 'Status', 'Nadia'),
		call: 'test the key',
		differences: [['Status', 'text']],
	},
	{
		what: 'a key missing in one campaign of the list',
		path: '/campaigns',
		body: (usual) => drop(usual, 'Response.campaigns.3.costPeriod'),
		call: 'list the campaigns',
		differences: [['Response.campaigns[].costPeriod', 'nothing']],
	},
	{
		what: 'a number as text',
		path: '/campaigns',
		body: (usual) => set(usual, 'Response.campaigns.3.cost', '250.75'),
		call: 'list the campaigns',
		differences: [['Response.campaigns[].cost', 'text']],
	},
	{
		what: 'another status',
		path: '/campaigns',
		body: (usual) => set(usual, 'Response.campaigns.2.status', 'Running'),
		call: 'list the campaigns',
		differences: [['Response.campaigns[].status', 'Running']],
	},
	{
		what: 'a status that may be a name',
		path: '/campaigns',
		body: (usual) => set(usual, 'Response.campaigns.2.status', 'Paused by Nadia Petrova'),
		call: 'list the campaigns',
		differences: [['Response.campaigns[].status', 'another text']],
	},
	{
		what: 'another envelope',
		path: '/campaigns',
		body: (usual) => at(usual, 'Response'),
		call: 'list the campaigns',
		differences: [
			['Status', 'nothing'],
			['Response', 'nothing'],
			['campaigns', 'list'],
		],
	},
	{
		what: 'another key for the list',
		path: '/campaigns',
		body: (usual) => set(usual, 'Response', { items: at(usual, 'Response.campaigns') }),
		call: 'list the campaigns',
		differences: [
			['Response.campaigns', 'nothing'],
			['Response.items', 'list'],
		],
	},
	{
		what: 'a key that nobody documents',
		path: '/campaigns',
		body: (usual) => set(usual, 'Response.campaigns.0.createdDate', '2026-01-02T03:04:05Z'),
		call: 'list the campaigns',
		differences: [['Response.campaigns[].createdDate', 'time']],
	},
	{
		what: 'no such list',
		path: '/campaigns',
		status: 404,
		body: () => ({ Status: false, Message: 'Nadia Petrova', Response: {} }),
		call: 'list the campaigns',
		outcome: 'not offered',
		differences: notFound,
	},
	{
		what: 'a campaign without its envelope',
		path: '/campaign/23811',
		body: (usual) => set(usual, 'Response', at(usual, 'Response.campaign')),
		call: 'read the campaign:',
		differences: [
			['Response.campaign', 'nothing'],
			['Response.id', 'nothing'],
			...[
				'campaignId:number name:text description:text campaignType:text status:text utmCampaign:text',
				'segments:list subscriber_preferences:list allow_autopause:boolean workflowBehavior:text cost:number',
				'costPeriod:text isNotifyNewLead:boolean notificationRecipients:list isAutoQualifyNewLead:boolean',
			]
				.flatMap((line) => line.split(' '))
				.map((pair): [string, string] => {
					const [key = '', kind = ''] = pair.split(':');
					return [`Response.${key}`, kind];
				}),
			['Response.conversionGoals', 'object with enabled, suspects, mcls, mqls, sqls'],
		],
	},
	{
		what: 'an inferred path that does not exist',
		path: '/campaign/23811',
		status: 404,
		body: () => page404,
		call: 'read the campaign:',
		outcome: 'not offered',
		differences: notFound,
	},
	{
		what: 'null for an object',
		path: '/campaign/23811',
		body: (usual) => set(usual, 'Response.campaign.conversionGoals', null),
		call: 'read the campaign:',
		differences: [['Response.campaign.conversionGoals', 'null']],
	},
	{
		what: 'a success for an unknown ID',
		path: '/campaign/999999999999999',
		status: 200,
		body: () => ({ Status: true, Message: '', Response: { campaign: null } }),
		call: 'read a campaign that does not exist',
		differences: [['answer', 'HTTP 200']],
	},
];

const falconyte: Array<Omit<Plant, 'provider'>> = [
	{
		what: 'webhooks that are on under another key',
		path: '/webhooks',
		body: (usual) =>
			set(usual, 'webhooks', [
				{
					id: 'c0ffee00-0000-4000-8000-00000000000a',
					url: 'https://hooks.example/nadia',
					events: ['email.sent'],
					enabled: true,
					locked: false,
					source: null,
					created_at: '2026-01-01T00:00:00Z',
				},
			]),
		call: 'list the webhooks',
		differences: [
			['webhooks[].is_enabled', 'nothing'],
			['webhooks[].enabled', 'boolean'],
		],
	},
	{
		what: 'webhooks in pages of another form',
		path: '/webhooks',
		body: (usual) => ({ ok: true, webhooks: { data: at(usual, 'webhooks') } }),
		call: 'list the webhooks',
		differences: [['webhooks', 'object with data']],
	},
	{
		what: 'another type in the answer to ping',
		path: '/ping',
		body: () => ({ ok: 1 }),
		call: 'test the key',
		differences: [['ok', 'number']],
	},
	{
		what: 'the envelope of templates around campaigns',
		path: '/email/campaigns',
		body: (usual) => set(usual, 'campaigns', { data: at(usual, 'campaigns') }),
		call: 'list the campaigns:',
		differences: [['campaigns', 'object with data']],
	},
	{
		what: 'more on a page than was asked for',
		path: '/email/campaigns',
		body: (usual) =>
			set(
				usual,
				'campaigns',
				Array.from({ length: 150 }, (_, index) =>
					set(at(usual, 'campaigns.0'), 'id', `ca3a1600-0000-4000-8000-${300_000_000_000 + index}`),
				),
			),
		call: 'list the campaigns:',
		differences: [['entries', '150']],
	},
	{
		what: 'no draft_data',
		path: '/email/campaigns',
		body: (usual) => drop(usual, 'campaigns.1.draft_data'),
		call: 'list the campaigns:',
		differences: [['campaigns[].draft_data', 'nothing']],
	},
	{
		what: 'an event with an underscore',
		path: '/email/campaigns',
		body: (usual) =>
			set(usual, 'campaigns.1.draft_data.send_data.event_triggered_send.events', ['contact_saved']),
		call: 'list the campaigns:',
		differences: [
			['campaigns[].draft_data.send_data.event_triggered_send.events[]', 'contact_saved'],
		],
	},
	{
		what: 'a time in seconds',
		path: '/email/campaigns',
		body: (usual) => set(usual, 'campaigns.2.created_at', 1_731_421_800),
		call: 'list the campaigns:',
		differences: [['campaigns[].created_at', 'number']],
	},
	{
		what: 'null for a list',
		path: '/email/campaigns',
		body: (usual) => set(usual, 'campaigns.4.campaign_sends', null),
		call: 'list the campaigns:',
		differences: [['campaigns[].campaign_sends', 'null']],
	},
	{
		what: 'a status after all',
		path: '/email/campaigns',
		body: (usual) => set(usual, 'campaigns.0.status', 'live'),
		call: 'list the campaigns:',
		differences: [['campaigns[].status', 'text']],
	},
	{
		what: 'campaigns after the last page',
		path: '/email/campaigns',
		after: 1,
		call: 'list the campaigns, page after the last',
		differences: [['entries', 'campaigns']],
	},
	{
		what: 'another page size than was asked for',
		path: '/email/campaigns',
		after: 2,
		call: 'list the campaigns, one on a page:',
		differences: [['entries', '9']],
	},
	{
		what: 'the same page again',
		path: '/email/campaigns?per_page=1',
		after: 3,
		call: 'list the campaigns, one on a page, next page',
		differences: [['entries', 'the same']],
	},
	{
		what: 'templates without their envelope',
		path: '/email/templates',
		body: (usual) => set(usual, 'templates', at(usual, 'templates.data')),
		call: 'list the templates',
		differences: [['templates', 'list']],
	},
	{
		what: 'numbers for IDs',
		path: '/email/mail-accounts',
		body: (usual) => set(usual, 'mail_accounts.0.id', 7301),
		call: 'list the mail accounts',
		differences: [['mail_accounts[].id', 'number']],
	},
	{
		what: 'a refusal',
		path: '/email/mail-accounts',
		status: 403,
		body: () => ({ ok: false, error: { code: 'FORBIDDEN', message: 'Nadia Petrova may not' } }),
		call: 'list the mail accounts',
		outcome: 'refused',
		differences: [['answer', 'HTTP 403']],
	},
];

const inbox: Array<Omit<Plant, 'provider'>> = [
	{
		what: 'names as keys',
		path: '/team',
		body: () => ({ Nadia: { role: 'owner of it' }, Petrova: { role: 'member of it' } }),
		call: 'test the key',
		differences: [
			['id', 'nothing'],
			['name', 'nothing'],
			['<key>', 'object with role'],
		],
	},
	{
		what: 'a team without a name',
		path: '/team',
		body: (usual) => drop(usual, 'name'),
		call: 'test the key',
		differences: [['name', 'nothing']],
	},
	{
		what: 'the older style of lists',
		path: '/campaigns/v2',
		body: (usual) => ({ campaigns: at(usual, 'data'), nextCursor: null }),
		call: 'list the campaigns: GET /api/v1/campaigns/v2',
		differences: [
			['data', 'nothing'],
			['campaigns', 'list'],
		],
	},
	{
		what: 'a bare list',
		path: '/campaigns/v2',
		body: (usual) => at(usual, 'data'),
		call: 'list the campaigns: GET /api/v1/campaigns/v2',
		differences: [['body', 'list']],
	},
	{
		what: 'another status',
		path: '/campaigns/v2',
		body: (usual) => set(usual, 'data.1.status', 'archived'),
		call: 'list the campaigns: GET /api/v1/campaigns/v2',
		differences: [['data[].status', 'archived']],
	},
	{
		what: 'a time of day as text',
		path: '/campaigns/v2',
		body: (usual) => set(usual, 'data.0.scheduleHours.1.start', '09:00'),
		call: 'list the campaigns: GET /api/v1/campaigns/v2',
		differences: [['data[].scheduleHours.*.start', 'text']],
	},
	{
		what: 'an inferred list that does not exist',
		path: '/campaigns/v2',
		status: 404,
		body: () => ({ error: { code: 'NOT_FOUND', message: 'Nadia Petrova', status: 404 } }),
		call: 'list the campaigns: GET /api/v1/campaigns/v2',
		outcome: 'not offered',
		differences: notFound,
	},
	{
		what: 'no list of the first generation',
		path: '/campaigns',
		status: 404,
		body: () => page404,
		call: 'list the campaigns: GET /api/v1/campaigns?',
		outcome: 'not offered',
		differences: notFound,
	},
	{
		what: 'a limit that does not limit',
		path: '/campaigns/v2',
		after: 1,
		call: 'list the campaigns, one on a page:',
		differences: [
			['entries', '9'],
			['next page', 'nothing'],
		],
	},
	{
		what: 'a number as cursor',
		path: '/campaigns/v2',
		body: (usual) => set(usual, 'nextCursor', 20_260_101),
		call: 'list the campaigns: GET /api/v1/campaigns/v2',
		differences: [['nextCursor', 'number']],
	},
	{
		what: 'a campaign without enabled',
		path: '/campaigns/v2/s2nd0gen0campaign0000009',
		body: (usual) => drop(usual, 'enabled'),
		call: 'read the campaign: GET /api/v1/campaigns/v2/{id}',
		differences: [['enabled', 'nothing']],
	},
	{
		what: 'a step without its rank',
		path: '/campaigns/v2/s2nd0gen0campaign0000009',
		body: (usual) =>
			set(usual, 'sequence.steps', [{ id: 'a', data: { segments: [] }, type: 'message' }]),
		call: 'read the campaign: GET /api/v1/campaigns/v2/{id}',
		differences: [['sequence.steps[].rank', 'nothing']],
	},
	{
		what: 'the first shape without steps',
		path: '/campaigns/f1rst0gen0campaign000003',
		body: (usual) => drop(usual, 'steps'),
		call: 'read the campaign: GET /api/v1/campaigns/{id}',
		differences: [['steps', 'nothing']],
	},
	{
		what: 'a flat error for an unknown ID',
		path: '/campaigns/nosuchcampaign0000000000',
		status: 404,
		body: () => ({ error: 'Nadia Petrova', message: 'was not found' }),
		call: 'read a campaign that does not exist: GET /api/v1/campaigns/{id}',
		differences: [
			['error', 'text'],
			['message', 'text'],
		],
	},
	{
		what: 'account links in an envelope',
		path: '/account-links',
		body: (usual) => ({ accountLinks: usual }),
		call: 'list the account links',
		differences: [['body', 'object with accountLinks']],
	},
	{
		what: 'another state of an account link',
		path: '/account-links',
		body: (usual) => set(usual, '0.status', 'disconnected'),
		call: 'list the account links',
		differences: [['body[].status', 'disconnected']],
	},
	{
		what: 'an event log without lastSeq',
		path: '/events',
		body: (usual) => drop(usual, 'lastSeq'),
		call: 'read the event log',
		differences: [['lastSeq', 'nothing']],
	},
	{
		what: 'another limit',
		path: '/events',
		headers: { 'X-RateLimit-Limit': '100' },
		call: 'rate limit',
		differences: [['header x-ratelimit-limit', '100']],
	},
];

const rapidPro: Array<Omit<Plant, 'provider'>> = [
	{
		what: 'a subscriber without its address',
		path: '/resthook_subscribers.json',
		body: (usual) =>
			set(usual, 'results', [
				{ id: 1, resthook: 'Nadia', created_on: '2026-01-01T00:00:00.000000Z' },
			]),
		call: 'list the subscribers of resthooks',
		differences: [['results[].target_url', 'nothing']],
	},
	{
		what: 'no subscribers',
		path: '/resthook_subscribers.json',
		status: 404,
		body: () => page404,
		call: 'list the subscribers of resthooks',
		outcome: 'not offered',
		differences: notFound,
	},
	{
		what: 'a number for a name',
		path: '/workspace.json',
		body: (usual) => set(usual, 'name', 42),
		call: 'test the key',
		differences: [['name', 'number']],
	},
	{
		what: 'no primary language',
		path: '/workspace.json',
		body: (usual) => drop(usual, 'primary_language'),
		call: 'test the key',
		differences: [['primary_language', 'nothing']],
	},
	{
		what: 'another key for the entries',
		path: '/campaigns.json',
		body: (usual) => ({ next: null, previous: null, data: at(usual, 'results') }),
		call: 'list the campaigns:',
		differences: [
			['results', 'nothing'],
			['data', 'list'],
		],
	},
	{
		what: 'a count',
		path: '/campaigns.json',
		body: (usual) => set(usual, 'count', 12),
		call: 'list the campaigns:',
		differences: [['count', 'number']],
	},
	{
		what: 'a smaller page that has a next one',
		path: '/campaigns.json',
		body: (usual) =>
			set(
				usual,
				'next',
				'http://nadia.petrova.example/api/v2/campaigns.json?cursor=cD0yMDAwLTAxLTAxKzAwJTNBMDAlM0EwMC4wMDAwMDElMkIwMCUzQTAw',
			),
		call: 'list the campaigns:',
		differences: [['entries', '9']],
	},
	{
		what: 'a text for archived',
		path: '/campaigns.json',
		body: (usual) => set(usual, 'results.0.archived', 'no'),
		call: 'list the campaigns:',
		differences: [['results[].archived', 'text']],
	},
	{
		what: 'no group',
		path: '/campaigns.json',
		body: (usual) => set(usual, 'results.0.group', null),
		call: 'list the campaigns:',
		differences: [['results[].group', 'null']],
	},
	{
		what: 'a key of a group that holds a name',
		path: '/campaigns.json',
		body: (usual) => set(usual, 'results.0.group.nadia@petrova', true),
		call: 'list the campaigns:',
		differences: [['results[].group.<key>', 'boolean']],
	},
	{
		what: 'a date without a time',
		path: '/campaigns.json',
		body: (usual) => set(usual, 'results.0.created_on', '2031-02-03'),
		call: 'list the campaigns:',
		differences: [['results[].created_on', 'text']],
	},
	{
		what: 'another order',
		path: '/campaigns.json',
		body: (usual) => {
			const results = at(usual, 'results');
			return set(usual, 'results', Array.isArray(results) ? results.toReversed() : results);
		},
		call: 'list the campaigns:',
		differences: [['order', 'another order']],
	},
	{
		what: 'numbers for UUIDs',
		path: '/campaigns.json',
		body: (usual) => set(usual, 'results.1.uuid', 20_260_102),
		call: 'list the campaigns:',
		differences: [
			['results[].uuid', 'number'],
			['IDs', 'others'],
		],
	},
	{
		what: 'a filter that does not filter',
		path: '/campaigns.json',
		after: 1,
		body: (usual) => {
			const results = at(usual, 'results');
			return set(usual, 'results', Array.isArray(results) ? results.slice(1) : results);
		},
		call: 'read the campaign:',
		differences: [['campaign', 'another one']],
	},
	{
		what: '404 for an unknown UUID',
		path: '/campaigns.json',
		after: 2,
		status: 404,
		body: () => ({ detail: 'Nadia Petrova not found.' }),
		call: 'read a campaign that does not exist',
		differences: notFound,
	},
	{
		what: 'a unit as one letter, and an hour as a text',
		path: '/campaign_events.json',
		body: (usual) =>
			set(usual, 'results', [
				{
					uuid: 'e7e40000-0000-4000-8000-000000000009',
					campaign: { uuid: '8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0010', name: 'Nadia Petrova' },
					relative_to: { key: 'registration', name: 'Nadia', label: 'Petrova' },
					...{ offset: 7, unit: 'W', delivery_hour: '9', flow: null },
					...{ message: { eng: 'Nadia' }, created_on: '2026-01-01T00:00:00.000001Z' },
				},
			]),
		call: "list the campaign's events",
		differences: [
			['results[].unit', 'W'],
			['results[].delivery_hour', 'text'],
		],
	},
	{
		what: 'another type of field',
		path: '/fields.json',
		body: (usual) => set(usual, 'results.0.type', 'date'),
		call: 'list the contact fields',
		differences: [['results[].type', 'date']],
	},
	{
		what: 'flows without their type',
		path: '/flows.json',
		body: (usual) => drop(usual, 'results.0.type'),
		call: 'list the flows',
		differences: [['results[].type', 'nothing']],
	},
	{
		what: 'another state of a group',
		path: '/groups.json',
		body: (usual) => set(usual, 'results.0.status', 'building'),
		call: 'list the groups',
		differences: [['results[].status', 'building']],
	},
	{
		what: 'no groups',
		path: '/groups.json',
		status: 404,
		body: () => page404,
		call: 'list the groups',
		outcome: 'not offered',
		differences: notFound,
	},
];

const lead = {
	campaign_lead_map_id: 1_234_567,
	lead_category_id: null,
	status: 'STARTED',
	created_at: '2026-01-01T00:00:00.000Z',
	lead: { id: 2_433_664_091, email: 'nadia@petrova.example', custom_fields: { city: 'Nadia' } },
};

const smartlead: Array<Omit<Plant, 'provider'>> = [
	{
		what: 'the envelope of leads that a sister page documents',
		path: '/campaigns/2048160/leads',
		body: () => ({ total: 1, leads: [lead] }),
		call: 'list the leads of the campaign',
		differences: [
			['total_leads', 'nothing'],
			['offset', 'nothing'],
			['limit', 'nothing'],
			['data', 'nothing'],
			['total', 'number'],
			['leads', 'list'],
		],
	},
	{
		what: 'another status of a lead',
		path: '/campaigns/2048160/leads',
		body: (usual) => set(usual, 'data', [lead, { ...lead, status: 'ASLEEP' }]),
		call: 'list the leads of the campaign',
		differences: [['data[].status', 'ASLEEP']],
	},
	{
		what: 'the ID of a lead as text',
		path: '/campaigns/2048160/leads',
		body: (usual) => set(usual, 'data', [set(lead, 'lead.id', '2433664091')]),
		call: 'list the leads of the campaign',
		differences: [['data[].lead.id', 'text']],
	},
	{
		what: 'the documented envelope of analytics',
		path: '/analytics/campaign/list',
		body: (usual) => ({ ok: true, data: at(usual, 'data') }),
		call: 'test the key',
		differences: [
			['success', 'nothing'],
			['message', 'nothing'],
			['ok', 'boolean'],
		],
	},
	{
		what: 'the documented envelope of the list',
		path: '/campaigns',
		body: (usual) => ({ success: true, campaigns: usual }),
		call: 'list the campaigns',
		differences: [['body', 'object with success, campaigns']],
	},
	{
		what: 'a count missing in the figures',
		path: '/campaigns/2048160/analytics',
		body: (usual) => drop(usual, 'reply_count'),
		call: "read the campaign's figures",
		differences: [['reply_count', 'nothing']],
	},
	{
		what: 'the status DRAFT',
		path: '/campaigns',
		body: (usual) => set(usual, '0.status', 'DRAFT'),
		call: 'list the campaigns',
		differences: [['body[].status', 'DRAFT']],
	},
	{
		what: 'a status in a sentence',
		path: '/campaigns',
		body: (usual) => set(usual, '0.status', 'stopped by Nadia Petrova'),
		call: 'list the campaigns',
		differences: [['body[].status', 'another text']],
	},
	{
		what: 'an ID as text',
		path: '/campaigns',
		body: (usual) => set(usual, '1.id', '2048160'),
		call: 'list the campaigns',
		differences: [['body[].id', 'text']],
	},
	{
		what: 'the schedule as text',
		path: '/campaigns',
		body: (usual) => set(usual, '1.scheduler_cron_value', "{ tz: 'Nadia/Petrova', days: [1] }"),
		call: 'list the campaigns',
		differences: [['body[].scheduler_cron_value', 'text']],
	},
	{
		what: 'one word for several',
		path: '/campaigns',
		body: (usual) => set(usual, '1.track_settings', 'DONT_EMAIL_OPEN'),
		call: 'list the campaigns',
		differences: [['body[].track_settings', 'text']],
	},
	{
		what: 'the words of a write in a read',
		path: '/campaigns',
		body: (usual) => set(usual, '1.track_settings', ['DONT_TRACK_EMAIL_OPEN']),
		call: 'list the campaigns',
		differences: [['body[].track_settings[]', 'DONT_TRACK_EMAIL_OPEN']],
	},
	{
		what: 'the name of a write in a read',
		path: '/campaigns',
		body: (usual) => set(drop(usual, '0.min_time_btwn_emails'), '0.min_time_btw_emails', 20),
		call: 'list the campaigns',
		differences: [
			['body[].min_time_btwn_emails', 'nothing'],
			['body[].min_time_btw_emails', 'number'],
		],
	},
	{
		what: 'the documented envelope of one campaign',
		path: '/campaigns/2048171',
		body: (usual) => ({ success: true, data: usual }),
		call: 'read the campaign:',
		differences: [
			...[
				'id user_id created_at updated_at status name track_settings',
				'min_time_btwn_emails max_leads_per_day stop_lead_settings',
				'enable_ai_esp_matching send_as_plain_text follow_up_percentage',
				'scheduler_cron_value schedule_start_time unsubscribe_text parent_campaign_id client_id',
			]
				.flatMap((line) => line.split(' '))
				.map((key): [string, string] => [key, 'nothing']),
			['success', 'boolean'],
			[
				'data',
				'object with id, user_id, created_at, updated_at, status, name, track_settings, scheduler_cron_value, min_time_btwn_emails, max_leads_per_day, stop_lead_settings, schedule_start_time, enable_ai_esp_matching, send_as_plain_text, follow_up_percentage, unsubscribe_text, parent_campaign_id, client_id',
			],
		],
	},
	{
		what: 'a figure that only one page documents',
		path: '/campaigns/2048171',
		body: (usual) => set(usual, 'total_leads', 31_415),
		call: 'read the campaign:',
		differences: [['total_leads', 'number']],
	},
	{
		what: 'the documented 404 for an unknown ID',
		path: '/campaigns/999999999999999',
		status: 404,
		body: () => ({ error: 'Nadia Petrova not found' }),
		call: 'read a campaign that does not exist',
		differences: notFound,
	},
	{
		what: 'clients in an envelope',
		path: '/client',
		body: (usual) => ({ ok: true, clients: usual }),
		call: 'list the clients',
		differences: [['body', 'object with ok, clients']],
	},
	{
		what: 'no clients',
		path: '/client',
		status: 404,
		body: () => page404,
		call: 'list the clients',
		outcome: 'not offered',
		differences: notFound,
	},
	{
		what: 'another limit',
		path: '/client',
		headers: { 'x-ratelimit-limit': '120' },
		call: 'rate limit',
		differences: [['header x-ratelimit-limit', '120']],
	},
];

/** Every plant, by provider. */
export const plants: readonly Plant[] = Object.entries({
	dailyStory,
	falconyte,
	inbox,
	rapidPro,
	smartlead,
}).flatMap(([provider, all]) =>
	all.map((plant) => ({ provider: provider as ProviderId, ...plant })),
);
