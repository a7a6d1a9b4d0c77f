import { createRequire } from 'node:module';
import type * as pace from '../../dist/modules/nodes/Campaign/transport/rateLimiter.js';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { askPicker, runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const json = { 'content-type': 'application/json' };

const run = async (provider: ProviderId, parameters: INodeParameters, credential = {}) =>
	await runCampaign({
		credential: world.credential(provider, credential),
		parameters: { provider, options: { maxWait: 10 }, ...parameters },
	});

const answer = async (provider: ProviderId, body: unknown, more: IDataObject = {}) =>
	await world.fault({ provider, status: 200, headers: json, body: body as IDataObject, ...more });

const writes = async (provider: ProviderId) =>
	(await world.received(provider)).filter(({ method }) => method !== 'GET');

describe('the key', () => {
	it('is not in the message about a redirect within the service', async () => {
		const key = String(world.credential('smartlead').apiKey);
		await world.fault({
			provider: 'smartlead',
			status: 301,
			headers: { location: `/api/v1/campaigns/?api_key=${key}` },
			body: '',
		});
		const { error } = await run('smartlead', { operation: 'getAll' });
		expect(error?.message).toMatch(/^Smartlead redirects to 127\.0\.0\.1:\d+ instead/);
		expect(JSON.stringify(error)).not.toContain(key);
	});

	it('is hidden also where the service writes it as JSON with escaped slashes', async () => {
		await world.fault({
			provider: 'smartlead',
			status: 400,
			headers: json,
			body: '{"error":"no such key: abc\\/def\\/ghi\\/jkl"}',
		});
		const { error } = await run(
			'smartlead',
			{ operation: 'getAll' },
			{ apiKey: 'abc/def/ghi/jkl' },
		);
		expect(error?.message).toContain('no such key: [hidden]');
	});

	it('that is a dummy word does not change the data of the user', async () => {
		await answer('smartlead', [{ id: 5, name: 'test launch', status: 'ACTIVE' }]);
		const { items } = await run('smartlead', { operation: 'getAll' }, { apiKey: 'test' });
		expect(items).toMatchObject([{ name: 'test launch' }]);
	});

	it('and a password in the base URL are not printed', async () => {
		const { error } = await run(
			'rapidPro',
			{ operation: 'getAll' },
			{ baseUrl: 'admin:hunter2@x.example' },
		);
		expect(JSON.stringify(error)).not.toContain('hunter2');
	});
});

describe('a campaign that was created', () => {
	it.each([
		['and is not seen yet', {}],
		['and can not be read', { status: 500 }],
	])('%s keeps its ID in the message when the next step fails', async (_, read) => {
		await world.fault({
			provider: 'smartlead',
			path: '/settings$',
			status: 404,
			headers: json,
			body: { error: 'Campaign not found - Invalid campaign_id.' },
		});
		await world.fault({
			provider: 'smartlead',
			method: 'GET',
			path: '/campaigns/\\d+$',
			status: 200,
			headers: json,
			body: {},
			times: 5,
			...read,
		});
		const { error } = await run('smartlead', {
			operation: 'create',
			name: 'Unseen',
			additionalFields: { follow_up_percentage: 10 },
		});
		const [stored] = (await world.stored('smartlead')).filter(({ name }) => name === 'Unseen');
		expect(error?.context.campaignId).toBe(String(stored?.id));
		expect(error?.description).toContain('Done: create. Not done: settings.');
		expect(error?.description).toContain('Do not create the campaign again');
	});
});

it('says that a change was made when only reading it afterwards failed', async () => {
	const id = '2048124';
	await answer('smartlead', { id: Number(id), name: 'x', status: 'PAUSED' }, { method: 'GET' });
	await world.fault({ provider: 'smartlead', method: 'GET', status: 501, headers: json, body: {} });
	const { error } = await run('smartlead', {
		operation: 'changeStatus',
		campaign: byId(id),
		status: 'active',
	});
	expect(error?.description).toBe(
		'Done: change of status to active. Not done: reading it afterwards.',
	);
});

describe('a listed campaign without a valid ID', () => {
	it.each([
		['dailyStory', { Status: true, Message: '', Response: { campaigns: [{ Id: 5, name: 'A' }] } }],
		['rapidPro', { next: null, previous: null, results: [{ name: 'A', archived: false }] }],
	] as const)(
		'of %s is not updated: with an empty ID that would create',
		async (provider, body) => {
			await answer(provider, body);
			const { error } = await run(provider, {
				operation: 'upsert',
				name: 'A',
				group: byId('Reporters'),
				additionalFields: provider === 'dailyStory' ? { cost: 5 } : {},
			});
			expect(error?.message).toContain('without a valid ID');
			expect(await writes(provider)).toEqual([]);
		},
	);
});

it('takes a reserved field in any case for what it is', async () => {
	const { error } = await run('dailyStory', {
		operation: 'create',
		name: 'x',
		additionalFields: { additionalFieldsJson: '{"CampaignID": 5}' },
	});
	expect(error?.message).toContain("cannot contain the field 'CampaignID'");
	expect(await world.log()).toEqual([]);
});

describe('a 200 that says failure without a reason', () => {
	it.each([
		['smartlead', { ok: false }, { operation: 'delete', campaign: byId('2048124') }],
		[
			'smartlead',
			{ success: false, error: { code: 'CAMPAIGN_ACTIVE' } },
			{ operation: 'delete', campaign: byId('2048124') },
		],
		[
			'inbox',
			{ success: false },
			{
				operation: 'update',
				campaign: byId('s2nd0gen0campaign0000007'),
				updateFields: { excludeMutuals: true },
			},
		],
	] as const)('is a failure: %s %j', async (provider, body, parameters) => {
		await answer(provider, body);
		const { items, error } = await run(provider, parameters);
		expect(items).toBeUndefined();
		expect(error?.message).toMatch(/refused to/);
	});
});

describe('deleting', () => {
	it('of a campaign that never was is no success after a 429', async () => {
		await world.fault({
			provider: 'smartlead',
			method: 'DELETE',
			status: 429,
			headers: { 'retry-after': '0' },
			body: '{}',
		});
		const { error } = await run('smartlead', { operation: 'delete', campaign: byId('999999') });
		expect(error?.message).toContain('no campaign with the ID');
	});

	it('whose answer was lost is a success when the campaign is gone', async () => {
		await world.fault({ provider: 'smartlead', method: 'DELETE', handled: true, reset: true });
		const { items } = await run('smartlead', { operation: 'delete', campaign: byId('2048124') });
		expect(items).toEqual([{ deleted: true, id: '2048124' }]);
	});

	it('that was sent an empty answer is asked again', async () => {
		await world.fault({ provider: 'smartlead', method: 'DELETE', status: 200, body: '' });
		await run('smartlead', { operation: 'delete', campaign: byId('2048124') });
		expect(await writes('smartlead')).toHaveLength(2);
		expect((await world.stored('smartlead')).map(({ id }) => id)).not.toContain(2048124);
	});
});

it('reads a time without offset as UTC, wherever n8n runs', async () => {
	await world.control('PUT', '/campaigns/smartlead/2048124', { created_at: '2025-02-11 16:45:30' });
	const { items } = await run('smartlead', { operation: 'get', campaign: byId('2048124') });
	expect(items).toMatchObject([{ createdAt: '2025-02-11T16:45:30.000Z' }]);
});

it('leaves the state of a campaign that exists alone in Create or Update', async () => {
	const upsert = { operation: 'upsert', matchBy: 'name', name: 'Winter Sale 2024' };
	const { items } = await run('dailyStory', {
		...upsert,
		additionalFields: { status: 'Active', cost: 3 },
	});
	expect(items).toMatchObject([{ status: 'archived' }]);
	expect((await writes('dailyStory')).map(({ body }) => body)).toEqual([
		expect.not.objectContaining({ status: expect.anything() }),
	]);
});

it('does not say "no campaign" when the inferred call for it is not there', async () => {
	await world.fault({
		provider: 'inbox',
		path: '/campaigns/v2/',
		status: 404,
		headers: { 'content-type': 'text/html' },
		body: '<h1>Not Found</h1>',
	});
	const { error } = await run('inbox', {
		operation: 'get',
		campaign: byId('s2nd0gen0campaign0000007'),
	});
	expect(error?.message).toContain(
		'has no call to read the campaign at GET /inbox/api/v1/campaigns/v2/',
	);
});

it('does not go on with another generation’s list in the middle of one', async () => {
	await world.control('POST', '/seed', { provider: 'inbox', count: 150 });
	await answer('inbox', { data: [], nextCursor: 'x' });
	await world.fault({
		provider: 'inbox',
		path: '/campaigns/v2$',
		status: 404,
		headers: json,
		body: { error: { code: 'not_found', message: 'Invalid cursor', status: 404 } },
	});
	const { error } = await run('inbox', { operation: 'getAll', returnAll: true });
	expect(error?.message).toContain('has no call to list');
	expect((await world.received('inbox')).map(({ path }) => path)).toEqual([
		'/api/v1/campaigns/v2',
		'/api/v1/campaigns/v2',
	]);
});

it('tells a page with 404 from a campaign that is not there', async () => {
	await world.fault({
		provider: 'smartlead',
		status: 404,
		headers: { 'content-type': 'text/html' },
		body: '<pre>Cannot GET /api/v1/campaigns/9</pre>',
	});
	const { error } = await run('smartlead', { operation: 'get', campaign: byId('9') });
	expect(error?.message).toContain('has no call to');
	expect(error?.description).toContain("Check the credential's 'Base URL'");
});

it('stops a search in the editor when the service sends the same page again', async () => {
	const campaigns = Array.from({ length: 100 }, (_, index) => ({
		id: `c${index}`,
		name: `C ${index}`,
	}));
	await answer('falconyte', { ok: true, campaigns }, { times: 50 });
	await expect(
		askPicker(
			world.credential('falconyte'),
			'falconyte',
			'listSearch',
			'searchCampaigns',
			'no such name',
		),
	).rejects.toThrow('keeps sending pages');
	expect(await world.log('falconyte')).toHaveLength(2);
});

it('waits for a busy service as long as the user gives, not for a number of tries', async () => {
	await world.fault({
		provider: 'falconyte',
		status: 429,
		headers: { 'retry-after': '0' },
		body: '{}',
		times: 9,
	});
	const { items } = await run('falconyte', { operation: 'getAll' });
	expect(items?.length).toBeGreaterThan(0);
});

it('says when a connection is not safe, and that nothing was sent', async () => {
	const baseUrl = world.address('rapidPro').replace('http:', 'https:');
	const { error } = await run(
		'rapidPro',
		{ operation: 'create', name: 'x', group: byId('Reporters') },
		{ baseUrl },
	);
	expect(error?.message).toContain('could not be reached securely');
	expect(error?.description).toContain('Nothing was sent');
});

describe('the pace', () => {
	const { RateLimiter }: typeof pace = createRequire(import.meta.url)(
		'../../dist/modules/nodes/Campaign/transport/rateLimiter',
	);
	const rates = [{ requests: 2, perMs: 3_600_000 }];

	it('takes no place that is further away than the caller waits', () => {
		const hourly = new RateLimiter();
		const take = (now: number) => {
			const slot = hourly.reserve(now, rates, { maxPauseMs: 0, maxQueueMs: 1_000 });
			return 'reason' in slot ? slot.waitMs : slot.waitMs(now);
		};
		expect([take(0), take(0)]).toEqual([0, 0]);
		expect(take(0)).toBeGreaterThan(3_600_000 - 1);
		expect([take(3_600_100), take(3_600_100)]).toEqual([0, 0]);
	});
});

describe('the one campaign of DailyStory', () => {
	const get = async (campaign: unknown) => {
		await answer('dailyStory', { Status: true, Message: '', Response: { campaign, id: 24109 } });
		return await run('dailyStory', { operation: 'get', campaign: byId('24109') });
	};

	it('may have its ID beside it', async () => {
		expect((await get({ name: 'Outside', status: 'Paused' })).items).toMatchObject([
			{ id: '24109', name: 'Outside', status: 'paused' },
		]);
	});

	it('is not there when it is null', async () => {
		expect((await get(null)).error?.message).toContain('no campaign with the ID');
	});
});

it('refuses a schedule with empty fields before anything is sent', async () => {
	const { error } = await run('smartlead', {
		operation: 'create',
		name: 'x',
		additionalFields: {
			timezone: '',
			days_of_the_week: [],
			start_hour: '09:00',
			end_hour: '17:00',
		},
	});
	expect(error?.message).toBe(
		"The schedule is missing 'Schedule: Time Zone', 'Schedule: Days of the Week'",
	);
	expect(await world.log()).toEqual([]);
});

describe('the form of answers that Smartlead documents and nobody saw', () => {
	const campaign = { id: 77, name: 'Wrapped', status: 'PAUSED' };
	const answered = async (body: IDataObject, parameters: INodeParameters) => {
		await world.fault({ provider: 'smartlead', status: 200, body });
		return await run('smartlead', parameters);
	};

	it('is understood of a campaign', async () => {
		const body = { success: true, data: campaign };
		const { items } = await answered(body, { operation: 'get', campaign: byId('77') });
		expect(items).toMatchObject([{ id: '77', name: 'Wrapped', status: 'paused' }]);
	});

	it('is understood of the list', async () => {
		const body = { success: true, campaigns: [campaign] };
		const { items } = await answered(body, { operation: 'getAll' });
		expect(items).toMatchObject([{ id: '77', name: 'Wrapped' }]);
	});

	it('any other is not taken for a campaign that is not there', async () => {
		const body = { result: campaign };
		const { error } = await answered(body, { operation: 'get', campaign: byId('77') });
		expect(error?.message).toContain('sent an unexpected answer');
	});
});

it('says what Inbox said when it has nothing at an inferred path', async () => {
	const message = 'Account link not found.';
	const body = { error: { code: 'NOT_FOUND', message, status: 404 } };
	await world.fault({ provider: 'inbox', method: 'POST', status: 404, body });
	const { error } = await run('inbox', {
		...{ operation: 'create', name: 'x', accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'] },
	});
	expect(error?.message).toContain('has no call to create the campaign');
	expect(error?.message).toContain(message);
});

it('takes a group of RapidPro whose name is a number', async () => {
	await run('rapidPro', { operation: 'create', name: 'x', group: '={{ 2026 }}' });
	expect((await world.received('rapidPro')).at(-1)?.body).toMatchObject({ group: '2026' });
});

it('filters by a name that comes as a number', async () => {
	await world.control('POST', '/seed', { provider: 'smartlead', count: 1, prefix: 'Launch 2026' });
	const { items } = await run('smartlead', {
		operation: 'getAll',
		filters: { name: '={{ 2026 }}' },
	});
	expect(items).toMatchObject([{ name: 'Launch 2026 1' }]);
});
