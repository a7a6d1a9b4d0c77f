import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'smartlead';

const run = async (
	parameters: INodeParameters,
	items: IDataObject[],
	options: INodeParameters = {},
	node: Partial<INode> = {},
) =>
	await world.run(
		provider,
		// The documented rate would set the order by itself.
		{ ...parameters, options: { requestsPerMinute: 6000, ...options } },
		{ items, node },
	);

const create = async (names: string[], options: INodeParameters = {}, node: Partial<INode> = {}) =>
	await run(
		{ operation: 'create', name: '={{ $json.name }}' },
		names.map((name) => ({ name })),
		options,
		node,
	);

const continueOnFail: Partial<INode> = { onError: 'continueRegularOutput' };

const names = Array.from({ length: 12 }, (_, index) => `Side ${index}`);

const creations = async () =>
	(await world.log(provider)).filter(({ path }) => path.endsWith('/create'));

it('returns the results in the order of the input, whichever item finishes first', async () => {
	await world.fault({ provider, path: '/create$', delayMs: 1_500 });
	await world.fault({ provider, path: '/create$', status: 400, body: { error: 'no' } });
	const { items, paired } = await create(names, {}, continueOnFail);
	expect(items?.map(({ name, error }) => name ?? error)).toEqual([
		'Side 0',
		'Smartlead refused to create the campaign: no [item 1]',
		...names.slice(2),
	]);
	expect(paired).toEqual(names.map((_, item) => ({ item })));
	const stored = (await world.stored(provider)).map(({ name }) => String(name));
	expect(stored.indexOf('Side 0')).toBeGreaterThan(stored.indexOf('Side 4'));
});

it.each([1, 3])('works on at most %i items at the same time', async (itemsAtOnce) => {
	await world.fault({ provider, path: '/create$', delayMs: 400, times: names.length });
	await create(names, { itemsAtOnce });
	const times = (await creations()).map(({ at }) => at).sort((a, b) => a - b);
	expect(times).toHaveLength(names.length);
	const within = times.map((from) => times.filter((at) => at >= from && at < from + 390).length);
	expect(Math.max(...within)).toBe(itemsAtOnce);
});

it('keeps the order of items that change one campaign, even when the first is slow', async () => {
	const campaign = byId('={{ $json.id }}');
	const statuses = ['paused', 'active', 'paused', 'active', 'paused'];
	await world.fault({ provider, path: '/2048110/status$', delayMs: 600 });
	const { items } = await run(
		{ operation: 'changeStatus', campaign, status: '={{ $json.status }}' },
		statuses.map((status) => ({ id: '2048110', status })),
	);
	// Each item shows the campaign as it is at the end of the run.
	expect(items?.map(({ status }) => status)).toEqual(statuses.map(() => 'paused'));
	const requests = (await world.log(provider)).filter(({ path }) => path.endsWith('/status'));
	expect(requests.map(({ body }) => body)).toEqual([
		{ status: 'PAUSED' },
		{ status: 'START' },
		{ status: 'PAUSED' },
		{ status: 'START' },
		{ status: 'PAUSED' },
	]);
});

it('never takes a campaign that another item created for one whose response was lost', async () => {
	await world.fault({ provider, path: '/create$', delayMs: 300, reset: true });
	const { items } = await create(['Same', 'same', 'Same'], {}, continueOnFail);
	const stored = (await world.stored(provider)).filter(({ name }) => /^same$/i.test(String(name)));
	expect(stored).toHaveLength(2);
	expect(items?.[0]?.error).toContain('It is not known whether');
	expect(items?.slice(1).map(({ id }) => id)).toEqual(stored.map(({ id }) => String(id)));
});

it('starts no item after a failure, and reports which items are done', async () => {
	await world.fault({
		provider,
		path: '/create$',
		delayMs: 500,
		status: 400,
		body: { error: 'no' },
	});
	await world.fault({ provider, path: '/create$', delayMs: 3_000 });
	const { error } = await create(names, { itemsAtOnce: 2 });
	expect(error?.message).toBe('Smartlead refused to create the campaign: no [item 0]');
	expect(error?.description).toMatch(/ Done: item 1\. Not started: item 2 to 11\.$/);
	expect(await creations()).toHaveLength(2);
});

it('makes all items wait when the service rate-limits one of them', async () => {
	await world.fault({
		provider,
		path: '/create$',
		status: 429,
		headers: { 'retry-after': '2' },
		body: { message: 'slow down' },
	});
	await world.fault({ provider, path: '/create$', delayMs: 300, times: 11 });
	const { items } = await create(names);
	expect(items?.map(({ name }) => name)).toEqual(names);
	const times = (await creations()).map(({ at }) => at).sort((a, b) => a - b);
	const [first = 0] = times;
	expect(times).toHaveLength(names.length + 1);
	// Those that were under way, of five at once; then none until the wait is over.
	expect(times.filter((at) => at < first + 1_900).length).toBeLessThanOrEqual(5);
});
