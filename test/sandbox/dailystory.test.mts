import { keys } from '../../sandbox/api/keys.mts';
import { Client, object, rows } from './client.mts';

let client: Client;
beforeAll(async () => {
	client = await Client.start();
});
beforeEach(() => client.reset());
afterAll(() => client.close());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
	client.call('dailyStory', method, path, body, headers);

const response = (data: unknown) => object(object(data).Response);
const stored = async (id: unknown) =>
	response((await call('GET', `/campaign/${id}`)).data).campaign;

describe('authentication', () => {
	const url = '/dailystory/api/v1/about';
	const basic = `Basic ${Buffer.from(`api:${keys.dailyStory}`).toString('base64')}`;
	it.each([
		[`Bearer ${keys.dailyStory}`, 200],
		[basic, 200],
		['Bearer wrong', 401],
		[keys.dailyStory, 401],
		[`Token ${keys.dailyStory}`, 401],
	])('answers %s with %i', async (authorization, expected) => {
		const { status, data } = await client.raw('GET', url, {
			headers: { Authorization: authorization },
		});
		expect([status, object(data).Status]).toEqual([expected, expected === 200]);
	});

	it('describes the tenant in About, in an envelope of its own', async () => {
		const { data } = await call('GET', '/about');
		expect(response(data)).toMatchObject({ dataCenter: 'us-1', tenant: expect.any(String) });
		expect(data).not.toHaveProperty('Message');
	});
});

describe('reads', () => {
	it('lists everything in the envelope, in all states', async () => {
		const { status, data } = await call('GET', '/campaigns');
		expect([status, object(data).Status, object(data).Message]).toEqual([200, true, '']);
		const campaigns = rows(response(data).campaigns);
		expect(new Set(campaigns.map((row) => row.status))).toEqual(
			new Set(['Active', 'Paused', 'Archived', 'Deleted']),
		);
	});

	it('returns one campaign, also from the Trash', async () => {
		const { data } = await call('GET', '/campaign/24073');
		expect(response(data)).toMatchObject({
			id: '24073',
			campaign: { campaignId: 24073, status: 'Deleted' },
		});
	});

	it.each([
		['GET', '/campaign/1'],
		['GET', '/campaign/abc'],
		['DELETE', '/campaign/24109'],
		['GET', '/nothing'],
	])('answers %s %s with 404 in the envelope', async (method, path) => {
		const { status, data } = await call(method, path);
		expect(status).toBe(404);
		expect(data).toMatchObject({ Status: false, Message: expect.any(String) });
	});

	it('offers segments', async () => {
		const { data } = await call('GET', '/segments');
		expect(rows(response(data).segments)).toHaveLength(2);
	});
});

describe('create and update', () => {
	it('creates from the page’s own example and answers the id only', async () => {
		const example = {
			name: 'Spring Sale 2025 Launch',
			description: 'Don’t Miss Our Exclusive Spring Sale!',
			campaignType: 'Conversion',
			status: 'Paused',
			allow_autopause: true,
			workflowBehavior: 'All',
			isNotifyNewLead: false,
			conversionGoals: { enabled: false, suspects: 0, mcls: 0, mqls: 0, sqls: 0 },
		};
		const { status, data } = await call('POST', '/campaign', example);
		expect(status).toBe(200);
		expect(data).toEqual({ Status: true, Message: '', Response: { id: expect.any(Number) } });
		expect(await stored(response(data).id)).toMatchObject({
			...example,
			utmCampaign: 'spring-sale-2025-launch',
		});
	});

	it('is Active when Create sends no status', async () => {
		const { data } = await call('POST', '/campaign', { name: 'Danger' });
		expect(await stored(response(data).id)).toMatchObject({ status: 'Active' });
	});

	it('updates the fields that are sent and keeps the rest; a deleted campaign stays readable', async () => {
		const { data } = await call('POST', '/campaign', {
			campaignId: 24109,
			name: 'Spring Sale 2025 Launch',
			status: 'Deleted',
		});
		expect(response(data)).toEqual({ id: 24109 });
		expect(await stored(24109)).toMatchObject({
			status: 'Deleted',
			notificationRecipients: ['1201'],
		});
	});

	it('answers the update of an unknown id with a 200 that is a failure', async () => {
		const { status, data } = await call('POST', '/campaign', { campaignId: 1, name: 'x' });
		expect([status, object(data).Status]).toEqual([200, false]);
	});

	it.each([
		{},
		{ campaignId: 24109, status: 'Paused' },
		{ name: '' },
		{ name: 5 },
		{ name: 'x', status: 'Draft' },
		{ name: 'x', status: 'paused' },
		{ name: 'x', campaignType: 'Email' },
		{ name: 'x', workflowBehavior: 'Some' },
		{ name: 'x', costPeriod: 'Hourly' },
		{ name: 'x', cost: '12' },
		{ name: 'x', notificationRecipients: [1201] },
		{ name: 'x', conversionGoals: { leads: 1 } },
		{ name: 'x', allowAutopause: true },
		{ name: 'x', campaignId: '24109' },
		[],
	])('refuses %j with 400', async (body) => {
		const { status, data } = await call('POST', '/campaign', body);
		expect([status, object(data).Status]).toEqual([400, false]);
	});

	it('refuses broken JSON and another content type', async () => {
		expect((await call('POST', '/campaign', '{"name":')).status).toBe(400);
		const text = await call('POST', '/campaign', 'x', { 'Content-Type': 'text/plain' });
		expect([text.status, object(text.data).Status]).toEqual([415, false]);
	});
});

it('limits the rate only when a test sets a limit', async () => {
	await client.control('PUT', '/limits', { dailyStory: { requests: 1, windowMs: 60_000 } });
	expect((await call('GET', '/about')).status).toBe(200);
	const { status, data } = await call('GET', '/about');
	expect([status, object(data).Status]).toEqual([429, false]);
});
