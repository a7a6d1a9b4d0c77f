import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

describe('a credential with an expression', () => {
	const right = () => String(world.credential('smartlead').apiKey);
	const wrong = 'key-of-another-account-0123456789';

	it.each([
		['first', (key: string) => [key, wrong]],
		['last', (key: string) => [wrong, key]],
	])('authenticates every item with its own key (the right key %s)', async (_, keysOf) => {
		const ownKeys = keysOf(right());
		const { items, error } = await world.run(
			'smartlead',
			{
				operation: 'create',
				name: '={{ $json.name }}',
				additionalFields: { follow_up_percentage: 10 },
				options: { itemsAtOnce: 1 },
			},
			{
				credential: { apiKey: '={{ $json.key }}' },
				items: ownKeys.map((key) => ({
					key,
					name: `With ${key === wrong ? 'wrong' : 'right'} key`,
				})),
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(error).toBeUndefined();
		const created = expect.objectContaining({ name: 'With right key' });
		const rejected = expect.objectContaining({
			error: expect.stringContaining('rejected the API key or token'),
		});
		expect(items).toEqual(ownKeys.map((key) => (key === wrong ? rejected : created)));
		for (const { query, body, status } of await world.log('smartlead')) {
			const isWrong = JSON.stringify(body).includes('With wrong key');
			expect([query.api_key, status < 400]).toEqual(isWrong ? [wrong, false] : [right(), true]);
		}
		const names = (await world.stored('smartlead')).map(({ name }) => name);
		expect(names.filter((name) => String(name).startsWith('With'))).toEqual(['With right key']);
		expect(JSON.stringify(items)).not.toContain(wrong);
	});

	it('deletes in the account of each item', async () => {
		await world.run(
			'smartlead',
			{ operation: 'delete', campaign: byId('2048124') },
			{
				credential: { apiKey: '={{ $json.key }}' },
				items: [{ key: right() }, { key: wrong }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		const usedKeys = (await world.log('smartlead')).map(({ query }) => query.api_key);
		expect(usedKeys.toSorted()).toEqual([right(), wrong].toSorted());
	});

	it('can have a different address for every item', async () => {
		const address = world.address('rapidPro');
		const addresses = [address, address.replace('127.0.0.1', 'localhost')];
		const { items, error } = await world.run(
			'rapidPro',
			{ operation: 'getAll', limit: 1 },
			{
				credential: { baseUrl: '={{ $json.baseUrl }}' },
				items: addresses.map((baseUrl) => ({ baseUrl })),
			},
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		const hosts = (await world.log('rapidPro')).map(({ headers }) => headers.host);
		expect(hosts.toSorted()).toEqual(addresses.map((one) => new URL(one).host).toSorted());
	});

	it('does not leak its value into an error', async () => {
		const { error } = await world.run(
			'smartlead',
			{ operation: 'get', campaign: byId('999999') },
			{ credential: { apiKey: '={{ $json.key }}' }, items: [{ key: right() }] },
		);
		expect(error?.message).toContain('has no campaign');
		const text = JSON.stringify([error, error?.stack, error?.context, error?.cause]);
		expect(text).not.toContain(right());
	});
});
