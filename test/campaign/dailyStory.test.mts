import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { description, runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'dailyStory';
const launch = { campaignId: 24109, name: 'Spring Sale 2025 Launch' };
const winter = '23811';

const run = async (parameters: INodeParameters) =>
	await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, ...parameters },
	});

const read = (id: number | string) => ({
	method: 'GET',
	path: `/api/v1/campaign/${id}`,
	query: {},
	body: null,
});
const post = (body: unknown) => ({ method: 'POST', path: '/api/v1/campaign', query: {}, body });
const list = { method: 'GET', path: '/api/v1/campaigns', query: {}, body: null };

/** What the editor offers for DailyStory in a collection. */
const offered = (name: string) =>
	description.properties
		.find(
			(property) =>
				property.name === name && property.displayOptions?.show?.provider?.includes(provider),
		)
		?.options?.map((option) => option.name)
		.toSorted();

const every = {
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
	...every,
	segments: [811, 812],
	subscriber_preferences: [4, 9],
	notificationRecipients: ['12', '57'],
	conversionGoals: { enabled: true, suspects: 100, mcls: 50, mqls: 20, sqls: 5 },
};

describe('create', () => {
	it('sends every field of the editor as the documented body, then reads the campaign', async () => {
		const additionalFields = { ...every, ...lists, ...goals, status: 'Active' };
		expect(offered('additionalFields')).toEqual(
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

	it('with a name only is Paused', async () => {
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
			},
		]);
	});

	it('takes the status that is chosen, and lists that come as such', async () => {
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
		['an expression that gives nothing', { status: '={{ $json.none }}' }],
		['an expression that gives an empty text', { status: '={{ "" }}' }],
	])('is Paused with %s as Status', async (_, additionalFields) => {
		await run({ operation: 'create', name: 'Spring Sale', additionalFields });
		expect((await world.received(provider))[0]).toEqual(
			post({ name: 'Spring Sale', status: 'Paused' }),
		);
	});

	it.each<[string, INodeParameters]>([
		['another word', { status: '={{ "Draft" }}' }],
		['another case', { status: '={{ "active" }}' }],
		['a number', { status: '={{ 1 }}' }],
	])('refuses %s as Status', async (_, additionalFields) => {
		const { error } = await run({ operation: 'create', name: 'Spring Sale', additionalFields });
		expect(error?.message).toMatch(/^'Status' cannot be '/);
		expect(error?.description).toContain('Active, Archived');
		expect(await world.received(provider)).toEqual([]);
	});

	it.each(['{ "status": null }', '{ "Status": "Active" }', '{ "STATUS": ["Active"] }'])(
		'refuses %s in JSON, on Create or Update too',
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

	it('takes an id that is answered as text', async () => {
		const body = { Status: true, Message: '', Response: { id: winter } };
		await world.fault({ provider, method: 'POST', status: 200, body });
		const { items } = await run({ operation: 'create', name: 'Winter Sale 2024' });
		expect(items).toMatchObject([{ id: winter, status: 'archived' }]);
	});

	it.each([
		['an id', { additionalFieldsJson: '{ "campaignId": 24109 }' }, 'cannot contain', 'campaignId'],
		['a name', { additionalFieldsJson: '{ "name": "Other" }' }, 'cannot contain', 'name'],
		['a field twice', { cost: 1, additionalFieldsJson: '{ "cost": 2 }' }, 'set twice', 'cost'],
	])('refuses %s in Additional Fields (JSON)', async (_, additionalFields, said, field) => {
		const { error } = await run({ operation: 'create', name: 'Spring Sale', additionalFields });
		expect(error?.message).toContain(said);
		expect(error?.message).toContain(`'${field}'`);
		expect(await world.received(provider)).toEqual([]);
	});
});

describe('update', () => {
	it('offers the same fields and the name, but no status: that is what Change Status is for', () => {
		const fields = (offered('additionalFields') ?? []).filter((name) => name !== 'status');
		expect(offered('updateFields')).toEqual([...fields, 'name'].toSorted());
	});

	it.each(['status', 'Status'])('refuses %s in Additional Fields (JSON)', async (name) => {
		const updateFields = { name: 'x', additionalFieldsJson: `{ "${name}": "Active" }` };
		const { error } = await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(error?.message).toContain(`cannot contain the field '${name}'`);
		expect(error?.description).toContain('Change Status');
		expect((await world.received(provider)).filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it.each<[string, INodeParameters, object]>([
		['plain fields', every, every],
		[
			'lists of ids',
			lists,
			{
				segments: [811, 812],
				subscriber_preferences: [4, 9],
				notificationRecipients: ['12', '57'],
			},
		],
		['JSON', { additionalFieldsJson: '{ "cost": 3 }' }, { cost: 3 }],
	])('of %s sends these and the stored name', async (_, updateFields, body) => {
		await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(await world.received(provider)).toEqual([
			read(24109),
			post({ ...launch, ...body }),
			read(24109),
		]);
	});

	it('of the name reads nothing first', async () => {
		const updateFields = { name: 'Summer Sale' };
		const { items } = await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(await world.received(provider)).toEqual([
			post({ campaignId: 24109, name: 'Summer Sale' }),
			read(24109),
		]);
		expect(items).toMatchObject([{ id: '24109', name: 'Summer Sale', status: 'active' }]);
	});

	it('of one conversion goal sends the others as they are stored', async () => {
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

	it('refuses an id in Additional Fields (JSON)', async () => {
		const updateFields = { name: 'Summer Sale', additionalFieldsJson: '{ "campaignId": 24050 }' };
		const { error } = await run({ operation: 'update', campaign: byId('24109'), updateFields });
		expect(error?.message).toContain("cannot contain the field 'campaignId'");
		expect(await world.received(provider)).toEqual([]);
	});

	it('that is answered 200 with Status false fails with its Message', async () => {
		const updateFields = { name: 'Summer Sale' };
		const { error } = await run({ operation: 'update', campaign: byId('999'), updateFields });
		expect(error?.message).toBe(
			'DailyStory refused to update the campaign: Campaign 999 does not exist',
		);
	});
});

describe('upsert', () => {
	const upsert = { operation: 'upsert', matchBy: 'name' };

	it('creates what is not there, and what is there only in the Trash', async () => {
		const name = 'Trade show <2025> & "friends"';
		const { items } = await run({ ...upsert, name });
		expect(items?.[0]?.id).not.toBe('24073');
		expect(await world.received(provider)).toEqual([
			list,
			post({ name, status: 'Paused' }),
			read(String(items?.[0]?.id)),
		]);
	});

	it('updates what is there with what was set', async () => {
		await run({ ...upsert, name: launch.name, additionalFields: { cost: 5 } });
		expect(await world.received(provider)).toEqual([
			list,
			read(24109),
			post({ ...launch, cost: 5 }),
			read(24109),
		]);
	});

	it('changes the status of none that is there', async () => {
		await run({ ...upsert, name: launch.name, additionalFields: { cost: 5, status: 'Archived' } });
		const json = { additionalFieldsJson: '{ "status": "Archived" }' };
		const { error } = await run({ ...upsert, name: launch.name, additionalFields: json });
		expect(error?.message).toContain("cannot contain the field 'status'");
		const bodies = (await world.received(provider)).flatMap(({ body }) => body ?? []);
		expect(bodies).toEqual([{ ...launch, cost: 5 }]);
	});

	it('writes nothing when nothing else was set', async () => {
		const { items } = await run({ ...upsert, name: launch.name });
		expect(await world.received(provider)).toEqual([list]);
		expect(items).toMatchObject([{ id: '24109', status: 'active' }]);
	});

	it('refuses two matches and names them', async () => {
		const { error } = await run({ ...upsert, name: 'Newsletter', additionalFields: { cost: 5 } });
		expect(error?.message).toBe("2 campaigns have the name 'Newsletter'");
		expect(error?.description).toContain('ID 24050, active');
		expect(error?.description).toContain('ID 24051, archived');
		expect(await world.received(provider)).toEqual([list]);
	});

	it('by ID renames', async () => {
		const campaign = byId('24109');
		await run({ operation: 'upsert', matchBy: 'id', campaign, name: 'Summer Sale' });
		expect(await world.received(provider)).toEqual([
			read(24109),
			post({ campaignId: 24109, name: 'Summer Sale' }),
			read(24109),
		]);
	});
});

it('authenticates with a bearer token, asks for JSON and sends JSON', async () => {
	await run({ operation: 'create', name: 'Spring Sale' });
	const [creation, reading] = await world.log(provider);
	const asked = { authorization: `Bearer ${keys.dailyStory}`, accept: 'application/json' };
	expect(creation?.headers).toMatchObject({ ...asked, 'content-type': 'application/json' });
	expect(reading?.headers).toMatchObject(asked);
});

it('tells a model that Status may start what it creates', () => {
	const told = (verb: string) =>
		description.properties.find(
			({ name, displayOptions }) =>
				name === 'toolDescription' &&
				displayOptions?.show?.provider?.includes(provider) &&
				displayOptions.show.operation?.includes(verb),
		)?.default;
	expect(told('create')).toContain('the campaign is not started unless Status says so');
	expect(told('upsert')).toContain(
		'Does not start the campaign unless Status says so for a new one',
	);
	expect(told('update')).toContain('Does not start or pause the campaign');
});

it('has no Delete', async () => {
	const { error } = await run({ operation: 'delete', campaign: byId('24109') });
	expect(error?.message).toBe("DailyStory has no operation 'Delete'");
	expect(error?.description).toBe(
		'Its API offers: Change Status, Create, Create or Update, Get, Get Many, Update.',
	);
	expect(await world.received(provider)).toEqual([]);
});
