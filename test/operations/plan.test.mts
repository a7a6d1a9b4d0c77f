import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { facts, storedId } from '../providers/facts.mts';

const world = useSandbox();

const run = async (provider: ProviderId, parameters: INodeParameters, options = {}) =>
	await world.run(provider, {
		...parameters,
		options: { requestsPerMinute: 1_000_000, ...options },
	});
const plan = async (provider: ProviderId, parameters: INodeParameters, options = {}) =>
	await run(provider, parameters, { ...options, planOnly: true });

async function planned(provider: ProviderId, parameters: INodeParameters): Promise<IDataObject> {
	const { items, error } = await plan(provider, parameters);
	if (items?.[0] === undefined) throw error ?? new Error('There is no plan.');
	return items[0];
}

async function writes(provider: ProviderId): Promise<string[]> {
	const received = await world.received(provider);
	return received
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);
}

const draft = '2048133';
const active = '2048110';
const update = (id: string, updateFields: INodeParameters): INodeParameters => ({
	operation: 'update',
	campaign: byId(id),
	updateFields,
});
const create = (name: string, additionalFields: INodeParameters = {}): INodeParameters => ({
	operation: 'create',
	name,
	additionalFields,
});
const changeStatus = (id: string, status: string): INodeParameters => ({
	operation: 'changeStatus',
	campaign: byId(id),
	status,
});

describe('a plan', () => {
	it('of an update shows what would change, and does nothing', async () => {
		const fields = { follow_up_percentage: 100, unsubscribe_text: 'Bye', client_id: byId('4101') };
		const { items } = await plan('smartlead', update(draft, fields));
		expect(items).toEqual([
			{
				plan: 'update',
				id: draft,
				name: 'Tech Startup CTOs',
				provider: 'smartlead',
				changes: [
					{ field: 'client_id', from: null, to: 4101 },
					{ field: 'unsubscribe_text', from: null, to: 'Bye' },
				],
				steps: ['save settings'],
				reachesPeople: false,
				planId: expect.stringMatching(/^[0-9a-f]{32}$/),
			},
		]);
		expect(Object.keys(items?.[0] ?? {})).toEqual([
			...['plan', 'id', 'name', 'provider', 'changes', 'steps', 'reachesPeople', 'planId'],
		]);
		expect(await writes('smartlead')).toEqual([]);
	});

	it('of a campaign that is as it should be is none', async () => {
		const { items } = await plan('smartlead', update(draft, { follow_up_percentage: 100 }));
		expect(items).toMatchObject([
			{ plan: 'none', id: draft, changes: [], steps: [], reachesPeople: false },
		]);
	});

	it('shows content in the words that the API writes', async () => {
		const step = { subject: 'Hello {{first_name}}', email_body: '<p>Hi!</p>' };
		const to = [{ ...step, seq_delay_details: { delay_in_days: 2 } }];
		const { items } = await plan(
			'smartlead',
			update('2048124', { sequenceJson: JSON.stringify(to) }),
		);
		expect(items).toMatchObject([
			{
				changes: [
					{
						field: 'sequence',
						from: [
							{ ...step, seq_delay_details: { delay_in_days: 0 } },
							{ subject: '', email_body: '<p>Just following up.</p>' },
						],
						to,
					},
				],
				steps: ['save sequence'],
			},
		]);
	});

	it('of a creation has no ID, and lists every step', async () => {
		const sequence = { steps: [{ subject: 'A', email_body: 'B', delay_in_days: 0 }] };
		const schedule = {
			timezone: 'Europe/Berlin',
			days_of_the_week: [1],
			start_hour: '09:00',
			end_hour: '17:00',
		};
		const more = { email_account_ids: [7301], follow_up_percentage: 5, startNow: true };
		const result = await planned('smartlead', create('New', { sequence, ...schedule, ...more }));
		expect(result).toMatchObject({
			plan: 'create',
			id: null,
			name: 'New',
			steps: [
				'create campaign',
				'save settings',
				'save schedule',
				'save sequence',
				'add email accounts',
				'start campaign',
			],
			reachesPeople: true,
		});
		expect(result.changes).toContainEqual({ field: 'email_account_ids', from: null, to: [7301] });
		expect(result.changes).toContainEqual({ field: 'name', from: null, to: 'New' });
	});

	it.each([
		['active', 'start campaign', true],
		['paused', 'pause campaign', false],
		['stopped', 'stop campaign', false],
	])(
		'of a change of status to %s says whether it reaches people',
		async (status, step, reaches) => {
			expect(await planned('smartlead', changeStatus('2048150', status))).toMatchObject({
				plan: 'changeStatus',
				changes: [{ field: 'status', from: 'draft', to: status }],
				steps: [step],
				reachesPeople: reaches,
			});
		},
	);

	it('of a start of a running campaign is none', async () => {
		expect(await planned('smartlead', changeStatus(active, 'active'))).toMatchObject({
			plan: 'none',
			steps: [],
			reachesPeople: false,
		});
	});

	it('of a deletion names the campaign', async () => {
		expect(
			await planned('smartlead', { operation: 'delete', campaign: byId(draft) }),
		).toMatchObject({
			plan: 'delete',
			id: draft,
			name: 'Tech Startup CTOs',
			changes: [{ field: 'status', from: 'draft', to: 'deleted' }],
			steps: ['delete campaign'],
		});
	});

	it('of a change to a running campaign reaches people, unless it only gets another name', async () => {
		expect(await planned('smartlead', update(active, { follow_up_percentage: 7 }))).toMatchObject({
			reachesPeople: true,
		});
		expect(await planned('smartlead', update(active, { name: 'Renamed' }))).toMatchObject({
			reachesPeople: false,
		});
		expect(await planned('smartlead', update(draft, { follow_up_percentage: 7 }))).toMatchObject({
			reachesPeople: false,
		});
	});

	it.each([
		['dailyStory', { additionalFields: { status: 'Active' } }, true],
		['dailyStory', {}, false],
		['rapidPro', { group: byId('Farmers') }, false],
	] as const)(
		'of a new campaign of %s with %j says whether it reaches people',
		async (id, more, is) => {
			const parameters = { operation: 'create', name: 'New', ...more };
			expect(await planned(id, parameters)).toMatchObject({ reachesPeople: is });
		},
	);

	it("of RapidPro's group and events reaches people", async () => {
		const campaign = facts.rapidPro.activeCampaign.id;
		expect(await planned('rapidPro', update(campaign, { group: byId('Farmers') }))).toMatchObject({
			changes: [{ field: 'group' }],
			reachesPeople: true,
		});
	});

	it('fails as the write would', async () => {
		const bad = update(draft, { start_hour: '25:00' });
		const inEarnest = await run('smartlead', bad);
		expect(inEarnest.error?.message).toContain('not a time of day');
		expect((await plan('smartlead', bad)).error?.message).toBe(inEarnest.error?.message);
		const missing = { operation: 'delete', campaign: byId('999999') };
		expect((await plan('smartlead', missing)).error?.message).toContain('no campaign with the ID');
		const empty = update(draft, {});
		expect((await plan('smartlead', empty)).error?.message).toBe('There is nothing to update');
	});
});

