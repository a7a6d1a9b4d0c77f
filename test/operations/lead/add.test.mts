import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();

const campaign = '2048110';
const path = `/api/v1/campaigns/${campaign}/leads`;

const add = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'lead',
	operation: 'add',
	campaign: byId(campaign),
	email: '={{ $json.email }}',
	...parameters,
});

const leads = (count: number, domain = 'made.example'): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ email: `lead${index}@${domain}` }));

const emails = (stored: IDataObject[]) =>
	stored.map(({ lead }) => (lead as IDataObject | undefined)?.email);

const imports = async () =>
	(await world.received('smartlead')).filter(
		({ method, path: at }) => method === 'POST' && at === path,
	);

const listOf = (body: unknown) => (body as { lead_list: IDataObject[] }).lead_list;

describe('what is sent', () => {
	it('is one request for all leads of a campaign, with the fields that are set', async () => {
		const { items } = await world.run(
			'smartlead',
			add({
				leadFields: {
					first_name: '={{ $json.first }}',
					phone_number: '={{ $json.phone }}',
					location: '',
					customFields: '={{ $json.custom }}',
				},
				options: { ignore_unsubscribe_list: true },
			}),
			{
				items: [
					{ email: 'Ada@made.example ', first: ' Ada ', phone: 4930, custom: { age: 36 } },
					{ email: 'bob@made.example', custom: '{"age": null, "city": "Bonn"}' },
				],
			},
		);
		expect(items?.map(({ outcome }) => outcome)).toEqual(['added', 'added']);
		expect(await imports()).toEqual([
			{
				method: 'POST',
				path,
				query: {},
				body: {
					lead_list: [
						{
							email: 'Ada@made.example',
							first_name: 'Ada',
							phone_number: '4930',
							custom_fields: { age: 36 },
						},
						{ email: 'bob@made.example', custom_fields: { city: 'Bonn' } },
					],
					settings: { ignore_unsubscribe_list: true, return_lead_ids: true },
				},
			},
		]);
	});

	it('is split by campaign and switches, and by Batch Size', async () => {
		const items = leads(7).map((lead, index) => ({
			...lead,
			campaign: index % 2 === 0 ? campaign : '2048124',
			ignore: index === 4,
		}));
		const { items: output } = await world.run(
			'smartlead',
			add({
				campaign: byId('={{ $json.campaign }}'),
				options: { batchSize: 2, ignore_global_block_list: '={{ $json.ignore }}' },
			}),
			{ items },
		);
		expect(output?.map(({ email, campaignId }) => [email, campaignId])).toEqual(
			items.map((item: IDataObject) => [item.email, item.campaign]),
		);
		const sent = (await world.received('smartlead')).map(({ path: at, body }) => [
			at.split('/')[4],
			listOf(body).map(({ email }) => email),
		]);
		expect(sent).toHaveLength(5);
		expect(sent).toEqual(
			expect.arrayContaining([
				[campaign, ['lead0@made.example', 'lead2@made.example']],
				[campaign, ['lead4@made.example']],
				[campaign, ['lead6@made.example']],
				['2048124', ['lead1@made.example', 'lead3@made.example']],
				['2048124', ['lead5@made.example']],
			]),
		);
	});

	it('holds a lead once that several items name', async () => {
		const items = ['a@made.example', 'b@made.example', 'A@made.example', 'c@made.example'];
		const { items: output, paired } = await world.run(
			'smartlead',
			add({ options: { batchSize: 2 } }),
			{ items: items.map((email) => ({ email })) },
		);
		expect(output?.map(({ email, outcome }) => [email, outcome])).toEqual([
			['a@made.example', 'added'],
			['b@made.example', 'added'],
			['A@made.example', 'alreadyThere'],
			['c@made.example', 'added'],
		]);
		expect(paired).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect((await imports()).map(({ body }) => listOf(body).length)).toEqual([2, 1]);
	});
});

