import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../../sandbox/api/keys.mts';
import { collectionFields, description } from '../../engine/engine.mts';
import { byId, useSandbox } from '../../engine/world.mts';
import { list, post, read } from './requests.mts';

const world = useSandbox();
const provider = 'dailyStory';
const launch = { campaignId: 24109, name: 'Spring Sale 2025 Launch' };
const winter = '23811';

const run = async (parameters: INodeParameters) => await world.run(provider, parameters);

const allFields = {
	description: 'Don’t Miss Our Exclusive Spring Sale!',
	campaignType: 'Nurture',
	utmCampaign: 'spring-sale',
	allow_autopause: true,
	workflowBehavior: 'Match',
	cost: 12.5,
	costPeriod: 'Weekly',
	isNotifyNewLead: true,
	isAutoQualifyNewLead: true,
};
const lists = {
	segments: '811, 812',
	subscriber_preferences: '4,9',
	notificationRecipients: '12,57',
};
const goals = {
	conversionGoalsEnabled: true,
	conversionGoalsSuspects: 100,
	conversionGoalsMcls: 50,
	conversionGoalsMqls: 20,
	conversionGoalsSqls: 5,
};
const sent = {
	...allFields,
	segments: [811, 812],
	subscriber_preferences: [4, 9],
	notificationRecipients: ['12', '57'],
	conversionGoals: { enabled: true, suspects: 100, mcls: 50, mqls: 20, sqls: 5 },
};

