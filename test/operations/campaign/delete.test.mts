import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();

const remove = async (id: string) =>
	await world.run('smartlead', {
		operation: 'delete',
		campaign: byId(id),
		options: { maxWait: 10 },
	});

describe('a deletion', () => {
	it('fails for a campaign that never existed, even after a rate-limited attempt', async () => {
		await world.fault({
			provider: 'smartlead',
			method: 'DELETE',
			status: 429,
			headers: { 'retry-after': '0' },
			body: '{}',
		});
		const { error } = await remove('999999');
		expect(error?.message).toContain('no campaign with the ID');
	});

	it('succeeds when its response was lost and the campaign is gone', async () => {
		await world.fault({ provider: 'smartlead', method: 'DELETE', handled: true, reset: true });
		const { items } = await remove('2048124');
		expect(items).toEqual([{ deleted: true, id: '2048124' }]);
	});

	it('is sent again after an empty response', async () => {
		await world.fault({ provider: 'smartlead', method: 'DELETE', status: 200, body: '' });
		await remove('2048124');
		const requests = await world.log('smartlead');
		expect(requests.filter(({ method }) => method !== 'GET')).toHaveLength(2);
		expect((await world.stored('smartlead')).map(({ id }) => id)).not.toContain(2048124);
	});
});
