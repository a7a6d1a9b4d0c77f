import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../../sandbox/api/keys.mts';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const provider = 'falconyte';
const path = '/public/v1/email/campaigns';
const id = (number: number) => `ca3a1600-0000-4000-8000-00000000000${number}`;
const welcome = { running: id(1), draft: id(2) };
const nurture = id(3);
const template = '7e3b1a7e-0000-4000-8000-000000000001';
const otherTemplate = '7e3b1a7e-0000-4000-8000-000000000002';
const account = '3a11acc0-0000-4000-8000-000000000001';
const newCampaign = {
	name: ' Win back ',
	template_ids: [template, otherTemplate],
	mail_account_ids: [account],
	events: ['lead.created', 'sale.created'],
};

const run = async (parameters: INodeParameters) => await world.run(provider, parameters);

const page = (number = 1, more = {}) => ({
	method: 'GET',
	path,
	query: { page: String(number), per_page: '100', ...more },
	body: null,
});
const call = (campaign: string, name: string) => ({
	method: 'POST',
	path: `${path}/${campaign}/${name}`,
	query: {},
	body: null,
});

describe('create', () => {
	it('sends every field of the editor, and returns the campaign of the response', async () => {
		const { items } = await run({ operation: 'create', ...newCampaign });
		expect(await world.received(provider)).toEqual([
			{ method: 'POST', path, query: {}, body: { ...newCampaign, name: 'Win back' } },
		]);
		expect(items).toEqual([
			{
				id: expect.stringMatching(/^[0-9a-f-]{36}$/),
				name: 'Win back',
				status: 'draft',
				providerStatus: null,
				provider,
				createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
				updatedAt: items?.[0]?.createdAt,
				url: null,
				changed: ['template_ids', 'mail_account_ids', 'events', 'name'],
			},
		]);
	});

	it('accepts IDs separated by commas, and unlisted fields as JSON', async () => {
		await run({
			operation: 'create',
			...newCampaign,
			template_ids: `${template}, ${otherTemplate}`,
			additionalFields: { additionalFieldsJson: '{ "from_name": "Jo" }' },
		});
		expect((await world.received(provider))[0]?.body).toEqual({
			...newCampaign,
			name: 'Win back',
			from_name: 'Jo',
		});
	});

	it.each([
		['template_ids', "'Template Names or IDs' is empty"],
		['mail_account_ids', "'Mail Account Names or IDs' is empty"],
		['events', "'Events' is empty"],
	])('without %s is an error before any request', async (field, message) => {
		const { error } = await run({ operation: 'create', ...newCampaign, [field]: ' , ' });
		expect(error?.message).toBe(message);
		expect(await world.received(provider)).toEqual([]);
	});

	it('shows what the service says about each field', async () => {
		const { error } = await run({
			operation: 'create',
			...newCampaign,
			template_ids: ['elsewhere'],
		});
		expect(error?.message).toBe(
			'Falconyte refused to create the campaign: template_ids.0: The template_ids.0 field must be a valid UUID.',
		);
		expect(error).toMatchObject({ httpCode: '422' });
	});
});

describe('the status', () => {
	it.each([
		['a running campaign', id(9), 'active', 'running'],
		['a stopped campaign', nurture, 'paused', 'stopped'],
		['a campaign that was never started', welcome.draft, 'draft', null],
	])('of %s is inferred from its newest send', async (_, campaign, status, providerStatus) => {
		const { items } = await run({ operation: 'get', campaign: byId(campaign) });
		expect(items).toMatchObject([{ id: campaign, status, providerStatus }]);
	});

	const trigger = (enabled: boolean) => ({ send_data: { event_triggered_send: { enabled } } });
	it.each([
		[
			'the draft when no send has it',
			{ campaign_sends: [{}], draft_data: trigger(true) },
			'active',
		],
		[
			'a draft that is switched off',
			{ campaign_sends: [{}], draft_data: trigger(false) },
			'paused',
		],
		['neither when none has it', { campaign_sends: [{}], draft_data: {} }, 'unknown'],
		[
			'nothing when there are no sends',
			{ campaign_sends: null, draft_data: trigger(true) },
			'unknown',
		],
	])('is inferred from %s', async (_, fields, status) => {
		await world.control('PUT', `/campaigns/${provider}/${nurture}`, fields);
		const { items } = await run({ operation: 'get', campaign: byId(nurture) });
		expect(items).toMatchObject([{ id: nurture, status, providerStatus: null }]);
	});
});

