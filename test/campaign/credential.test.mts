import { runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

describe('a credential whose key is an expression', () => {
	const right = () => String(world.credential('smartlead').apiKey);
	const wrong = 'of-another-account-0123456789';

	it.each([
		['first', (key: string) => [key, wrong]],
		['last', (key: string) => [wrong, key]],
	])('signs each request of an item with its own key (the right one %s)', async (_, keysOf) => {
		const ownKeys = keysOf(right());
		const { items, error } = await runCampaign({
			credential: world.credential('smartlead', { apiKey: '={{ $json.key }}' }),
			parameters: {
				provider: 'smartlead',
				operation: 'create',
				name: '={{ $json.name }}',
				additionalFields: { follow_up_percentage: 10 },
				options: { itemsAtOnce: 1 },
			},
			items: ownKeys.map((key) => ({ key, name: `With ${key === wrong ? 'wrong' : 'right'} key` })),
			node: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		const fine = expect.objectContaining({ name: 'With right key' });
		const refused = expect.objectContaining({
			error: expect.stringContaining('rejected the API key or token'),
		});
		expect(items).toEqual(ownKeys.map((key) => (key === wrong ? refused : fine)));
		for (const { query, body, status } of await world.log('smartlead')) {
			const isWrong = JSON.stringify(body).includes('With wrong key');
			expect([query.api_key, status < 400]).toEqual(isWrong ? [wrong, false] : [right(), true]);
		}
		const made = (await world.stored('smartlead')).map(({ name }) => name);
		expect(made.filter((name) => String(name).startsWith('With'))).toEqual(['With right key']);
		expect(JSON.stringify(items)).not.toContain(wrong);
	});

	it('deletes in the account of the item', async () => {
		await runCampaign({
			credential: world.credential('smartlead', { apiKey: '={{ $json.key }}' }),
			parameters: { provider: 'smartlead', operation: 'delete', campaign: byId('2048124') },
			items: [{ key: right() }, { key: wrong }],
			node: { onError: 'continueRegularOutput' },
		});
		const signed = (await world.log('smartlead')).map(({ query }) => query.api_key);
		expect(signed.toSorted()).toEqual([right(), wrong].toSorted());
	});

	it('may lead to another address with each item', async () => {
		const address = world.address('rapidPro');
		const addresses = [address, address.replace('127.0.0.1', 'localhost')];
		const { items, error } = await runCampaign({
			credential: world.credential('rapidPro', { baseUrl: '={{ $json.baseUrl }}' }),
			parameters: { provider: 'rapidPro', operation: 'getAll', limit: 1 },
			items: addresses.map((baseUrl) => ({ baseUrl })),
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		const hosts = (await world.log('rapidPro')).map(({ headers }) => headers.host);
		expect(hosts.toSorted()).toEqual(addresses.map((one) => new URL(one).host).toSorted());
	});

	it('is in nothing that is said of a failure', async () => {
		const { error } = await runCampaign({
			credential: world.credential('smartlead', { apiKey: '={{ $json.key }}' }),
			parameters: { provider: 'smartlead', operation: 'get', campaign: byId('999999') },
			items: [{ key: right() }],
		});
		expect(error?.message).toContain('has no campaign');
		const told = JSON.stringify([error, error?.stack, error?.context, error?.cause]);
		expect(told).not.toContain(right());
	});
});
