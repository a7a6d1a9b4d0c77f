import { useSandbox } from '../../engine/world.mts';

const world = useSandbox();

it('filters by a name that an expression returns as a number', async () => {
	await world.control('POST', '/seed', { provider: 'smartlead', count: 1, prefix: 'Launch 2026' });
	const { items } = await world.run('smartlead', {
		operation: 'getAll',
		filters: { name: '={{ 2026 }}' },
	});
	expect(items).toMatchObject([{ name: 'Launch 2026 1' }]);
});

it('filters by a name that was pasted with spaces around it', async () => {
	const { items } = await world.run('smartlead', {
		operation: 'getAll',
		filters: { name: ' saas founders q1 ' },
	});
	expect(items).toContainEqual(expect.objectContaining({ name: 'SaaS Founders Q1 2025' }));
});
