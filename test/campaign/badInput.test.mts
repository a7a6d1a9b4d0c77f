import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, providerIds, useSandbox } from '../engine/world.mts';

const world = useSandbox();

const run = async (provider: ProviderId, parameters: INodeParameters, credential = {}) =>
	await runCampaign({
		credential: world.credential(provider, credential),
		parameters: { provider, ...parameters },
	});

const nothingSent = async () => expect(await world.log()).toEqual([]);

const missing: Record<ProviderId, string> = {
	dailyStory: '999999',
	falconyte: '00000000-0000-4000-8000-000000000000',
	inbox: 'nosuchcampaign',
	rapidPro: '00000000-0000-4000-8000-000000000000',
	smartlead: '999999',
};

describe('the credential', () => {
	it.each(providerIds)(
		'of %s with an empty key is refused before anything is sent',
		async (provider) => {
			const { error } = await run(provider, { operation: 'getAll' }, { apiKey: ' ' });
			expect(error?.message).toBe("The credential's 'API Key or Token' is empty");
			expect(error?.description).toContain('enter the key');
			await nothingSent();
		},
	);

	it.each(providerIds)(
		'of %s with a wrong key says which credential and where the key is found',
		async (provider) => {
			const { error } = await run(provider, { operation: 'getAll' }, { apiKey: 'wrong' });
			expect(error?.message).toContain('rejected the API key or token');
			expect(error?.description).toContain("credential 'Test credential'");
			expect(error).toMatchObject({ failure: { cause: 'credential-invalid' } });
		},
	);

	it('of another provider is refused before anything is sent', async () => {
		const { error } = await runCampaign({
			credential: world.credential('inbox'),
			parameters: { provider: 'smartlead', operation: 'getAll' },
		});
		expect(error?.message).toBe(
			"The node is set to Smartlead, but the credential 'Test credential' is for Inbox",
		);
		await nothingSent();
	});

	it.each([
		['a slash at the end', (address: string) => `${address}/`],
		['the API path', (address: string) => `${address}/api/v2`],
		['the API path and a slash', (address: string) => `${address}/api/v2/`],
		['spaces around', (address: string) => `  ${address} `],
	])('with a base URL with %s is understood', async (_, change) => {
		const baseUrl = change(world.address('rapidPro'));
		const { items } = await run('rapidPro', { operation: 'getAll', limit: 1 }, { baseUrl });
		expect(items).toHaveLength(1);
	});

	it.each([
		['rapidpro.example.org', 'Start it with https://'],
		['ftp://rapidpro.example.org', 'Start it with https://'],
		['localhost:8000', 'Start it with https://'],
		['https://me:secret@rapidpro.example.org', 'Remove any user name'],
		['https://rapidpro.example.org?x=1', 'Remove any user name'],
	])('with the base URL %s is refused with what to write', async (baseUrl, advice) => {
		const { error } = await run('rapidPro', { operation: 'getAll' }, { baseUrl });
		expect(error?.message).toContain("'Base URL'");
		expect(error?.description).toContain(advice);
	});

	it.each([
		['', "The credential's 'Data Center' is empty"],
		['us-1.evil.example/', "The credential's 'Data Center' cannot be 'us-1.evil.example/'"],
	])('of DailyStory with the data center "%s" is refused', async (dataCenter, message) => {
		const { error } = await run('dailyStory', { operation: 'getAll' }, { baseUrl: '', dataCenter });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('us-1');
	});
});

