import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'smartlead';

const run = async (
	parameters: INodeParameters,
	items: IDataObject[],
	options: INodeParameters = {},
	node: Partial<INode> = {},
) =>
	await runCampaign({
		// Without the pace of the documented rate, which would set the order by itself.
		parameters: { provider, ...parameters, options: { requestsPerMinute: 6000, ...options } },
		credential: world.credential(provider),
		items,
		node,
	});

const create = async (names: string[], options: INodeParameters = {}, node: Partial<INode> = {}) =>
	await run(
		{ operation: 'create', name: '={{ $json.name }}' },
		names.map((name) => ({ name })),
		options,
		node,
	);

const continued: Partial<INode> = { onError: 'continueRegularOutput' };

const names = Array.from({ length: 12 }, (_, index) => `Side ${index}`);

const creations = async () =>
	(await world.log(provider)).filter(({ path }) => path.endsWith('/create'));

it('gives each item its own result in the order of the input, whoever is first', async () => {
	await world.fault({ provider, path: '/create$', delayMs: 1_500 });
	await world.fault({ provider, path: '/create$', status: 400, body: { error: 'no' } });
	const { items, paired } = await create(names, {}, continued);
	expect(items?.map(({ name, error }) => name ?? error)).toEqual([
		'Side 0',
		'Smartlead refused to create the campaign: no [item 1]',
		...names.slice(2),
	]);
	expect(paired).toEqual(names.map((_, item) => ({ item })));
	const stored = (await world.stored(provider)).map(({ name }) => String(name));
	expect(stored.indexOf('Side 0')).toBeGreaterThan(stored.indexOf('Side 4'));
});

it.each([1, 3])('works on %i items at once, no more', async (itemsAtOnce) => {
	await world.fault({ provider, path: '/create$', delayMs: 400, times: names.length });
	await create(names, { itemsAtOnce });
	const times = (await creations()).map(({ at }) => at).sort((a, b) => a - b);
	expect(times).toHaveLength(names.length);
	const within = times.map((from) => times.filter((at) => at >= from && at < from + 390).length);
	expect(Math.max(...within)).toBe(itemsAtOnce);
});

it('keeps items about one campaign in their order, also when the first of them is slow', async () => {
	const campaign = byId('={{ $json.id }}');
	const wanted = ['paused', 'active', 'paused', 'active', 'paused'];
	await world.fault({ provider, path: '/2048110/status$', delayMs: 600 });
	const { items } = await run(
		{ operation: 'changeStatus', campaign, status: '={{ $json.status }}' },
		wanted.map((status) => ({ id: '2048110', status })),
	);
	expect(items?.map(({ status }) => status)).toEqual(wanted);
	const sent = (await world.log(provider)).filter(({ path }) => path.endsWith('/status'));
	expect(sent.map(({ body }) => body)).toEqual([
		{ status: 'PAUSED' },
		{ status: 'START' },
		{ status: 'PAUSED' },
		{ status: 'START' },
		{ status: 'PAUSED' },
	]);
});

it('never takes the campaign of an item of the same name for a lost one', async () => {
	await world.fault({ provider, path: '/create$', delayMs: 300, reset: true });
	const { items } = await create(['Same', 'same', 'Same'], {}, continued);
	const stored = (await world.stored(provider)).filter(({ name }) => /^same$/i.test(String(name)));
	expect(stored).toHaveLength(2);
	expect(items?.[0]?.error).toContain('It is not known whether');
	expect(items?.slice(1).map(({ id }) => id)).toEqual(stored.map(({ id }) => String(id)));
});

it('starts nothing after a failure, and says what was done', async () => {
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

it('lets all items wait when the service refuses one for its rate', async () => {
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
	// The five that were under way, then nobody until the wait is over.
	expect(times.filter((at) => at < first + 1_900)).toHaveLength(5);
});

it.each([
	['itemsAtOnce', 'Items at Once', ''],
	['maxAttempts', 'Maximum Attempts', ''],
	['requestsPerMinute', 'Requests per Minute', ''],
	['timeout', 'Timeout', ' to 3600'],
])('refuses a bad %s before anything is sent', async (option, displayName, most) => {
	for (const value of [0, -1, 1.5, 'many', {}]) {
		const { error } = await create(['x'], { [option]: value });
		expect(error?.message).toBe(`'${displayName}' must be a whole number from 1${most}`);
	}
	expect(await world.log(provider)).toEqual([]);
});
