import type { INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';
import { storedId } from '../providers/facts.mts';

const world = useSandbox();
const campaign = byId('={{ $json.id }}');
const continueOnFail = { node: { onError: 'continueRegularOutput' } } as const;

/** The IDs of so many new campaigns, the oldest first. */
async function seed(provider: ProviderId, count: number): Promise<string[]> {
	await world.control('POST', '/seed', { provider, count, prefix: 'Row' });
	const rows = (await world.stored(provider)).filter(({ name }) => /^Row \d+$/.test(String(name)));
	const number = ({ name }: { name?: unknown }) => Number(String(name).slice(4));
	const ids = rows
		.toSorted((a, b) => number(a) - number(b))
		.map((campaign) => storedId(provider, campaign));
	await world.control('DELETE', '/requests');
	return ids;
}

async function run(provider: ProviderId, ids: readonly string[], parameters: INodeParameters) {
	return await world.run(
		provider,
		{ campaign, options: { requestsPerMinute: 10_000, maxWait: 2 }, ...parameters },
		{ items: ids.map((id) => ({ id })), ...continueOnFail },
	);
}

/** The reads that arrived: `list`, or the ID of the campaign that was read alone. */
async function reads(provider: ProviderId): Promise<string[]> {
	const received = await world.received(provider);
	return received
		.filter(({ method }) => method === 'GET')
		.map(({ path, query }) => {
			const last = path.split('/').at(-1) ?? '';
			return query.uuid ?? (/^campaigns(\.json)?$|^v2$/.test(last) ? 'list' : last);
		});
}

it('reads one campaign alone, however long the list is', async () => {
	const [id = ''] = await seed('smartlead', 50);
	await run('smartlead', [id], { operation: 'update', updateFields: { unsubscribe_text: 'Bye' } });
	expect(await reads('smartlead')).toEqual([id, id]);
});

it('reads many campaigns from the list, before and after they are written', async () => {
	const ids = await seed('smartlead', 20);
	const { items } = await run('smartlead', ids, {
		operation: 'update',
		updateFields: { unsubscribe_text: 'Bye' },
	});
	expect(items?.map(({ id }) => id)).toEqual(ids);
	expect(await reads('smartlead')).toEqual(['list', 'list']);
});

it('reads many campaigns from the list with Get, and alone what is not in it', async () => {
	const ids = await seed('smartlead', 10);
	const { items } = await run('smartlead', [...ids, '999'], { operation: 'get' });
	expect(items?.slice(0, -1).map(({ id }) => id)).toEqual(ids);
	expect(items?.at(-1)?.error).toBe("Smartlead has no campaign with the ID '999' [item 10]");
	expect(await reads('smartlead')).toEqual(['list', '999']);
});

it('reads no more pages of a list than that saves requests', async () => {
	const ids = await seed('rapidPro', 900);
	// Newest first: three are on the first page, three are so old that every page would have to be read.
	const wanted = [...ids.slice(-3), ...ids.slice(0, 3)];
	const { items } = await run('rapidPro', wanted, { operation: 'get' });
	expect(items?.map(({ id }) => id)).toEqual(wanted);
	const all = await reads('rapidPro');
	expect(all.filter((read) => read === 'list')).toHaveLength(2);
	expect(all.filter((read) => read !== 'list').toSorted()).toEqual(ids.slice(0, 3).toSorted());
});

it('reads each campaign alone when the list cannot be read', async () => {
	const ids = await seed('smartlead', 6);
	await world.fault({ provider: 'smartlead', path: '/campaigns$', status: 501, times: 9 });
	const { items } = await run('smartlead', ids, {
		operation: 'update',
		updateFields: { unsubscribe_text: 'Bye' },
	});
	expect(items?.map(({ id }) => id)).toEqual(ids);
	expect((await reads('smartlead')).filter((read) => read !== 'list')).toHaveLength(12);
});

it('reads each campaign alone for its own object, where a list may hold less of it', async () => {
	const ids = await seed('dailyStory', 4);
	const { items } = await run('dailyStory', ids, {
		operation: 'update',
		updateFields: { description: 'New' },
		simplify: false,
	});
	expect(items?.map(({ campaignId }) => String(campaignId))).toEqual(ids);
	expect(await reads('dailyStory')).not.toContain('list');
});

it('reads each campaign alone whose conversion goals it has to know', async () => {
	const ids = await seed('dailyStory', 4);
	await run('dailyStory', ids, { operation: 'update', updateFields: { conversionGoalsMqls: 7 } });
	expect((await reads('dailyStory')).toSorted()).toEqual([...ids, 'list'].toSorted());
});

it('reads a campaign again that an earlier item has changed', async () => {
	const [first = '', ...others] = await seed('smartlead', 5);
	const ids = [first, first, ...others];
	const { items } = await run('smartlead', ids, {
		operation: 'update',
		updateFields: { unsubscribe_text: '=Bye {{ $itemIndex }}' },
	});
	// The outputs of both items show the campaign as it is at the end.
	expect(items?.map(({ id }) => id)).toEqual(ids);
	expect(await reads('smartlead')).toEqual(['list', first, 'list']);
	const [stored] = (await world.stored('smartlead')).filter(({ id }) => String(id) === first);
	expect(stored?.unsubscribe_text).toBe('Bye 1');
});

it('fails only for the item whose change was accepted but not made', async () => {
	const ids = await seed('smartlead', 5);
	for (const id of ids)
		await world.control('PUT', `/campaigns/smartlead/${id}`, { status: 'ACTIVE' });
	await world.control('DELETE', '/requests');
	await world.fault({
		provider: 'smartlead',
		path: `/${ids[2]}/status$`,
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: { ok: true },
	});
	const { items } = await run('smartlead', ids, { operation: 'changeStatus', status: 'paused' });
	expect(items?.map(({ error, status }) => error ?? status)).toEqual([
		'paused',
		'paused',
		"Smartlead accepted the change to paused, but the campaign 'Row 3' is still active [item 2]",
		'paused',
		'paused',
	]);
	// All of them at once, then twice the one that is not paused.
	expect(await reads('smartlead')).toEqual(['list', ids[2], ids[2]]);
});

it('tells what was done when the list of a service without single reads cannot be read', async () => {
	const ids = await seed('falconyte', 4);
	await world.fault({ provider: 'falconyte', method: 'GET', status: 501, times: 9 });
	const { items } = await run('falconyte', ids, { operation: 'changeStatus', status: 'active' });
	for (const [index, item] of (items ?? []).entries()) {
		expect(item.error).toContain(`(campaign ID ${ids[index]}) [item ${index}]`);
		expect(item.details).toMatchObject({
			description: 'Done: start campaign. Not done: reading it afterwards.',
		});
	}
	expect(await reads('falconyte')).toEqual(['list']);
});

it('searches the list of a service without single reads once for many items', async () => {
	const ids = await seed('falconyte', 5);
	const { items } = await run('falconyte', [...ids, 'nosuch'], { operation: 'get' });
	expect(items?.slice(0, -1).map(({ id }) => id)).toEqual(ids);
	expect(items?.at(-1)?.error).toBe("Falconyte has no campaign with the ID 'nosuch' [item 5]");
	expect(await reads('falconyte')).toEqual(['list']);
});

it('says what was done before the item that ends the run, after it has been read', async () => {
	const ids = await seed('smartlead', 3);
	for (const id of ids)
		await world.control('PUT', `/campaigns/smartlead/${id}`, { status: 'ACTIVE' });
	const { error } = await world.run(
		'smartlead',
		{
			operation: 'changeStatus',
			campaign,
			status: 'paused',
			options: { requestsPerMinute: 10_000, itemsAtOnce: 1 },
		},
		{ items: [...ids, '999', ...ids].map((id) => ({ id })) },
	);
	expect(error?.message).toBe("Smartlead has no campaign with the ID '999' [item 3]");
	expect(error?.description).toContain('Done: item 0 to 2. Not started: item 4 to 6.');
});

it.each(['create', 'upsert'])(
	'reads the list once for the plans of many: %s',
	async (operation) => {
		const items = Array.from({ length: 20 }, (_, index) => ({ name: `New ${index}` }));
		const parameters = { operation, name: '={{ $json.name }}', additionalFields: {} };
		const options = { requestsPerMinute: 10_000, planOnly: true };
		const plans = await world.run('smartlead', { ...parameters, options }, { items });
		expect(plans.items?.map(({ plan }) => plan)).toEqual(items.map(() => 'create'));
		expect(await reads('smartlead')).toEqual(['list']);

		const approved = items.map((item, index) => ({
			...item,
			planId: plans.items?.[index]?.planId,
		}));
		const applied = await world.run(
			'smartlead',
			{ ...parameters, options: { ...options, planOnly: false, planId: '={{ $json.planId }}' } },
			{ items: approved },
		);
		expect(applied.items?.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
		// Once more for all campaigns as they are at the end.
		expect(await reads('smartlead')).toEqual(['list', 'list', 'list']);
	},
);