describe('the ID of a campaign', () => {
	const verbs = ['get', 'changeStatus', 'update', 'delete'] as const;
	const pathLike = [
		'../x',
		'a/b',
		'?x=1',
		'a#b',
		'%2e%2e',
		'ä',
		'..',
		' ',
		"1' OR 1",
		'1\n2',
		'a b',
	];

	it.each(providerIds.flatMap((provider) => pathLike.map((id) => [provider, id] as const)))(
		'for %s can not be %j',
		async (provider, id) => {
			const { error } = await run(provider, { operation: 'get', campaign: byId(id) });
			expect(error?.message).toContain("'Campaign'");
			expect(error?.context.itemIndex).toBe(0);
			await nothingSent();
		},
	);

	const noIds = ['[372]', '{ id: 372 }', 'true', 'false', '[]'];

	it.each(
		['dailyStory', 'inbox'].flatMap((provider) =>
			['upsert', 'get'].flatMap((verb) => noIds.map((value) => [verb, provider, value] as const)),
		),
	)(
		'for %s on %s can not be what an expression gives as %s',
		async (operation, provider, value) => {
			const { items, error } = await run(provider as ProviderId, {
				operation,
				matchBy: 'id',
				campaign: byId(`={{ ${value} }}`),
				name: 'New',
				accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'],
			});
			expect(items).toBeUndefined();
			expect(error?.message).toMatch(/^'Campaign' cannot be '.+': that is not a valid /);
			await nothingSent();
		},
	);

	it.each(
		(['dailyStory', 'smartlead'] as const).flatMap((provider) =>
			['0', '007', '1234567890123456'].flatMap((id) =>
				['get', 'update', 'upsert', 'changeStatus'].map((verb) => [verb, provider, id] as const),
			),
		),
	)('for %s on %s can not be %s', async (operation, provider, id) => {
		const { error } = await run(provider, {
			operation,
			matchBy: 'id',
			campaign: byId(id),
			name: 'x',
			status: 'paused',
			updateFields: { name: 'x' },
		});
		expect(error?.message).toContain(`'Campaign' cannot be '${id}'`);
		await nothingSent();
	});

	it('can be a large whole number of an expression', async () => {
		const { error } = await run('dailyStory', {
			operation: 'upsert',
			matchBy: 'id',
			campaign: byId('={{ 372n }}'),
			name: 'New',
		});
		expect(error?.message).toContain("has no campaign with the ID '372'");
	});

	it.each(['null', 'undefined', '""', '" "'])(
		'is refused by Create or Update when an expression gives %s',
		async (value) => {
			const { error } = await run('dailyStory', {
				operation: 'upsert',
				matchBy: 'id',
				campaign: byId(`={{ ${value} }}`),
				name: 'New',
			});
			expect(error?.message).toBe("The expression for 'Campaign' gives nothing");
		},
	);

	it.each(providerIds)(
		'of %s that is not there is not found, whatever the service answers',
		async (provider) => {
			const { error } = await run(provider, {
				operation: 'get',
				campaign: byId(missing[provider]),
			});
			expect(error?.message).toContain(`has no campaign with the ID '${missing[provider]}'`);
			expect(error).toMatchObject({ httpCode: '404' });
		},
	);

	it('may be any text at all: what is sent stays on the path of the call', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...providerIds),
				fc.constantFrom(...verbs),
				fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...pathLike)),
				async (provider, operation, id) => {
					await world.control('POST', '/reset');
					const { error } = await run(provider, {
						operation,
						status: 'paused',
						campaign: byId(id),
						updateFields: { name: 'x' },
					});
					if (error !== undefined) {
						expect(['NodeApiError', 'NodeOperationError', 'WorkflowHasIssuesError']).toContain(
							error.name,
						);
					}
					for (const { path } of await world.log()) {
						expect(path).toMatch(
							/^\/(api\/v1|api\/v2|public\/v1)\/(campaigns?|email\/campaigns)[^.]*(\.json)?$/,
						);
					}
				},
			),
			{ numRuns: 200 },
		);
	}, 60_000);
});

describe('the name', () => {
	it.each(providerIds)('of %s must not be empty', async (provider) => {
		const { error } = await run(provider, {
			operation: 'create',
			name: '={{ " " }}',
			group: byId('={{ $json.none }}'),
			template_ids: '={{ [] }}',
			mail_account_ids: '={{ [] }}',
			events: '={{ [] }}',
			accountLinkIds: '={{ [] }}',
		});
		expect(error?.message).toBe("'Name' is empty");
		await nothingSent();
	});

	it.each([
		['rapidPro', 'x'.repeat(65), '65 characters'],
		['rapidPro', '🎍'.repeat(65), '65 characters'],
		['rapidPro', 'say "hi"', 'the character'],
		['inbox', 'x'.repeat(256), '256 characters'],
	] as const)(
		'of %s that its service refuses is refused before anything is sent',
		async (provider, name, said) => {
			const { error } = await run(provider, {
				operation: 'create',
				name,
				group: byId('Reporters'),
				accountLinkIds: ['x'],
			});
			expect(error?.message).toContain(said);
			await nothingSent();
		},
	);

	it('counts characters as people do', async () => {
		const { items } = await run('rapidPro', {
			operation: 'create',
			name: '🎍'.repeat(64),
			group: byId('Reporters'),
		});
		expect(items).toHaveLength(1);
	});

	it('with the letters of an error code stays in the message', async () => {
		const { error } = await run('rapidPro', {
			operation: 'create',
			name: 'New',
			group: byId('SUPERMENOENT'),
		});
		expect(error?.message).toContain('SUPERMENOENT');
	});
});