describe('get', () => {
	const bulk = (number: number) =>
		byId(`b01c0000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);

	it('reads the list until it finds the campaign', async () => {
		await world.control('POST', '/seed', { provider, count: 250 });
		const { items } = await run({ operation: 'get', campaign: bulk(101) });
		expect(await world.received(provider)).toEqual([page(1), page(2)]);
		expect(items).toEqual([
			{
				id: bulk(101).value,
				name: 'Bulk campaign 101',
				status: 'draft',
				providerStatus: null,
				provider,
				createdAt: '2024-01-01T00:01:41.000Z',
				updatedAt: '2024-01-01T00:01:41.000Z',
				url: null,
			},
		]);
	});

	it('reads the whole list before it reports a campaign as not found', async () => {
		await world.control('POST', '/seed', { provider, count: 250 });
		const { error } = await run({ operation: 'get', campaign: bulk(999) });
		expect(await world.received(provider)).toEqual([page(1), page(2), page(1), page(3), page(2)]);
		expect(error?.message).toBe(`Falconyte has no campaign with the ID '${bulk(999).value}'`);
		expect(error).toMatchObject({ httpCode: '404' });
	});

	it('returns the provider’s own object with Simplify off', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(nurture), simplify: false });
		expect(items).toEqual((await world.stored(provider)).filter((each) => each.id === nurture));
	});
});

describe('getAll', () => {
	it('reads page after page until one has fewer than 100', async () => {
		await world.control('POST', '/seed', { provider, count: 250 });
		const { items } = await run({ operation: 'getAll', returnAll: true });
		expect(await world.received(provider)).toEqual([page(1), page(2), page(1), page(3), page(2)]);
		const stored = await world.stored(provider);
		expect(new Set(items?.map((item) => item.id))).toEqual(new Set(stored.map((each) => each.id)));
		expect(items).toHaveLength(stored.length);
	});

	it('stops at an empty page', async () => {
		await world.control('POST', '/seed', { provider, count: 91 });
		const { items } = await run({ operation: 'getAll', returnAll: true });
		expect(await world.received(provider)).toEqual([page(1), page(2), page(1)]);
		expect(items).toHaveLength(100);
	});

	it('stops reading pages at the limit', async () => {
		await world.control('POST', '/seed', { provider, count: 250 });
		const { items } = await run({ operation: 'getAll', limit: 100 });
		expect(await world.received(provider)).toEqual([page(1)]);
		expect(items).toHaveLength(100);
	});

	it('lets the service search for the name, and filters by status in the node', async () => {
		const filters = { name: 'welcome', status: 'active' };
		const { items } = await run({ operation: 'getAll', filters });
		expect(await world.received(provider)).toEqual([page(1, { search: 'welcome' })]);
		expect(items).toMatchObject([{ id: welcome.running, status: 'active' }]);
	});

	it('keeps the search on every page', async () => {
		await world.control('POST', '/seed', { provider, count: 150 });
		const search = 'Bulk';
		await run({ operation: 'getAll', returnAll: true, filters: { name: search } });
		expect(await world.received(provider)).toEqual(
			[1, 2, 1].map((number) => page(number, { search })),
		);
	});

	it('accepts a list in the envelope of the templates', async () => {
		const campaigns = { data: [{ id: nurture, name: 'Lead nurture' }] };
		await world.fault({ provider, status: 200, body: { ok: true, campaigns, meta: {} } });
		const { items } = await run({ operation: 'getAll' });
		expect(items).toMatchObject([{ id: nurture, name: 'Lead nurture', status: 'unknown' }]);
	});
});

describe('changeStatus', () => {
	it.each([
		['starts a draft', welcome.draft, 'active', 'start', 'running'],
		['resumes a stopped campaign', nurture, 'active', 'start', 'running'],
		['stops a running campaign', welcome.running, 'paused', 'stop', 'stopped'],
	])('%s and reads it afterwards', async (_, campaign, status, name, providerStatus) => {
		const change = { operation: 'changeStatus', campaign: byId(campaign), status };
		const { items } = await run(change);
		expect(await world.received(provider)).toEqual([call(campaign, name), page()]);
		expect(items).toMatchObject([{ id: campaign, status, providerStatus }]);
		await world.control('DELETE', '/requests');
		// The status is inferred, so it never proves that nothing has to be sent.
		expect((await run(change)).items).toMatchObject([{ id: campaign, status, providerStatus }]);
		expect(await world.received(provider)).toEqual([call(campaign, name), page()]);
	});

	it('shows why the service refused', async () => {
		const campaign = byId(welcome.draft);
		const { error } = await run({ operation: 'changeStatus', campaign, status: 'paused' });
		expect(error?.message).toBe(
			'Falconyte refused to stop the campaign: The campaign is not running.',
		);
	});

	it('says that a campaign does not exist', async () => {
		const campaign = byId('nosuchcampaign');
		const { error } = await run({ operation: 'changeStatus', campaign, status: 'active' });
		expect(error?.message).toBe("Falconyte has no campaign with the ID 'nosuchcampaign'");
		expect(await world.received(provider)).toEqual([call('nosuchcampaign', 'start'), page()]);
	});
});

it.each([
	['update', 'Update', { campaign: byId(nurture), updateFields: { name: 'Other' } }],
	['delete', 'Delete', { campaign: byId(nurture) }],
	['upsert', 'Create or Update', { matchBy: 'name', ...newCampaign }],
])(
	'does not offer %s, and lists what it offers before any request',
	async (operation, name, more) => {
		const { error } = await run({ operation, ...more });
		expect(error?.message).toBe(`Falconyte has no operation '${name}'`);
		expect(error?.description).toBe(
			'Its API offers: Change Status, Create, Get, Get Many, Submit Event.',
		);
		expect(await world.received(provider)).toEqual([]);
	},
);

it('authenticates with its own header, accepts JSON and sends JSON', async () => {
	await run({ operation: 'create', ...newCampaign });
	await run({ operation: 'changeStatus', campaign: byId(nurture), status: 'active' });
	const requests = await world.log(provider);
	const expected = { 'x-api-key': keys.falconyte, accept: 'application/json' };
	expect(requests).toHaveLength(3);
	for (const { headers } of requests) expect(headers).toMatchObject(expected);
	expect(requests[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
});
