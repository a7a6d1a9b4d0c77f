import type { INodeParameters } from 'n8n-workflow';
import { byId, providerIds, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

/** The same parameters, each with an expression that returns nothing. */
const emptied = (parameters: INodeParameters): INodeParameters =>
	Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [
			name,
			Array.isArray(value) ? '={{ [] }}' : byId('={{ $json.none }}'),
		]),
	);

describe('the name of a campaign', () => {
	it.each(providerIds)('on %s must not be empty', async (provider) => {
		const { error } = await world.run(provider, {
			operation: 'create',
			name: '={{ " " }}',
			...emptied(facts[provider].create.required),
		});
		expect(error?.message).toBe("'Name' is empty");
		expect(await world.log()).toEqual([]);
	});

	it.each(
		providerIds.flatMap((provider) =>
			facts[provider].create.refusedNames.map(
				({ name, reason }) => [provider, reason, name] as const,
			),
		),
	)('on %s cannot be one that the service refuses: %s', async (provider, reason, name) => {
		const { error } = await world.run(provider, {
			operation: 'create',
			name,
			...facts[provider].create.required,
		});
		expect(error?.message).toContain(reason);
		expect(await world.log()).toEqual([]);
	});

	it('counts an emoji as one character', async () => {
		const { items } = await world.run('rapidPro', {
			operation: 'create',
			name: '🎍'.repeat(64),
			group: byId('Reporters'),
		});
		expect(items).toHaveLength(1);
	});
});

it('keeps the name of a group in the message although it contains the letters of an error code', async () => {
	const { error } = await world.run('rapidPro', {
		operation: 'create',
		name: 'New',
		group: byId('SUPERMENOENT'),
	});
	expect(error?.message).toContain('SUPERMENOENT');
});

