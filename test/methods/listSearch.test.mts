import type { INodeProperties, INodePropertyOptions, INodePropertyCollection } from 'n8n-workflow';
import {
	description,
	listMethods,
	loadList,
	webhookTriggerDescription,
} from '../engine/engine.mts';
import { type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

const search = async (provider: ProviderId, method: string, filter?: string, token?: string) =>
	await loadList(world.credential(provider), provider, 'listSearch', method, filter, token);

describe.each(providerIds)('the campaign list of %s', (provider) => {
	it('finds campaigns beyond the first page', async () => {
		await world.control('POST', '/seed', { provider, count: 120, prefix: 'Bulk' });
		await world.control('POST', '/seed', { provider, count: 300, prefix: 'Filler' });
		const { results } = await search(provider, 'searchCampaigns', 'bulk');
		expect(results.length).toBeGreaterThan(0);
		expect(results.every(({ name }) => name.startsWith('Bulk'))).toBe(true);
	});

	it('shows every campaign once, page by page', async () => {
		await world.control('POST', '/seed', { provider, count: 520 });
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await search(provider, 'searchCampaigns', undefined, token);
			values.push(...page.results.map(({ value }) => value));
			token = typeof page.paginationToken === 'string' ? page.paginationToken : undefined;
		} while (token !== undefined);
		expect(values.length).toBeGreaterThanOrEqual(520);
		expect(new Set(values).size).toBe(values.length);
	});

	it('fails with an error instead of being empty', async () => {
		const searchWithKey = async (apiKey: string) =>
			await loadList(
				world.credential(provider, { apiKey }),
				provider,
				'listSearch',
				'searchCampaigns',
			);
		await expect(searchWithKey('wrong')).rejects.toThrow('rejected the API key or token');
		await expect(searchWithKey('')).rejects.toThrow("The credential's 'API Key or Token' is empty");
	});
});

it('finds groups by name, part of a name and UUID', async () => {
	const all = await search('rapidPro', 'rapidProGroups');
	expect(all.results.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['Reporters', 'Mères et bébés']),
	);
	expect((await search('rapidPro', 'rapidProGroups', 'worker')).results).toEqual([
		{ name: 'Health Workers', value: '0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0005' },
	]);
	expect(
		(await search('rapidPro', 'rapidProGroups', '0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0002')).results,
	).toHaveLength(1);
});

it('reads the older list of Inbox page by page when the current one is not available', async () => {
	await world.fault({
		provider: 'inbox',
		path: '/campaigns/v2$',
		status: 404,
		body: {},
		times: 50,
	});
	const campaign = { name: 'Old', status: 'active', type: 'x', steps: [], lists: [] };
	const page = (from: number) =>
		Array.from({ length: 100 }, (_, index) => ({ ...campaign, id: `old${from + index}` }));
	const nextCursor = { id: 'old99', timestamp: '2025-01-01T00:00:00.000Z' };
	await world.fault({
		provider: 'inbox',
		path: '/campaigns$',
		status: 200,
		body: { campaigns: page(0), nextCursor },
	});
	await world.fault({
		provider: 'inbox',
		path: '/campaigns$',
		status: 200,
		body: { campaigns: page(100), nextCursor: null },
	});
	const first = await search('inbox', 'searchCampaigns');
	const second = await search('inbox', 'searchCampaigns', undefined, String(first.paginationToken));
	expect(second.results[0]?.value).toBe('old100');
	expect((await world.received('inbox')).at(-1)?.query).toEqual({
		limit: '100',
		cursorId: 'old99',
		cursorTimestamp: '2025-01-01T00:00:00.000Z',
	});
});

it('stops searching when the service sends the same page again', async () => {
	const campaigns = Array.from({ length: 100 }, (_, index) => ({
		id: `c${index}`,
		name: `C ${index}`,
	}));
	const body = { ok: true, campaigns };
	await world.fault({ provider: 'falconyte', status: 200, body, times: 50 });
	await expect(search('falconyte', 'searchCampaigns', 'no such name')).rejects.toThrow(
		'keeps sending pages',
	);
	expect(await world.log('falconyte')).toHaveLength(2);
});

it('names both services when the credential is for another one', async () => {
	const list = loadList(
		world.credential('falconyte'),
		'smartlead',
		'listSearch',
		'searchCampaigns',
	);
	await expect(list).rejects.toMatchObject({
		message: 'The node is set to Smartlead, but the credential is for Falconyte',
		description: "Choose a credential for Smartlead, or change 'Provider'. Nothing was sent.",
	});
	expect(await world.log()).toEqual([]);
});