describe.each(providerIds)('on %s', (provider) => {
	const { activeCampaign, create: creation, update: change, newStatus } = facts[provider];
	const name = 'Made by a plan';
	const additionalFields = creation.additionalFields;
	const made: INodeParameters = {
		...creation.required,
		...(additionalFields && { additionalFields }),
	};
	const cases: Array<[string, INodeParameters]> = [
		['create', { operation: 'create', name, ...made }],
		...(change === undefined
			? []
			: ([
					['update', update(activeCampaign.id, change.fields)],
					['upsert, new', { operation: 'upsert', name, ...made }],
					[
						'upsert, there',
						{ operation: 'upsert', ...made, name: activeCampaign.name, ...change.upsert },
					],
				] satisfies Array<[string, INodeParameters]>)),
		...(newStatus === undefined
			? []
			: ([['changeStatus', changeStatus(activeCampaign.id, 'paused')]] satisfies Array<
					[string, INodeParameters]
				>)),
		...(facts[provider].deletableId === undefined
			? []
			: ([
					['delete', { operation: 'delete', campaign: byId(facts[provider].deletableId) }],
				] satisfies Array<[string, INodeParameters]>)),
	];

	it.each(cases)('%s does exactly what its plan says, once', async (_, parameters) => {
		const { planId, steps } = await planned(provider, parameters);
		expect(await writes(provider)).toEqual([]);
		const again = await planned(provider, parameters);
		expect(again.planId).toBe(planId);
		const { items, error } = await run(provider, parameters, { planId });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(await writes(provider)).toHaveLength((steps as string[]).length);

		// It is done, so the same plan does not hold any more.
		await world.control('DELETE', '/requests');
		const second = await run(provider, parameters, { planId });
		expect(second.error ?? second.items?.[0]?.changed).not.toBeUndefined();
		expect(second.items).toBeUndefined();
		expect(await writes(provider)).toEqual([]);
	});
});

