import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'smartlead';
const get = { operation: 'get', campaign: byId('={{ $json.id }}') };
/** The second of three campaigns does not exist. */
const input = ['2048110', '999999', '2048124'].map((id) => ({ id }));

it('stops at the item that fails, names it and reports what became of the others', async () => {
	const parameters = { ...get, options: { itemsAtOnce: 1 } };
	const { items, error } = await world.run(provider, parameters, { items: input });
	expect(items).toBeUndefined();
	expect(error?.context).toMatchObject({ itemIndex: 1 });
	expect(error?.description).toMatch(/ Done: item 0\. Not started: item 2\.$/);
	expect(await world.log(provider)).toHaveLength(2);
});

it('outputs a result or an error for every item with Continue On Fail, paired with its input', async () => {
	const node = { onError: 'continueRegularOutput' } as const;
	const { items, paired } = await world.run(provider, get, { items: input, node });
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

it('pairs every listed campaign with the item that it was listed for', async () => {
	const list = { operation: 'getAll', limit: 2 };
	const { items, paired } = await world.run(provider, list, { items: [{}, {}] });
	expect(items).toHaveLength(4);
	expect(paired).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }, { item: 1 }]);
});

it('sends nothing without items', async () => {
	const { error } = await world.run(provider, get, { items: [] });
	expect(error).toBeUndefined();
	expect(await world.log(provider)).toEqual([]);
});

it('renames an error key in the data of the service, which n8n would take for a failure', async () => {
	await world.control('PUT', '/campaigns/smartlead/2048110', { error: '' });
	const { items } = await world.run(
		provider,
		{ operation: 'get', campaign: byId('2048110'), simplify: false },
		{ node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } },
	);
	expect(items?.[0]).not.toHaveProperty('error');
	expect(items?.[0]).toMatchObject({ id: 2048110, providerError: '' });
	expect(await world.log(provider)).toHaveLength(1);
});