it('finds clients by name, with spaces around it or not', async () => {
	expect((await search('smartlead', 'smartleadClients', ' café ')).results).toEqual([
		{ name: 'Café Olé', value: '4102' },
	]);
});

it('finds fields with dates only, those of every contact included', async () => {
	expect((await search('rapidPro', 'rapidProDateFields')).results).toEqual([
		{ name: 'Created On', value: 'created_on' },
		{ name: 'Last Seen On', value: 'last_seen_on' },
		{ name: 'Due Date', value: 'due_date' },
		{ name: 'Registration', value: 'registration' },
	]);
});

it('finds the fields with dates of an older server, which has other names for the type and the name', async () => {
	const field = (key: string, label: string, value_type: string) => ({ key, label, value_type });
	const results = [field('born', 'Born On', 'datetime'), field('age', 'Age', 'numeric')];
	const body = { next: null, previous: null, results };
	await world.fault({ provider: 'rapidPro', path: 'fields', status: 200, body });
	expect((await search('rapidPro', 'rapidProDateFields', 'born')).results).toEqual([
		{ name: 'Born On', value: 'born' },
	]);
});

it('finds flows that are not archived, whatever the server does with the filter', async () => {
	const flow = 'f10e0000-0000-4000-8000-000000000002';
	expect((await search('rapidPro', 'rapidProFlows', 'mother')).results).toEqual([
		{ name: 'Mother Registration', value: flow },
	]);
	expect((await search('rapidPro', 'rapidProFlows', 'poll')).results).toEqual([]);
	expect((await world.received('rapidPro'))[0]?.query).toEqual({ archived: '0' });
	const results = [{ uuid: flow, name: 'Old Poll', archived: true }];
	const body = { next: null, previous: null, results };
	await world.fault({ provider: 'rapidPro', path: 'flows', status: 200, body });
	expect((await search('rapidPro', 'rapidProFlows')).results).toEqual([]);
});

it.each(
	providerIds.flatMap((provider) =>
		facts[provider].editor.optionLists.map(
			({ method, option }) => [provider, method, option] as const,
		),
	),
)('loads the options of %s: %s', async (provider, method, name) => {
	const { results } = await loadList(world.credential(provider), provider, 'loadOptions', method);
	expect(results.map((option) => option.name)).toContain(name);
	await expect(
		loadList(world.credential(provider, { apiKey: 'wrong' }), provider, 'loadOptions', method),
	).rejects.toThrow('rejected the API key or token');
});

it('offers the time zones without asking any service', async () => {
	const { results } = await loadList({}, 'inbox', 'loadOptions', 'timeZones');
	const names = results.map(({ name, value }) => (name === value ? name : undefined));
	expect(names).toEqual(expect.arrayContaining(['UTC', 'Europe/Berlin', 'America/New_York']));
	expect(names.length).toBeGreaterThan(300);
	expect(await world.log()).toEqual([]);
});

it('says that a service does not offer a list whose call is inferred', async () => {
	const body = { Status: false, Message: 'Resource not found', Response: {} };
	await world.fault({ provider: 'dailyStory', path: '/segments$', status: 404, body, times: 9 });
	const load = loadList(
		world.credential('dailyStory'),
		'dailyStory',
		'loadOptions',
		'dailyStorySegments',
	);
	await expect(load).rejects.toMatchObject({
		message: expect.stringMatching(/^DailyStory has no call to list the segments/),
	});
});

it('has exactly the list methods that fields refer to', () => {
	const named = { listSearch: new Set<string>(), loadOptions: new Set<string>() };
	const visit = (property: INodeProperties | INodePropertyOptions | INodePropertyCollection) => {
		if ('values' in property) property.values.forEach(visit);
		if (!('type' in property)) return;
		const load = property.typeOptions?.loadOptionsMethod;
		if (load !== undefined) named.loadOptions.add(load);
		for (const mode of property.modes ?? []) {
			const method = mode.typeOptions?.searchListMethod;
			if (method !== undefined) named.listSearch.add(method);
		}
		for (const option of property.options ?? []) visit(option);
	};
	for (const { properties } of [description, webhookTriggerDescription]) properties.forEach(visit);
	const methods = listMethods();
	// A list may serve either kind of field, so each method exists in both kinds.
	const used = [...new Set([...named.listSearch, ...named.loadOptions])];
	expect(methods.listSearch).toEqual(expect.arrayContaining([...named.listSearch]));
	expect(methods.loadOptions).toEqual(expect.arrayContaining([...named.loadOptions]));
	expect([...new Set([...methods.listSearch, ...methods.loadOptions])].sort()).toEqual(used.sort());
});