it.each([
	[
		'an update without fields',
		'smartlead',
		{ operation: 'update', campaign: byId('2048101') },
		'nothing to update',
	],
	[
		'an update with empty JSON',
		'smartlead',
		{
			operation: 'update',
			campaign: byId('2048101'),
			updateFields: { additionalFieldsJson: '{}' },
		},
		'nothing to update',
	],
	[
		'JSON with an error',
		'smartlead',
		{ operation: 'create', name: 'x', additionalFields: { additionalFieldsJson: '{"a": }' } },
		'not a JSON object',
	],
	[
		'JSON that is an array',
		'smartlead',
		{ operation: 'create', name: 'x', additionalFields: { additionalFieldsJson: '[1]' } },
		'not a JSON object',
	],
	[
		'a field set twice',
		'rapidPro',
		{
			operation: 'create',
			name: 'x',
			group: byId('Reporters'),
			additionalFields: { additionalFieldsJson: '{"name": "y"}' },
		},
		"'name' is set twice",
	],
	[
		'a field that would change another campaign',
		'dailyStory',
		{
			operation: 'create',
			name: 'x',
			additionalFields: { additionalFieldsJson: '{"campaignId": 1}' },
		},
		"cannot contain the field 'campaignId'",
	],
	[
		'an operation that Falconyte does not have',
		'falconyte',
		{ operation: 'update', campaign: byId('x') },
		"Falconyte has no operation 'Update'",
	],
	[
		'an operation that RapidPro does not have',
		'rapidPro',
		{ operation: 'changeStatus', campaign: byId(facts.rapidPro.ids.missing), status: 'paused' },
		"has no operation 'Change Status'",
	],
	[
		'a status that Inbox does not have',
		'inbox',
		{ operation: 'changeStatus', campaign: byId('x'), status: 'archived' },
		"cannot set the status 'archived'",
	],
	[
		'no group',
		'rapidPro',
		{ operation: 'create', name: 'x', group: byId('={{ $json.none }}') },
		"'Group' is empty",
	],
	[
		'no template',
		'falconyte',
		{
			operation: 'create',
			name: 'x',
			template_ids: '={{ [] }}',
			mail_account_ids: ['x'],
			events: ['lead.created'],
		},
		"'Template Names or IDs' is empty",
	],
	[
		'no account link',
		'inbox',
		{ operation: 'create', name: 'x', accountLinkIds: '={{ [] }}' },
		"'Account Link Names or IDs' is empty",
	],
	[
		'an unknown option on Create',
		'dailyStory',
		{ operation: 'create', name: 'x', additionalFields: { costPeriod: '={{ "weekly" }}' } },
		"'Cost Period' cannot be 'weekly'",
	],
	[
		'an unknown option on Update',
		'smartlead',
		{
			operation: 'update',
			campaign: byId('2048101'),
			updateFields: { stop_lead_settings: '={{ ["REPLY_TO_AN_EMAIL"] }}' },
		},
		"'Stop Lead When' cannot be",
	],
	[
		'an update with an empty option',
		'dailyStory',
		{ operation: 'update', campaign: byId('24109'), updateFields: { costPeriod: '={{ "" }}' } },
		'nothing to update',
	],
	...[
		['an hour and a second', 3_601],
		['more than a timer can hold', 2_147_484],
	].map(
		([name, timeout]) =>
			[
				`a timeout of ${name}`,
				'smartlead',
				{ operation: 'getAll', options: { timeout } },
				"'Timeout' must be a whole number from 1 to 3600",
			] as const,
	),
	[
		'a wait of more than a day',
		'smartlead',
		{ operation: 'getAll', options: { maxWait: 86_401 } },
		"'Maximum Wait' must be a number of seconds from 0 to 86400",
	],
	['a limit of 0', 'smartlead', { operation: 'getAll', limit: 0 }, "'Limit'"],
	[
		'an unknown status filter',
		'smartlead',
		{ operation: 'getAll', filters: { status: 'runing' } },
		"'Status' cannot be 'runing'",
	],
	[
		'a name filter that is an array',
		'smartlead',
		{ operation: 'getAll', filters: { name: '={{ ["2026"] }}' } },
		"'Name' under 'Filters' is not a text",
	],
	[
		'a status filter that no listed campaign can match',
		'rapidPro',
		{ operation: 'getAll', filters: { status: 'archived' } },
		'RapidPro / TextIt does not list campaigns with the status archived',
	],
	[
		'an unknown way to match',
		'dailyStory',
		{ operation: 'upsert', name: 'x', matchBy: '={{ "ID" }}', campaign: byId('24109') },
		"'Match By' cannot be 'ID'",
	],
	[
		'an unknown rule for existing names',
		'smartlead',
		{ operation: 'create', name: 'x', options: { ifNameExists: '={{ "skip" }}' } },
		"'If Name Exists' cannot be 'skip'",
	],
] as const)('%s is an error before any request', async (_, provider, parameters, message) => {
	const { error } = await world.run(provider, parameters as unknown as INodeParameters);
	expect(error?.message).toContain(message);
	expect(error?.description).toEqual(expect.stringMatching(/.+/));
	expect(await world.log()).toEqual([]);
});

it.each([
	['itemsAtOnce', 'Items at Once', ''],
	['maxAttempts', 'Maximum Attempts', ''],
	['requestsPerMinute', 'Requests per Minute', ''],
	['timeout', 'Timeout', ' to 3600'],
])('does not accept a %s that is no positive whole number', async (option, displayName, most) => {
	for (const value of [0, -1, 1.5, 'many', {}]) {
		const options = { [option]: value };
		const { error } = await world.run('smartlead', { operation: 'create', name: 'x', options });
		expect(error?.message).toBe(`'${displayName}' must be a whole number from 1${most}`);
	}
	expect(await world.log()).toEqual([]);
});

it('accepts the longest timeout and wait', async () => {
	const options = { timeout: 3_600, maxWait: 86_400 };
	expect((await world.run('smartlead', { operation: 'getAll', options })).error).toBeUndefined();
});

it('recognizes a reserved field in any letter case', async () => {
	const { error } = await world.run('dailyStory', {
		operation: 'create',
		name: 'x',
		additionalFields: { additionalFieldsJson: '{"CampaignID": 5}' },
	});
	expect(error?.message).toContain("cannot contain the field 'CampaignID'");
	expect(await world.log()).toEqual([]);
});

it.each([
	['operation', { operation: 'erase' }, "has no operation 'erase'"],
	['provider', { operation: 'getAll', provider: 'mail' }, "The provider 'mail' is not known"],
])('refuses an unknown %s', async (_, parameters, message) => {
	const { error } = await world.run('smartlead', parameters);
	expect(error?.message).toContain(message);
	expect(await world.log()).toEqual([]);
});
