import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { description } from '../../engine/engine.mts';
import { byId, type ProviderId, useSandbox } from '../../engine/world.mts';
import { facts } from '../../providers/facts.mts';

const world = useSandbox();
/** The sandbox enforces no limit here, so the node needs no pace. */
const withFigures = { includeFigures: true, requestsPerMinute: 60_000 };
const unknown = {
	leads: null,
	contacted: null,
	sent: null,
	opened: null,
	clicked: null,
	replied: null,
	bounced: null,
	unsubscribed: null,
};

async function get(provider: ProviderId, more: INodeParameters = {}): Promise<IDataObject> {
	const campaign = byId(facts[provider].activeCampaign.id);
	const options = withFigures;
	const { items, error } = await world.run(provider, {
		operation: 'get',
		campaign,
		options,
		...more,
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	return items?.[0] ?? {};
}

const change = async (provider: ProviderId, fields: IDataObject) =>
	await world.control('PUT', `/campaigns/${provider}/${facts[provider].activeCampaign.id}`, fields);

const counts = {
	sent_count: 410,
	unique_sent_count: 200,
	open_count: 340,
	unique_open_count: 120,
	click_count: 50,
	unique_click_count: 30,
	reply_count: 21,
	bounce_count: 4,
	block_count: 1,
	unsubscribed_count: 2,
};

/** What the campaign with these counts, and the three leads of the seed, gives. */
const counted = {
	leads: 3,
	contacted: 200,
	sent: 410,
	opened: 120,
	clicked: 30,
	replied: 21,
	bounced: 4,
	unsubscribed: 2,
};

const pathsOf = async (provider: ProviderId) =>
	(await world.received(provider)).map(({ method, path }) => `${method} ${path}`);

describe('Smartlead', () => {
	const { id } = facts.smartlead.activeCampaign;

	it('gives the analytics, whose counts are texts, as numbers', async () => {
		await change('smartlead', { sandbox: { counts } });
		const item = await get('smartlead');
		expect(item).toMatchObject({ id, status: 'active', ...counted });
		expect(await pathsOf('smartlead')).toEqual([
			`GET /api/v1/campaigns/${id}`,
			`GET /api/v1/campaigns/${id}/analytics`,
		]);
	});

	it('adds them with Simplify off, too', async () => {
		await change('smartlead', { sandbox: { counts } });
		expect(await get('smartlead', { simplify: false })).toMatchObject({
			id: Number(id),
			min_time_btwn_emails: 20,
			...counted,
		});
	});

	it('sends no request for figures that nobody asked for', async () => {
		const item = await get('smartlead', { options: {} });
		expect(await pathsOf('smartlead')).toEqual([`GET /api/v1/campaigns/${id}`]);
		expect(item).not.toHaveProperty('replied');
	});

	it('asks only for the campaigns that Get Many returns', async () => {
		await change('smartlead', { sandbox: { counts } });
		const { items } = await world.run('smartlead', {
			operation: 'getAll',
			filters: { name: 'saas founders q1' },
			limit: 2,
			options: withFigures,
		});
		expect(items).toMatchObject([
			{ id: '2048111', leads: 0, contacted: 0, sent: 0 },
			{ id, ...counted },
		]);
		expect((await pathsOf('smartlead')).toSorted()).toEqual([
			'GET /api/v1/campaigns',
			'GET /api/v1/campaigns/2048110/analytics',
			'GET /api/v1/campaigns/2048111/analytics',
		]);
	});

	it('gives null for a count that is missing or no number', async () => {
		await world.fault({
			provider: 'smartlead',
			path: '/analytics$',
			status: 200,
			body: { sent_count: '7', unique_sent_count: 'many', reply_count: null },
		});
		expect(await get('smartlead')).toMatchObject({ ...unknown, sent: 7 });
	});

	it('gives null for a campaign that was deleted after the list was read', async () => {
		const body = { error: 'Campaign not found - Invalid campaign_id.' };
		await world.fault({ provider: 'smartlead', path: '/analytics$', status: 404, body });
		expect(await get('smartlead')).toMatchObject({ id, ...unknown });
	});

	it.each([
		['a refusal', { status: 400, body: { error: 'Invalid id' } }, 'refused to read the campaign'],
		['another answer', { status: 200, body: { total_sent: 7 } }, 'sent an unexpected answer'],
		['no such call', { status: 404, body: '<pre>Cannot GET</pre>' }, 'has no call'],
	])('fails and names the campaign on %s', async (_, answer, message) => {
		await world.fault({ provider: 'smartlead', path: `/${id}/analytics$`, ...answer });
		const { items, error } = await world.run('smartlead', {
			operation: 'getAll',
			returnAll: true,
			options: withFigures,
		});
		expect(items).toBeUndefined();
		expect(error?.message).toContain(message);
		expect(error).toMatchObject({ context: { campaignId: id } });
	});
});

describe('Falconyte', () => {
	const progress = (total_sent: unknown, total_bounced: unknown) => ({
		send_progress: { total_sent, total_bounced },
		send_data: { event_triggered_send: { enabled: true } },
		created_at: '2025-01-01T00:00:00Z',
	});

	it.each([
		['adds up the sends', [progress(70, 2), progress('5', 1)], { sent: 75, bounced: 3 }],
		['has sent nothing as a draft', [], { sent: 0, bounced: 0 }],
		['does not guess what a send leaves out', [progress(70, 2), progress(null, 1)], { bounced: 3 }],
		['knows nothing without sends', null, {}],
	])('%s, without a request of its own', async (_, campaign_sends, known) => {
		await change('falconyte', { campaign_sends });
		expect(await get('falconyte')).toMatchObject({ ...unknown, ...known });
		expect(await pathsOf('falconyte')).toEqual(['GET /public/v1/email/campaigns']);
	});

	it('stays as it was without the option', async () => {
		const item = await get('falconyte', { options: {} });
		expect(item).not.toHaveProperty('sent');
	});
});

describe('Inbox', () => {
	const figures = { leads: 50, contacted: 20, replied: 3 };
	const stored = { targetsCount: 50, contactedCount: 20, repliesCount: 3 };

	it('gives its own figures as before, and all eight keys with the option', async () => {
		await change('inbox', stored);
		const without = await get('inbox', { options: {} });
		expect(without).toMatchObject(figures);
		expect(without).not.toHaveProperty('sent');
		expect(await get('inbox')).toMatchObject({ ...unknown, ...figures });
		expect(await world.received('inbox')).toHaveLength(2);
	});
});

it('is only offered where a service reports figures', () => {
	const options = description.properties.find(({ name }) => name === 'options')?.options ?? [];
	const option = options.find(({ name }) => name === 'includeFigures');
	expect(option).toMatchObject({
		displayOptions: { show: { '/provider': ['falconyte', 'inbox', 'smartlead'] } },
	});
});

it('reads the figures of many items with one list and one request each', async () => {
	const items = (await world.stored('smartlead')).map(({ id }) => ({ id: String(id) }));
	const campaign = byId('={{ $json.id }}');
	const parameters = { operation: 'get', campaign, options: withFigures };
	const result = await world.run('smartlead', parameters, { items });
	expect(result.items?.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
	expect(result.items?.every(({ sent }) => sent === 0)).toBe(true);
	const paths = await pathsOf('smartlead');
	expect(paths.filter((path) => path.endsWith('/analytics'))).toHaveLength(items.length);
	expect(paths).toHaveLength(items.length + 1);
});
