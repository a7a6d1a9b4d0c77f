import { type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { storedId } from '../providers/facts.mts';
import { checkAccount, surprises } from './check.mts';

const world = useSandbox();

async function empty(provider: ProviderId): Promise<void> {
	for (const campaign of await world.stored(provider)) {
		await world.control('DELETE', `/campaigns/${provider}/${storedId(provider, campaign)}`);
	}
}

describe.each(providerIds)('%s', (provider) => {
	it('finds nothing wrong with an account without campaigns', async () => {
		await empty(provider);
		const checked = await checkAccount(world, provider);
		expect(surprises(checked).filter(({ outcome }) => outcome !== 'not tried')).toEqual([]);
		expect(checked.calls.flatMap(({ differences }) => differences)).toEqual([]);
	});

	it('finds nothing wrong with an account of many campaigns', async () => {
		await world.control('POST', '/seed', { provider, count: 600 });
		expect(surprises(await checkAccount(world, provider))).toEqual([]);
	});

	it('ends with a report when the service cannot be reached', async () => {
		const { items, error } = await world.run(
			provider,
			{ resource: 'account', operation: 'check', options: { maxAttempts: 1 } },
			{ credential: { baseUrl: 'http://127.0.0.1:9' } },
		);
		expect(error).toBeUndefined();
		expect(items?.[0]).toMatchObject({
			outcome: 'refused',
			httpCode: null,
			differences: [{ at: 'answer', expected: 'an answer', found: 'none (unreachable)' }],
		});
		const others = items?.slice(1, -1).map(({ outcome }) => outcome);
		expect(new Set(others)).toEqual(new Set(['not tried']));
		expect(items?.at(-1)?.report).toContain('## Check Account');
	});

	it('ends with a report when the key is rejected', async () => {
		const key = 'Nadia-Petrova-0123456789';
		const { items, error } = await world.run(
			provider,
			{ resource: 'account', operation: 'check', alsoWrite: true },
			{ credential: { apiKey: key } },
		);
		expect(error).toBeUndefined();
		expect(items?.[0]).toMatchObject({ outcome: 'refused' });
		expect((await world.log(provider)).filter(({ method }) => method !== 'GET')).toEqual([]);
		expect(JSON.stringify(items)).not.toContain('Nadia');
	});
});

it('does not name an address of the user', async () => {
	const { report } = await checkAccount(world, 'smartlead');
	expect(report).toContain('- Address: `<base url>`');
});
