import type { INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();

const create = async (ifNameExists: string, parameters: INodeParameters, more = {}) =>
	await world.run(
		'smartlead',
		{ operation: 'create', options: { ifNameExists }, ...parameters },
		more,
	);

const storedByName = async (name: string) => await world.storedByName('smartlead', name);

it('creates anyway by default', async () => {
	await create('create', { name: 'Newsletter' });
	expect(await storedByName('Newsletter')).toHaveLength(3);
});

it('stops with an error that names the existing campaign, and creates nothing', async () => {
	const { error } = await create('stop', { name: 'Healthcare CFOs – Q1' });
	expect(error?.message).toBe(
		"Smartlead already has a campaign with the name 'Healthcare CFOs – Q1'",
	);
	expect(error?.description).toContain('ID 2048124, paused');
	expect(await storedByName('Healthcare CFOs – Q1')).toHaveLength(1);
});

it('uses the existing campaign, and does not change it unless it is a draft', async () => {
	const { items } = await create('use', {
		name: 'Healthcare CFOs – Q1',
		additionalFields: { follow_up_percentage: 10 },
	});
	expect(items).toMatchObject([{ id: '2048124', status: 'paused' }]);
	expect((await world.log('smartlead')).map(({ method }) => method)).toEqual(['GET']);
});

it('does not choose between several existing campaigns', async () => {
	const { error } = await create('use', { name: 'Newsletter' });
	expect(error?.message).toContain('already has 2 campaigns with the name');
	expect(error?.description).toContain('2048151');
});

it('finishes a campaign that an earlier run left incomplete', async () => {
	const parameters = { name: 'Half made', additionalFields: { follow_up_percentage: 10 } };
	await world.fault({
		provider: 'smartlead',
		path: '/settings$',
		status: 500,
		body: { error: 'down' },
	});
	const broken = await create('use', parameters);
	expect(broken.error?.description).toContain(
		'Done: create campaign. Not known whether done: save settings.',
	);
	const { items } = await create('use', parameters);
	const [stored] = await storedByName('Half made');
	expect(await storedByName('Half made')).toHaveLength(1);
	expect(stored).toMatchObject({ follow_up_percentage: 10 });
	expect(items?.[0]?.id).toBe(String(stored?.id));
});

describe('the error about a campaign that was found by its name', () => {
	const failing = { provider: 'smartlead' as const, path: '/settings$', status: 422 };
	const refused =
		"Smartlead refused to change the campaign's settings: Not now (campaign ID 2048110)";
	const change = {
		name: 'SaaS Founders Q1 2025',
		additionalFields: { follow_up_percentage: 10 },
	};
	const continueOnFail = { node: { onError: 'continueRegularOutput' } };

	it('has its ID with Use Existing', async () => {
		await world.control('PUT', '/campaigns/smartlead/2048110', { status: 'DRAFTED' });
		await world.fault({ ...failing, body: { error: 'Not now' } });
		const { items } = await create('use', change, continueOnFail);
		expect(items).toEqual([
			{
				error: refused,
				details: {
					description: expect.any(String),
					httpCode: '422',
					campaignId: '2048110',
				},
			},
		]);
	});

	it('has its ID with Create or Update', async () => {
		await world.fault({ ...failing, body: { error: 'Not now' } });
		const upsert = { operation: 'upsert', matchBy: 'name' };
		const { items } = await create('use', { ...upsert, ...change }, continueOnFail);
		expect(items).toMatchObject([{ error: refused, details: { campaignId: '2048110' } }]);
	});

	it('has its ID once when the campaign is gone or a later step failed', async () => {
		const upsert = { operation: 'upsert', matchBy: 'name', ...change };
		await world.fault({ ...failing, status: 404, body: { error: 'Campaign not found' } });
		await world.fault({ provider: 'smartlead', method: 'GET', delayMs: 0 });
		await world.fault({ provider: 'smartlead', method: 'GET', status: 200, body: {} });
		const gone = await create('use', upsert, continueOnFail);
		expect(gone.items).toMatchObject([
			{
				error: "Smartlead has no campaign with the ID '2048110'",
				details: { campaignId: '2048110', httpCode: '404' },
			},
		]);
		await world.control('DELETE', '/faults');
		await world.fault({ provider: 'smartlead', method: 'GET', delayMs: 0 });
		await world.fault({ provider: 'smartlead', method: 'GET', status: 501, body: 'x' });
		const unread = await create('use', upsert, continueOnFail);
		expect(String(unread.items?.[0]?.error)).toMatch(
			/^[^(]+\(HTTP 501\): x \(campaign ID 2048110\)$/,
		);
	});
});

describe('after a creation that may have succeeded, the same name in the same run', () => {
	const twice = async (parameters: INodeParameters, more = {}) =>
		await world.run(
			'smartlead',
			{ operation: 'create', name: 'Doubtful', ...parameters },
			{ items: [{}, {}], node: { onError: 'continueRegularOutput' }, ...more },
		);
	const creations = async () =>
		(await world.log('smartlead')).filter(({ method }) => method === 'POST');
	const message =
		"An earlier item of this run may have created the campaign 'Doubtful' on Smartlead [item 1]";

	it.each<[string, INodeParameters]>([
		['Use Existing', { options: { ifNameExists: 'use' } }],
		['Stop With an Error', { options: { ifNameExists: 'stop' } }],
		['Create or Update', { operation: 'upsert', matchBy: 'name' }],
	])('is not created with %s', async (_, parameters) => {
		await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
		const { items } = await twice(parameters);
		expect(items?.map(({ error }) => error)).toEqual([
			expect.stringContaining('It is not known whether Smartlead created'),
			message,
		]);
		expect(JSON.stringify(items?.[1])).toContain('Nothing was created for this item');
		expect(await creations()).toHaveLength(1);
	});

	it('is used once it is in the list', async () => {
		const list = { provider: 'smartlead' as const, method: 'GET', path: '/campaigns$' };
		await world.fault({ provider: 'smartlead', method: 'POST', handled: true, reset: true });
		await world.fault({ ...list, delayMs: 0 });
		await world.fault({ ...list, status: 200, body: [] });
		const { items } = await twice({ options: { ifNameExists: 'use' } });
		const [stored] = await storedByName('Doubtful');
		expect(items).toMatchObject([
			{ error: expect.stringContaining('It is not known') },
			{ id: String(stored?.id) },
		]);
		expect(await creations()).toHaveLength(1);
	});

	it('is created with Create Anyway, and in another account', async () => {
		const address = world.address('smartlead');
		await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
		expect((await twice({})).items?.[1]).toMatchObject({ name: 'Doubtful' });
		await world.control('POST', '/reset');
		await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
		const { items } = await twice(
			{ options: { ifNameExists: 'use' } },
			{
				credential: { baseUrl: '={{ $json.baseUrl }}' },
				items: [address, address.replace('127.0.0.1', 'localhost')].map((baseUrl) => ({ baseUrl })),
			},
		);
		expect(items?.[1]).toMatchObject({ name: 'Doubtful' });
	});
});

it('creates exactly 50 campaigns from 50 items, however often n8n runs the node again', async () => {
	const names = Array.from({ length: 50 }, (_, index) => `Retried ${index}`);
	for (const number of [7, 19, 33]) {
		await world.fault({
			provider: 'rapidPro',
			method: 'POST',
			path: 'campaigns',
			status: 500,
			body: `fault ${number}`,
			handled: number === 19,
		});
	}
	const { items } = await world.run(
		'rapidPro',
		{
			operation: 'create',
			name: '={{ $json.name }}',
			group: byId('Reporters'),
			options: { ifNameExists: 'use' },
		},
		{
			items: names.map((name) => ({ name })),
			node: { retryOnFail: true, maxTries: 5, waitBetweenTries: 0 },
		},
	);
	expect(items?.map(({ name }) => name)).toEqual(names);
	const stored = (await world.stored('rapidPro')).filter(({ name }) =>
		names.includes(String(name)),
	);
	expect(stored).toHaveLength(50);
});