describe('a plan ID', () => {
	const fields = { follow_up_percentage: 42 };

	it('that does not hold any more sends nothing, and shows a new plan', async () => {
		const { planId } = await planned('smartlead', update(draft, fields));
		await world.control('PUT', `/campaigns/smartlead/${draft}`, { follow_up_percentage: 41 });
		const { error } = await run('smartlead', update(draft, fields), { planId });
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toBe(
			`The plan '${String(planId)}' does not hold for the campaign 'Tech Startup CTOs' (ID ${draft})`,
		);
		expect(error?.description).toContain('Nothing was sent.');
		expect(error?.description).toContain('follow_up_percentage from 41 to 42');
		expect(error?.description).toContain("Run again without 'Plan ID', or plan again.");
		expect(await writes('smartlead')).toEqual([]);
	});

	it('does not hold when somebody started the campaign', async () => {
		const { planId } = await planned('smartlead', update(draft, fields));
		await world.control('PUT', `/campaigns/smartlead/${draft}`, { status: 'ACTIVE' });
		expect((await run('smartlead', update(draft, fields), { planId })).error).toBeDefined();
	});

	it('holds when fields changed that were not asked for, and counters and times', async () => {
		const { planId } = await planned('smartlead', update(draft, fields));
		await world.control('PUT', `/campaigns/smartlead/${draft}`, {
			unsubscribe_text: 'Other',
			updated_at: '2026-01-01T00:00:00.000Z',
		});
		const { items } = await run('smartlead', update(draft, fields), { planId });
		expect(items).toMatchObject([{ changed: ['follow_up_percentage'] }]);
	});

	it.each([
		['another campaign', update('2048134', fields)],
		[
			'another operation',
			{ operation: 'upsert', name: 'Tech Startup CTOs', additionalFields: fields },
		],
		['another wish', update(draft, { follow_up_percentage: 43 })],
		['more than was asked for', update(draft, { ...fields, send_as_plain_text: false })],
	])('of %s does not hold', async (_, other) => {
		const { planId } = await planned('smartlead', update(draft, fields));
		expect((await run('smartlead', other, { planId })).error?.message).toContain('does not hold');
		expect(await writes('smartlead')).toEqual([]);
	});

	it('of another account does not hold', async () => {
		const { planId } = await planned('smartlead', update(draft, fields));
		const baseUrl = world.address('smartlead').replace('127.0.0.1', 'localhost');
		const parameters = { ...update(draft, fields), options: { planId: String(planId) } };
		const { error } = await world.run('smartlead', parameters, { credential: { baseUrl } });
		expect(error?.message).toContain('does not hold');
	});

	it.each(['update', 'upsert'])(
		'holds for one campaign alone when it was planned with others, from a list that tells less: %s',
		async (operation) => {
			const stored = (await world.stored('dailyStory')).filter(
				({ status }) => status !== 'Deleted',
			);
			const campaigns = stored.map(({ campaignId, name, status }) => ({
				campaignId,
				name,
				status,
			}));
			const body = { Status: true, Response: { campaigns } };
			await world.fault({
				provider: 'dailyStory',
				path: '/campaigns$',
				times: 100,
				status: 200,
				body,
			});
			const fields = { description: String(stored[0]?.description), cost: 12345 };
			const parameters = {
				...{
					operation,
					matchBy: 'id',
					campaign: byId('={{ $json.id }}'),
					name: '={{ $json.name }}',
				},
				...{ updateFields: fields, additionalFields: fields },
				options: { planOnly: true, requestsPerMinute: 1_000_000 },
			};
			const items = stored.map(({ campaignId, name }) => ({ id: String(campaignId), name }));
			const together = await world.run('dailyStory', parameters, { items });
			const alone = await world.run('dailyStory', parameters, { items: items.slice(0, 1) });
			expect(alone.items).toMatchObject([{ changes: [{ field: 'cost' }] }]);
			expect(together.items?.[0]).toEqual(alone.items?.[0]);
		},
	);

	it('that is empty is not set, and anything but a text is refused', async () => {
		const set = await run('smartlead', update(draft, fields), { planId: ' ' });
		expect(set.items).toMatchObject([{ changed: ['follow_up_percentage'] }]);
		const { error } = await run('smartlead', update(draft, fields), {
			planId: '={{ ({ a: 1 }) }}',
		});
		expect(error?.message).toBe("'Plan ID' is not a text");
	});

	it.each([
		['Create', create('Made once')],
		[
			'Create or Update without an ID',
			{ ...create('Made once'), operation: 'upsert', matchBy: 'id', campaign: byId('') },
		],
	])('of a creation by %s does not hold once the campaign exists', async (_, parameters) => {
		const { planId } = await planned('smartlead', parameters);
		expect((await run('smartlead', parameters, { planId })).items).toHaveLength(1);
		expect((await run('smartlead', parameters, { planId })).error?.message).toBe(
			`The plan '${String(planId)}' does not hold for the campaign 'Made once'`,
		);
		const stored = await world.storedByName('smartlead', 'Made once');
		expect(stored.map((one) => storedId('smartlead', one))).toHaveLength(1);
	});
});
