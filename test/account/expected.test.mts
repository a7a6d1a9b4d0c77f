import { providerIds, useSandbox } from '../engine/world.mts';
import { checkAccount, limits, surprises } from './check.mts';

const world = useSandbox();

beforeEach(async () => {
	await world.control('PUT', '/limits', limits);
});

it('is what the resource does by default', async () => {
	const { items } = await world.run('smartlead', { resource: 'account' });
	expect(items?.at(-1)).toEqual({ report: expect.stringContaining('only read') });
});

describe.each(providerIds)('%s', (provider) => {
	it('answers every call as expected', async () => {
		const checked = await checkAccount(world, provider);
		expect(surprises(checked)).toEqual([]);
		expect((await world.log(provider)).filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('answers every write as expected', async () => {
		const checked = await checkAccount(world, provider, { alsoWrite: true });
		expect(surprises(checked)).toEqual([]);
	});
});