describe('the outcome', () => {
	it('is what the answer names', async () => {
		await world.run('smartlead', add({ campaign: byId('2048124'), email: 'other@made.example' }));
		const items = [
			'new@made.example',
			'nathan@acme.example',
			'other@made.example',
			'a@unsubscribed.example',
			'a@b.c',
		].map((email) => ({ email }));
		const { items: output } = await world.run('smartlead', add(), { items });
		expect(output?.map(({ email, outcome, leadId }) => [email, outcome, typeof leadId])).toEqual([
			['new@made.example', 'added', 'string'],
			['nathan@acme.example', 'alreadyThere', 'string'],
			['other@made.example', 'inOtherCampaign', 'string'],
			['a@unsubscribed.example', 'unsubscribed', 'undefined'],
			['a@b.c', 'invalid', 'undefined'],
		]);
	});

	it('is added for leads of other campaigns that are added by switch', async () => {
		const { items } = await world.run(
			'smartlead',
			add({
				email: 'quinn@healthcare.example',
				options: { ignore_duplicate_leads_in_other_campaign: true },
			}),
		);
		expect(items?.[0]).toMatchObject({ outcome: 'added', campaignId: campaign });
		expect(emails(await world.leads('smartlead', campaign))).toContain('quinn@healthcare.example');
	});

	it('is blocked when the counters leave no other reason', async () => {
		const { items } = await world.run('smartlead', add(), {
			items: ['new@made.example', 'a@blocked.example', 'b@bounced.example'].map((email) => ({
				email,
			})),
		});
		expect(items?.map(({ outcome }) => outcome)).toEqual(['added', 'blocked', 'blocked']);
	});

	it('is unknown, with the counters, when they do not tell which lead is which', async () => {
		await world.fault({
			provider: 'smartlead',
			method: 'POST',
			body: {
				ok: true,
				upload_count: 1,
				total_leads: '3',
				block_count: 1,
				lead_import_stopped_count: 1,
				is_lead_limit_exhausted: true,
				invalid_emails: [],
				emailToLeadIdMap: { newlyAddedLeads: { 'lead0@made.example': '17' } },
			},
		});
		const { items, hints } = await world.run('smartlead', add(), { items: leads(3) });
		const counters = {
			upload_count: 1,
			total_leads: '3',
			block_count: 1,
			lead_import_stopped_count: 1,
			is_lead_limit_exhausted: true,
		};
		expect(items).toEqual([
			{
				email: 'lead0@made.example',
				campaignId: campaign,
				outcome: 'added',
				leadId: '17',
			},
			{ email: 'lead1@made.example', campaignId: campaign, outcome: 'unknown', counters },
			{ email: 'lead2@made.example', campaignId: campaign, outcome: 'unknown', counters },
		]);
		expect(hints).toEqual([
			"Smartlead did not add all leads: the plan's limit of leads is reached [item 0 to 2]",
		]);
	});

	it('of Inbox is known when all were added', async () => {
		const parameters = {
			resource: 'lead',
			operation: 'add',
			campaign: byId('s2nd0gen0campaign0000002'),
			username: '={{ $json.user }}',
			externalId: '={{ $json.external }}',
		};
		const first = await world.run('inbox', parameters, {
			items: [{ user: '@ada' }, { external: 'crm-1' }],
		});
		expect(first.items).toEqual([
			{ username: 'ada', campaignId: 's2nd0gen0campaign0000002', outcome: 'added' },
			{ externalId: 'crm-1', campaignId: 's2nd0gen0campaign0000002', outcome: 'added' },
		]);
		expect((await world.received('inbox'))[0]?.body).toEqual({
			platform: 'twitter',
			leads: [
				{ username: 'ada', platform: 'twitter' },
				{ externalId: 'crm-1', platform: 'twitter' },
			],
		});
		const second = await world.run('inbox', parameters, {
			items: [{ user: 'ada' }, { user: 'bob' }, { user: 'missing' }],
		});
		const counters = { added: 1, skipped: 1, failed: 1 };
		expect(second.items?.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
		expect(second.items?.map((item) => item.counters)).toEqual([counters, counters, counters]);
		expect(second.hints[0]).toContain('1 failed and 1 were skipped');
	});
});

describe('a bad lead', () => {
	const bad = [
		{ email: 'a@made.example' },
		{ email: 'nobody' },
		{ email: 'b@made.example', custom: { tags: ['x'] } },
		{ email: '' },
		{ email: 'c@made.example' },
	];
	const parameters = add({
		leadFields: { customFields: '={{ $json.custom }}' },
		options: { batchSize: 1 },
	});

	it('fails alone, and the others are added', async () => {
		const { items } = await world.run('smartlead', parameters, {
			items: bad,
			node: { onError: 'continueRegularOutput' },
		});
		expect(items?.map(({ outcome, error }) => outcome ?? error)).toEqual([
			'added',
			expect.stringContaining("'Email' cannot be 'nobody'"),
			expect.stringContaining("The field 'tags' in 'Custom Fields (JSON)'"),
			expect.stringContaining("'Email' is empty"),
			'added',
		]);
	});

	it('ends the run after the others were added', async () => {
		const { items, error } = await world.run('smartlead', parameters, { items: bad });
		expect(items).toBeUndefined();
		expect(error?.message).toContain("'Email' cannot be 'nobody': that is not an e-mail address");
		expect(error?.message).toContain('[item 1]');
		expect(error?.description).toContain('Done: item 0, 4.');
		expect(error?.description).toContain('Also failed: item 2 to 3.');
		expect(await imports()).toHaveLength(2);
	});

	it('of one campaign does not end the run before the leads of another are added', async () => {
		const { error } = await world.run(
			'smartlead',
			add({ campaign: byId('={{ $json.campaign ?? "2048110" }}'), options: { batchSize: 1 } }),
			{ items: [...leads(3), { campaign: '2048124', email: 'nobody' }] },
		);
		expect(error?.message).toContain("'Email' cannot be 'nobody'");
		expect(error?.description).toContain('Done: item 0 to 2.');
		expect(await imports()).toHaveLength(3);
	});

	it('of Inbox is one that no field, or more than one, names', async () => {
		const { items } = await world.run(
			'inbox',
			{
				resource: 'lead',
				operation: 'add',
				campaign: byId('s2nd0gen0campaign0000002'),
				username: '={{ $json.user }}',
				platformId: '={{ $json.id }}',
			},
			{
				items: [{}, { user: 'ada', id: 7 }, { id: 'x' }, { id: 7 }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(items?.map(({ outcome, error }) => outcome ?? error)).toEqual([
			expect.stringContaining("'Username', 'Platform ID' and 'External ID' are empty"),
			expect.stringContaining("'Username' and 'Platform ID' are set at the same time"),
			expect.stringContaining("'Platform ID' cannot be 'x'"),
			'added',
		]);
	});
});

it('sends nothing when an expression throws, or the campaign has no valid ID', async () => {
	for (const parameters of [
		add({ email: "={{ $('No such node').item.json.email }}" }),
		add({ campaign: byId('={{ $json.email === undefined ? "x" : "2048110" }}') }),
	]) {
		const { error } = await world.run('smartlead', parameters, { items: [...leads(2), {}] });
		expect(error).toBeDefined();
	}
	expect(await world.received('smartlead')).toEqual([]);
});

it('fails each item of a request that is refused, with an error of its own', async () => {
	const { items } = await world.run('smartlead', add({ campaign: byId('999') }), {
		items: leads(3),
		node: { onError: 'continueRegularOutput' },
	});
	expect(items?.map(({ error }) => error)).toEqual(
		[0, 1, 2].map((item) => `Smartlead has no campaign with the ID '999' [item ${item}]`),
	);
});

it.each(['falconyte', 'rapidPro', 'dailyStory'] as const)(
	'is not offered for %s',
	async (provider) => {
		const { error } = await world.run(provider, add());
		expect(error?.message).toContain("has no resource 'Lead'");
		expect(error?.description).toBe('Its API offers: Account, Campaign.');
	},
);
