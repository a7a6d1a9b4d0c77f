import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, summarize, TriggerSetup } from './helpers.mts';

const world = useSandbox();
const setup = new TriggerSetup(world);

it.each(['falconyte', 'inbox', 'rapidPro'] as const)(
	'%s: stops when time runs out, continues with the next poll, and misses nothing',
	async (provider) => {
		await setup.seed(provider, 900);
		const whole = new ActiveTrigger(world.credential(provider), { events: allEvents });
		const short = new ActiveTrigger(world.credential(provider), { events: allEvents });
		await whole.poll();
		// Too short for a second page.
		for (let poll = 0; poll < 12; poll++)
			expect((await short.poll({ budgetMs: 1 })).error).toBeUndefined();
		await setup.seed(provider, 3, 'Late');
		await setup.remove(provider, 'Bulk campaign 400');
		await setup.change(provider, 'Bulk campaign 800', { name: 'Renamed' });
		const expected = summarize((await whole.poll()).items).concat(
			summarize((await whole.poll()).items),
		);
		const reported: string[] = [];
		let mostPages = 0;
		for (let poll = 0; poll < 60; poll++) {
			await world.control('DELETE', '/requests');
			reported.push(...summarize((await short.poll({ budgetMs: 1 })).items));
			mostPages = Math.max(mostPages, (await world.log(provider)).length);
		}
		expect(reported.sort()).toEqual(expected.sort());
		expect(expected).toHaveLength(5);
		expect(mostPages).toBeLessThan(10);
	},
	60_000,
);

it('restarts the list when its cursor is no longer valid', async () => {
	await setup.seed('rapidPro', 600);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), {
		events: ['created', 'deleted'],
	});
	await trigger.poll();
	await trigger.poll({ budgetMs: 1 });
	expect(JSON.parse(trigger.stored)).toHaveProperty(
		'watch.page',
		expect.stringContaining('cursor'),
	);
	await world.fault({
		provider: 'rapidPro',
		path: 'campaigns',
		status: 404,
		body: { detail: 'Invalid cursor' },
	});
	await setup.seed('rapidPro', 1, 'Late');
	const { items, error } = await trigger.poll();
	expect(error).toBeUndefined();
	expect(summarize(items)).toEqual(['created Late 601']);
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
});

it.each([
	['v2', '/campaigns/v2$'],
	['the other one', '/campaigns$'],
])('reads no other list than before when %s is missing once', async (which, path) => {
	const other = which === 'v2' ? '/campaigns$' : '/campaigns/v2$';
	const listed = (name: string) => [{ id: `id${name}`, name, status: 'active' }];
	const fault = { provider: 'inbox' as const, times: 100 };
	// Without the first list, the trigger uses the other one from the start.
	if (which !== 'v2')
		await world.fault({ ...fault, path: other, status: 404, body: '<html>Not Found</html>' });
	else
		await world.fault({ ...fault, path: other, status: 200, body: { campaigns: listed('old') } });
	const trigger = await setup.started('inbox');
	await trigger.poll();
	const { stored } = trigger;
	await world.control('DELETE', '/faults');
	await world.fault({ ...fault, path, status: 404, body: '<html>Not Found</html>' });
	await world.fault({ ...fault, path: other, status: 200, body: { campaigns: listed('other') } });
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	expect(trigger.stored === stored).toBe(true);
	await world.control('DELETE', '/faults');
	expect((await trigger.poll()).items).toEqual([]);
});

it.each([
	['404', { status: 404 }],
	['410', { status: 410 }],
	['422', { status: 422 }],
	['500', { status: 500 }],
	['a refusal in a 200', { status: 200, body: { success: false, message: 'Bad cursor' } }],
	['an unexpected shape', { status: 200, body: { items: [] } }],
])(
	'restarts the list when the service answers the cursor with %s, and reads no other list',
	async (_, fault) => {
		await setup.seed('inbox', 300);
		const trigger = await setup.started('inbox');
		await trigger.poll({ budgetMs: 1 });
		expect(JSON.parse(trigger.stored)).toHaveProperty('watch.page', expect.stringContaining('cur'));
		const { status } = fault;
		const body = { error: { code: 'INVALID', message: 'The cursor is not known.', status } };
		await world.fault({ provider: 'inbox', path: '/campaigns/v2$', body, ...fault });
		const campaigns = [{ id: 'old1', name: 'Old', status: 'active' }];
		await world.fault({ provider: 'inbox', path: '/campaigns$', status: 200, body: { campaigns } });
		const { items, error } = await trigger.poll();
		expect([error, items]).toEqual([undefined, []]);
		await setup.expectRecovery(trigger, 'inbox');
	},
);

it('reads on after a page that is not full when Falconyte says that there are more', async () => {
	const trigger = await setup.started('falconyte');
	await setup.seed('falconyte', 1, 'Late');
	const [late] = (await setup.listed('falconyte')).filter(({ name }) => name === 'Late 1');
	const known = (await setup.listed('falconyte')).filter(({ name }) => name !== 'Late 1');
	const fault = { provider: 'falconyte' as const, path: 'email/campaigns$', status: 200 };
	for (const [page, data] of [known, [], [late]].entries()) {
		const meta = { current_page: page + 1, last_page: 3, per_page: 100 };
		await world.fault({ ...fault, body: { ok: true, campaigns: { data }, meta } });
	}
	expect(summarize((await trigger.poll()).items)).toEqual(['created Late 1']);
	expect((await trigger.poll()).items).toEqual([]);
});