it.each([
	[
		'an empty update',
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
		'JSON that is a list',
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
		'a field that would make it another campaign',
		'dailyStory',
		{
			operation: 'create',
			name: 'x',
			additionalFields: { additionalFieldsJson: '{"campaignId": 1}' },
		},
		"cannot contain the field 'campaignId'",
	],
	[
		'a verb that Falconyte lacks',
		'falconyte',
		{ operation: 'update', campaign: byId('x') },
		"Falconyte has no operation 'Update'",
	],
	[
		'a verb that RapidPro lacks',
		'rapidPro',
		{ operation: 'changeStatus', campaign: byId(missing.rapidPro), status: 'paused' },
		"has no operation 'Change Status'",
	],
	[
		'a target state that Inbox lacks',
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
		'no account',
		'inbox',
		{ operation: 'create', name: 'x', accountLinkIds: '={{ [] }}' },
		"'Account Link Names or IDs' is empty",
	],
	[
		'a choice that is not offered, on create',
		'dailyStory',
		{ operation: 'create', name: 'x', additionalFields: { costPeriod: '={{ "weekly" }}' } },
		"'Cost Period' cannot be 'weekly'",
	],
	[
		'a choice that is not offered, on update',
		'smartlead',
		{
			operation: 'update',
			campaign: byId('2048101'),
			updateFields: { stop_lead_settings: '={{ ["REPLY_TO_AN_EMAIL"] }}' },
		},
		"'Stop Lead When' cannot be",
	],
	[
		'an update with an empty choice',
		'dailyStory',
		{ operation: 'update', campaign: byId('24109'), updateFields: { costPeriod: '={{ "" }}' } },
		'nothing to update',
	],
	...[
		['an hour and a second', 3_601],
		['a time that a timer can not hold', 2_147_484],
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
	['a limit of nothing', 'smartlead', { operation: 'getAll', limit: 0 }, "'Limit'"],
	[
		'an unknown status filter',
		'smartlead',
		{ operation: 'getAll', filters: { status: 'runing' } },
		"'Status' cannot be 'runing'",
	],
	[
		'a name filter that is a list',
		'smartlead',
		{ operation: 'getAll', filters: { name: '={{ ["2026"] }}' } },
		"'Name' under 'Filters' is not a text",
	],
	[
		'a status that no listed campaign has',
		'rapidPro',
		{ operation: 'getAll', filters: { status: 'archived' } },
		'RapidPro / TextIt does not list campaigns with the status archived',
	],
	[
		'another way to match',
		'dailyStory',
		{ operation: 'upsert', name: 'x', matchBy: '={{ "ID" }}', campaign: byId('24109') },
		"'Match By' cannot be 'ID'",
	],
	[
		'another rule for a name that exists',
		'smartlead',
		{ operation: 'create', name: 'x', options: { ifNameExists: '={{ "skip" }}' } },
		"'If Name Exists' cannot be 'skip'",
	],
] as const)('%s is refused before anything is sent', async (_, provider, parameters, message) => {
	const { error } = await run(provider, parameters as unknown as INodeParameters);
	expect(error?.message).toContain(message);
	expect(error?.description).toEqual(expect.stringMatching(/.+/));
	await nothingSent();
});

it('the longest time-out and wait are taken', async () => {
	const options = { timeout: 3_600, maxWait: 86_400 };
	expect((await run('smartlead', { operation: 'getAll', options })).error).toBeUndefined();
});

describe('an answer', () => {
	const page = {
		status: 200,
		headers: { 'content-type': 'text/html' },
		body: '<html><head><title>x</title></head><body>Log <b>in</b></body></html>',
	};

	it.each(providerIds)('of %s that is a page is no success', async (provider) => {
		await world.fault({ provider, ...page });
		const { error } = await run(provider, { operation: 'getAll' });
		expect(error?.message).toContain('sent a web page instead of data');
		expect(error?.message).toContain('Log in');
		expect(error?.message).not.toContain('<');
	});

	it.each(providerIds)('of %s that is empty is no success', async (provider) => {
		await world.fault({ provider, status: 200, body: '', times: 20 });
		const { error } = await run(provider, { operation: 'getAll', options: { maxWait: 1 } });
		expect(error?.message).toMatch(/sent an (empty|unexpected) answer/);
	});

	it.each([
		[
			'dailyStory',
			{ Status: false, Message: 'Tenant is locked', Response: {} },
			'Tenant is locked',
		],
		['falconyte', { ok: false, error: { code: 'X', message: 'Team is locked' } }, 'Team is locked'],
		['smartlead', { ok: false, message: 'Account is locked' }, 'Account is locked'],
	] as const)('of %s that says failure with 200 is a failure', async (provider, body, said) => {
		await world.fault({
			provider,
			status: 200,
			headers: { 'content-type': 'application/json' },
			body,
		});
		const { error } = await run(provider, { operation: 'getAll' });
		expect(error?.message).toContain(said);
	});

	it.each(providerIds)('of %s that redirects is not followed', async (provider) => {
		await world.fault({
			provider,
			status: 302,
			headers: { location: 'https://elsewhere.example/login' },
			body: '',
		});
		const { error } = await run(provider, { operation: 'getAll' });
		expect(error?.message).toContain('redirects to elsewhere.example');
		expect(await world.log()).toHaveLength(1);
	});
});
