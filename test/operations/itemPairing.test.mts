import { runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'smartlead';
const ids = ['2048110', '999999', '2048124'];

const get = {
	credential: {} as ReturnType<typeof world.credential>,
	parameters: { provider, operation: 'get', campaign: byId('={{ $json.id }}') },
	items: ids.map((id) => ({ id })),
};

it('names the item that failed, stops there and says what became of the others', async () => {
	const { items, error } = await runCampaign({
		...get,
		parameters: { ...get.parameters, options: { itemsAtOnce: 1 } },
		credential: world.credential(provider),
	});
	expect(items).toBeUndefined();
	expect(error?.context).toMatchObject({ itemIndex: 1 });
	expect(error?.description).toMatch(/ Done: item 0\. Not started: item 2\.$/);
	expect(await world.log(provider)).toHaveLength(2);
});

it('goes on with Continue On Fail: every item has its result or its error, paired', async () => {
	const { items, paired } = await runCampaign({
		...get,
		credential: world.credential(provider),
		node: { onError: 'continueRegularOutput' },
	});
	expect(items).toEqual([
		expect.objectContaining({ id: '2048110', name: 'SaaS Founders Q1 2025' }),
		{
			error: "Smartlead has no campaign with the ID '999999' [item 1]",
			details: { description: expect.stringContaining('may have been deleted'), httpCode: '404' },
		},
		expect.objectContaining({ id: '2048124' }),
	]);
	expect(paired).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
});

it('pairs every listed campaign with the item that asked', async () => {
	const { items, paired } = await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, operation: 'getAll', limit: 2 },
		items: [{}, {}],
	});
	expect(items).toHaveLength(4);
	expect(paired).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }, { item: 1 }]);
});

it('is silent for no items', async () => {
	const { error } = await runCampaign({
		...get,
		credential: world.credential(provider),
		items: [],
	});
	expect(error).toBeUndefined();
	expect(await world.log(provider)).toEqual([]);
});

it('never puts out a top-level error key of the service, which n8n would take for a failure', async () => {
	await world.control('PUT', '/campaigns/smartlead/2048110', { error: '' });
	const { items } = await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, operation: 'get', campaign: byId('2048110'), simplify: false },
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
	});
	expect(items?.[0]).not.toHaveProperty('error');
	expect(items?.[0]).toMatchObject({ id: 2048110, providerError: '' });
	expect(await world.log(provider)).toHaveLength(1);
});

it('hides the key that a service echoes, in messages and in output', async () => {
	const key = String(world.credential(provider).apiKey);
	await world.fault({
		provider,
		status: 400,
		body: { error: `bad request /api/v1/campaigns?api_key=${key}` },
	});
	const failed = await runCampaign({ ...get, credential: world.credential(provider) });
	expect(failed.error?.message).toContain('api_key=[hidden]');
	expect(JSON.stringify(failed.error)).not.toContain(key);

	await world.control('PUT', '/campaigns/smartlead/2048110', { name: `echo ${key}` });
	const { items } = await runCampaign({
		...get,
		credential: world.credential(provider),
		items: [{ id: '2048110' }],
	});
	expect(JSON.stringify(items)).toContain('[hidden]');
	expect(JSON.stringify(items)).not.toContain(key);
});