describe('Create', () => {
	it('sends every field of the editor in the documented body, then reads the campaign', async () => {
		const additionalFields = { ...allFields, ...lists, ...goals, status: 'Active' };
		expect(collectionFields(provider, 'additionalFields')).toEqual(
			[...Object.keys(additionalFields), 'additionalFieldsJson'].toSorted(),
		);
		const { items } = await run({ operation: 'create', name: 'Spring Sale', additionalFields });
		const id = Number(items?.[0]?.id);
		expect(await world.received(provider)).toEqual([
			post({ name: 'Spring Sale', status: 'Active', ...sent }),
			read(id),
		]);
		const stored = (await world.stored(provider)).find(({ campaignId }) => campaignId === id);
		expect(stored).toEqual({ campaignId: id, name: 'Spring Sale', status: 'Active', ...sent });
	});

	it('makes a campaign with only a name Paused', async () => {
		const { items } = await run({ operation: 'create', name: ' Spring Sale ' });
		const id = String(items?.[0]?.id);
		expect(await world.received(provider)).toEqual([
			post({ name: 'Spring Sale', status: 'Paused' }),
			read(id),
		]);
		expect(items).toEqual([
			{
				id: expect.stringMatching(/^\d+$/),
				name: 'Spring Sale',
				status: 'paused',
				providerStatus: 'Paused',
				provider,
				createdAt: null,
				updatedAt: null,
				url: null,
				changed: ['name'],
			},
		]);
	});

	it('accepts a chosen status, and lists as arrays', async () => {
		const additionalFields = {
			segments: [811, 'vip'],
			notificationRecipients: [12, '57'],
			status: 'Archived',
		};
		await run({ operation: 'create', name: 'Spring Sale', additionalFields });
		expect((await world.received(provider))[0]).toEqual(
			post({
				name: 'Spring Sale',
				status: 'Archived',
				segments: [811, 'vip'],
				notificationRecipients: ['12', '57'],
			}),
		);
	});

	it.each<[string, INodeParameters]>([
		['an expression without a result', { status: '={{ $json.none }}' }],
		['an expression with an empty text', { status: '={{ "" }}' }],
	])('makes the campaign Paused with %s as Status', async (_, additionalFields) => {
		await run({ operation: 'create', name: 'Spring Sale', additionalFields });
		expect((await world.received(provider))[0]).toEqual(
			post({ name: 'Spring Sale', status: 'Paused' }),
		);
	});

	it.each<[string, INodeParameters]>([
		['an unknown word', { status: '={{ "Draft" }}' }],
		['a word in lower case', { status: '={{ "active" }}' }],
		['a number', { status: '={{ 1 }}' }],
	])('does not accept %s as Status', async (_, additionalFields) => {
		const { error } = await run({ operation: 'create', name: 'Spring Sale', additionalFields });
		expect(error?.message).toMatch(/^'Status' cannot be '/);
		expect(error?.description).toContain('Active, Archived');
		expect(await world.received(provider)).toEqual([]);
	});

	it.each(['{ "status": null }', '{ "Status": "Active" }', '{ "STATUS": ["Active"] }'])(
		'does not accept %s in JSON, neither for Create nor for Create or Update',
		async (additionalFieldsJson) => {
			for (const operation of ['create', 'upsert']) {
				const { error } = await run({
					...{ operation, name: 'Spring Sale', additionalFields: { additionalFieldsJson } },
				});
				expect(error?.message).toMatch(
					/^'Additional Fields \(JSON\)' cannot contain the field 'status'/i,
				);
			}
			expect((await world.received(provider)).filter(({ method }) => method !== 'GET')).toEqual([]);
		},
	);

	it('accepts an ID that the service returns as text', async () => {
		const body = { Status: true, Message: '', Response: { id: winter } };
		await world.fault({ provider, method: 'POST', status: 200, body });
		const { items } = await run({ operation: 'create', name: 'Winter Sale 2024' });
		expect(items).toMatchObject([{ id: winter, status: 'archived' }]);
	});

	it.each([
		['an ID', { additionalFieldsJson: '{ "campaignId": 24109 }' }, 'cannot contain', 'campaignId'],
		['a name', { additionalFieldsJson: '{ "name": "Other" }' }, 'cannot contain', 'name'],
		[
			'a field that is set twice',
			{ cost: 1, additionalFieldsJson: '{ "cost": 2 }' },
			'set twice',
			'cost',
		],
	])(
		'does not accept %s in Additional Fields (JSON)',
		async (_, additionalFields, reason, field) => {
			const { error } = await run({ operation: 'create', name: 'Spring Sale', additionalFields });
			expect(error?.message).toContain(reason);
			expect(error?.message).toContain(`'${field}'`);
			expect(await world.received(provider)).toEqual([]);
		},
	);
});

describe('Update', () => {
	it('offers the same fields and the name, but no status, which Change Status sets', () => {
		const fields = collectionFields(provider, 'additionalFields');
		const others = fields.filter((name) => name !== 'status');
		expect(collectionFields(provider, 'updateFields')).toEqual([...others, 'name'].toSorted());
	});

	it.each(['status', 'Status'])('does not accept %s in Additional Fields (JSON)', async (name) => {
		const updateFields = { name: 'x', additionalFieldsJson: `{ "${name}": "Active" }` };
		const { error } = await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(error?.message).toContain(`cannot contain the field '${name}'`);
		expect(error?.description).toContain('Change Status');
		expect((await world.received(provider)).filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it.each<[string, INodeParameters, object]>([
		[
			'plain fields',
			{ ...allFields, description: 'New', allow_autopause: false, isNotifyNewLead: false },
			{ ...allFields, description: 'New', allow_autopause: false, isNotifyNewLead: false },
		],
		[
			'lists of IDs',
			lists,
			{
				segments: [811, 812],
				subscriber_preferences: [4, 9],
				notificationRecipients: ['12', '57'],
			},
		],
		['JSON', { additionalFieldsJson: '{ "cost": 3 }' }, { cost: 3 }],
	])('of %s sends them with the stored name', async (_, updateFields, body) => {
		await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(await world.received(provider)).toEqual([
			read(24109),
			post({ ...launch, ...body }),
			read(24109),
		]);
	});

	it('of the name reads the campaign first, which may be in the Trash', async () => {
		const updateFields = { name: 'Summer Sale' };
		const { items } = await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(await world.received(provider)).toEqual([
			read(24109),
			post({ campaignId: 24109, name: 'Summer Sale' }),
			read(24109),
		]);
		expect(items).toMatchObject([{ id: '24109', name: 'Summer Sale', status: 'active' }]);
	});

	it('of one conversion goal sends the others with their stored values', async () => {
		const conversionGoals = { enabled: true, suspects: 9, mcls: 8, mqls: 7, sqls: 6 };
		await world.control('PUT', `/campaigns/${provider}/24109`, { conversionGoals });
		const updateFields = { name: 'Summer Sale', conversionGoalsMqls: 70 };
		await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(await world.received(provider)).toEqual([
			read(24109),
			post({
				campaignId: 24109,
				name: 'Summer Sale',
				conversionGoals: { ...conversionGoals, mqls: 70 },
			}),
			read(24109),
		]);
	});

	it('does not accept an ID in Additional Fields (JSON)', async () => {
		const updateFields = { name: 'Summer Sale', additionalFieldsJson: '{ "campaignId": 24050 }' };
		const { error } = await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(error?.message).toContain("cannot contain the field 'campaignId'");
		expect(await world.received(provider)).toEqual([]);
	});

	it('fails with the Message of a response that has Status false', async () => {
		const updateFields = { name: 'Summer Sale' };
		const body = { Status: false, Message: 'Not today', Response: {} };
		await world.fault({ provider, method: 'POST', status: 200, body });
		const { error } = await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(error?.message).toBe('DailyStory refused to update the campaign: Not today');
	});
});

describe('Create or Update', () => {
	const upsert = { operation: 'upsert', matchBy: 'name' };

	it('creates a campaign that does not exist, or exists only in the Trash', async () => {
		const name = 'Trade show <2025> & "friends"';
		const { items } = await run({ ...upsert, name });
		expect(items?.[0]?.id).not.toBe('24073');
		expect(await world.received(provider)).toEqual([
			list,
			post({ name, status: 'Paused' }),
			read(String(items?.[0]?.id)),
		]);
	});

	it('updates an existing campaign with the fields that are set', async () => {
		await run({ ...upsert, name: launch.name, additionalFields: { cost: 5 } });
		expect(await world.received(provider)).toEqual([
			list,
			post({ ...launch, cost: 5 }),
			read(24109),
		]);
	});

	it('does not change the status of an existing campaign', async () => {
		await run({ ...upsert, name: launch.name, additionalFields: { cost: 5, status: 'Archived' } });
		const json = { additionalFieldsJson: '{ "status": "Archived" }' };
		const { error } = await run({ ...upsert, name: launch.name, additionalFields: json });
		expect(error?.message).toContain("cannot contain the field 'status'");
		const bodies = (await world.received(provider)).flatMap(({ body }) => body ?? []);
		expect(bodies).toEqual([{ ...launch, cost: 5 }]);
	});

	it('keeps the status of an archived campaign', async () => {
		const { items } = await run({
			...upsert,
			name: 'Winter Sale 2024',
			additionalFields: { status: 'Active', cost: 3 },
		});
		expect(items).toMatchObject([{ status: 'archived' }]);
		const writes = (await world.received(provider)).filter(({ method }) => method !== 'GET');
		expect(writes.map(({ body }) => body)).toEqual([
			expect.not.objectContaining({ status: expect.anything() }),
		]);
	});

	it('writes nothing to an existing campaign when only the name is set', async () => {
		const { items } = await run({ ...upsert, name: launch.name });
		expect(await world.received(provider)).toEqual([list]);
		expect(items).toMatchObject([{ id: '24109', status: 'active' }]);
	});

	it('fails when two campaigns match, and names both', async () => {
		const { error } = await run({ ...upsert, name: 'Newsletter', additionalFields: { cost: 5 } });
		expect(error?.message).toBe("2 campaigns have the name 'Newsletter'");
		expect(error?.description).toContain('ID 24050, active');
		expect(error?.description).toContain('ID 24051, archived');
		expect(await world.received(provider)).toEqual([list]);
	});

	it('renames a campaign that is matched by ID', async () => {
		const campaign = byId('24109');
		await run({ operation: 'upsert', matchBy: 'id', campaign, name: 'Summer Sale' });
		expect(await world.received(provider)).toEqual([
			read(24109),
			post({ campaignId: 24109, name: 'Summer Sale' }),
			read(24109),
		]);
	});
});

it('authenticates with a bearer token, accepts JSON and sends JSON', async () => {
	await run({ operation: 'create', name: 'Spring Sale' });
	const [creation, reading] = await world.log(provider);
	const headers = { authorization: `Bearer ${keys.dailyStory}`, accept: 'application/json' };
	expect(creation?.headers).toMatchObject({ ...headers, 'content-type': 'application/json' });
	expect(reading?.headers).toMatchObject(headers);
});

it('tells AI models that Status may start the new campaign', () => {
	const toolDescription = (operation: string) =>
		description.properties.find(
			({ name, displayOptions }) =>
				name === 'toolDescription' &&
				displayOptions?.show?.provider?.includes(provider) &&
				displayOptions.show.operation?.includes(operation),
		)?.default;
	expect(toolDescription('create')).toContain('the campaign is not started unless Status says so');
	expect(toolDescription('upsert')).toContain(
		'Does not start the campaign unless Status says so for a new one',
	);
	expect(toolDescription('update')).toContain('Does not start or pause the campaign');
});

it('has no operation Delete', async () => {
	const { error } = await run({ operation: 'delete', campaign: byId('24109') });
	expect(error?.message).toBe("DailyStory has no operation 'Delete'");
	expect(error?.description).toBe(
		'Its API offers: Change Status, Create, Create or Update, Get, Get Many, Update.',
	);
	expect(await world.received(provider)).toEqual([]);
});
