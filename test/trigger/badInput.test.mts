import type { IDataObject } from 'n8n-workflow';
import { keys, rapidProDemotedKey } from '../../sandbox/api/keys.mts';
import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

const events = ['created', 'updated', 'statusChanged', 'deleted'];

/** A list with nothing in it, as each service would send it. */
const emptyLists: Record<ProviderId, IDataObject | IDataObject[]> = {
	dailyStory: { Status: true, Message: '', Response: { campaigns: [] } },
	falconyte: { ok: true, campaigns: [] },
	inbox: { data: [], nextCursor: null },
	rapidPro: { next: null, previous: null, results: [] },
	smartlead: [],
};

const seed = async (provider: ProviderId, count: number, prefix = 'Bulk campaign') =>
	await world.control('POST', '/seed', { provider, count, prefix });

async function begun(provider: ProviderId): Promise<ActiveTrigger> {
	// The tests of this file share a pace, which is not what they are about.
	const options = { requestsPerMinute: 1_000_000 };
	const trigger = new ActiveTrigger(world.credential(provider), { events, options });
	expect((await trigger.poll()).error).toBeUndefined();
	return trigger;
}

/** The trigger tells what happened meanwhile, once, as soon as the service is back. */
async function isBack(trigger: ActiveTrigger, provider: ProviderId): Promise<void> {
	await seed(provider, 1, 'Late');
	const { items, error } = await trigger.poll();
	expect(error).toBeUndefined();
	expect(items.map(({ event }) => event)).toEqual(['created']);
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
}

describe.each(providerIds)('%s', (provider) => {
	it('says what to do about a revoked key, changes nothing, and goes on when the key is back', async () => {
		const trigger = await begun(provider);
		const { stored } = trigger;
		trigger.credential = world.credential(provider, { apiKey: 'revoked-key-0000000000' });
		const { error, items } = await trigger.poll();
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/rejected the API key or token/);
		expect(error?.description).toContain("Check 'API Key or Token' in the credential");
		expect(error?.description).toContain('No event is lost.');
		expect(error).toHaveProperty('failure.cause', 'credential-invalid');
		expect(JSON.stringify(error)).not.toContain('revoked-key');
		expect(trigger.stored === stored).toBe(true);
		trigger.credential = world.credential(provider);
		await isBack(trigger, provider);
	});

	it.each([
		['a page', { status: 200, body: '<html><title>Down for maintenance</title></html>' }],
		['another shape', { status: 200, body: { items: [] } }],
		['a server error', { status: 500, body: 'Server Error' }],
	])('changes nothing when the list is %s, and goes on by itself', async (_, fault) => {
		const trigger = await begun(provider);
		const { stored } = trigger;
		await world.fault({ provider, ...fault, times: 1 });
		const { error, items } = await trigger.poll();
		expect([error === undefined, items]).toEqual([false, []]);
		expect(error?.description).toContain('The trigger continues with the next poll.');
		expect(error?.description).not.toContain('Run the node');
		expect(trigger.stored === stored).toBe(true);
		await isBack(trigger, provider);
	});

	it('reports no deletion when the list is empty once', async () => {
		const trigger = await begun(provider);
		const status = { status: 200, body: emptyLists[provider] };
		await world.fault({ provider, path: 'campaigns', ...status });
		expect((await trigger.poll()).items).toEqual([]);
		await isBack(trigger, provider);
	});
});

it.each(providerIds.filter((provider) => provider !== 'falconyte'))(
	'%s: reports no deletion when the list stays empty while its campaigns are there',
	async (provider) => {
		const trigger = await begun(provider);
		const status = { status: 200, body: emptyLists[provider] };
		const path = provider === 'rapidPro' ? '^/api/v2/campaigns.json$' : '/campaigns(/v2)?$';
		for (const _ of [1, 2, 3]) {
			await world.control('DELETE', '/faults');
			// RapidPro reads one campaign at the same path: only the list is empty.
			await world.fault({ provider, path, ...status, times: 1 });
			expect((await trigger.poll()).items).toEqual([]);
		}
		await world.control('DELETE', '/faults');
		await isBack(trigger, provider);
	},
);

it('reports a mass deletion after the second look, each campaign once', async () => {
	await seed('rapidPro', 300);
	const trigger = await begun('rapidPro');
	await world.control('POST', '/reset');
	expect((await trigger.poll()).items).toEqual([]);
	const { items } = await trigger.poll();
	expect(items).toHaveLength(300);
	expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(300);
	expect((await trigger.poll()).items).toEqual([]);
});

it('says that the token lacks the permission', async () => {
	const trigger = new ActiveTrigger(world.credential('rapidPro', { apiKey: rapidProDemotedKey }), {
		events,
	});
	const { error } = await trigger.poll();
	expect(error?.message).toContain('You do not have permission to perform this action.');
	expect(trigger.stored).toBe('{}');
});

it('says for how long to wait where the service does, in the words that n8n waits by', async () => {
	const trigger = await begun('rapidPro');
	const headers = { 'Retry-After': '2880' };
	const body = { detail: 'Request was throttled. Expected available in 2880 seconds.' };
	await world.fault({ provider: 'rapidPro', status: 429, headers, body });
	const { error } = await trigger.poll();
	expect(error).toHaveProperty('failure', { cause: 'rate-limited', retryAfterMs: 2_880_000 });
	expect(error?.description).toContain('48 minutes');
	expect(error?.description).not.toContain('Maximum Wait');
});

it('takes a campaign that is listed twice for one', async () => {
	const trigger = await begun('smartlead');
	const [one] = await world.stored('smartlead');
	const { sandbox: _hidden, ...campaign } = one ?? {};
	const list = (await world.stored('smartlead')).map(({ sandbox: _extras, ...each }) => each);
	const twice = [...list, { ...campaign, id: 7, name: 'New' }, { ...campaign, id: 7, name: 'New' }];
	await world.fault({ provider: 'smartlead', status: 200, body: twice });
	expect((await trigger.poll()).items).toMatchObject([{ event: 'created', campaign: { id: '7' } }]);
});

it('sees no difference when ids come as texts instead of numbers', async () => {
	const trigger = await begun('smartlead');
	const list = (await world.stored('smartlead')).map(({ sandbox: _extras, ...each }) => ({
		...each,
		id: String(each.id),
		max_leads_per_day: String(each.max_leads_per_day),
	}));
	await world.fault({ provider: 'smartlead', status: 200, body: list });
	expect((await trigger.poll()).items).toEqual([]);
});

it('reports a status word that it does not know as unknown, with the word', async () => {
	const trigger = await begun('smartlead');
	const campaign = (await world.stored('smartlead')).find(({ status }) => status === 'ACTIVE');
	await world.control('PUT', `/campaigns/smartlead/${String(campaign?.id)}`, { status: 'NAPPING' });
	expect((await trigger.poll()).items).toMatchObject([
		{
			event: 'statusChanged',
			campaign: { status: 'unknown', providerStatus: 'NAPPING' },
			previous: { status: 'active' },
		},
	]);
});

it('stops when a listed campaign has no ID, rather than to report it again and again', async () => {
	const trigger = await begun('smartlead');
	const body = [{ name: 'No id', status: 'ACTIVE' }];
	await world.fault({ provider: 'smartlead', status: 200, body });
	expect((await trigger.poll()).error?.message).toBe(
		"Smartlead lists the campaign 'No id' without a valid ID",
	);
	await isBack(trigger, 'smartlead');
});

it('puts thousands of changes at once into one execution', async () => {
	await seed('inbox', 3000);
	const trigger = await begun('inbox');
	for (const { id, name } of await world.stored('inbox')) {
		if (String(name).startsWith('Bulk')) {
			await world.control('PUT', `/campaigns/inbox/${String(id)}`, { name: `${String(name)}!` });
		}
	}
	const { items } = await trigger.poll();
	expect(items).toHaveLength(3000);
	expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(3000);
	expect((await trigger.poll()).items).toEqual([]);
}, 60_000);

it.each([
	['an hour ahead', 3_600_000],
	['a day back', -86_400_000],
])('dates and reports rightly when the machine’s clock jumps %s', async (_, jumpMs) => {
	const trigger = await begun('dailyStory');
	const realNow = Date.now;
	await seed('dailyStory', 1);
	const about = realNow();
	let polled: Awaited<ReturnType<ActiveTrigger['poll']>>;
	// The sandbox runs in this process too: it says the right time by a header of its own.
	await world.fault({
		...{ provider: 'dailyStory' as const, handled: true, delayMs: 0 },
		headers: { Date: new Date(about).toUTCString() },
	});
	Date.now = () => realNow() + jumpMs;
	try {
		polled = await trigger.poll();
	} finally {
		Date.now = realNow;
	}
	expect(polled.items).toHaveLength(1);
	const [item] = polled.items;
	expect(Math.abs(Date.parse(String(item?.detectedAt)) - about)).toBeLessThan(60_000);
	expect((await trigger.poll()).items).toEqual([]);
});

it.each<[string, IDataObject, string]>([
	['no event', { events: [] }, "'Events' is empty"],
	['an unknown event', { events: ['archived'] }, "'Events' cannot be 'archived'"],
	['an unknown status', { events, statuses: ['ready'] }, "'Statuses' cannot be 'ready'"],
	['a name that is no text', { events, filters: { name: 5 } }, "'Name' is not a text"],
	[
		'no rate',
		{ events, options: { requestsPerMinute: 0 } },
		"'Requests per Minute' must be a whole number from 1",
	],
	[
		'no list of ids',
		{ events, filters: { campaigns: { a: 1 } } },
		"'Campaign IDs' is not a list of IDs",
	],
])('refuses %s before any request', async (_, parameters, message) => {
	const trigger = new ActiveTrigger(world.credential('inbox'), parameters as never);
	const { error } = await trigger.poll();
	expect(error?.message).toBe(message);
	expect(error).toHaveProperty('failure.cause', 'configuration-invalid');
	expect(await world.log('inbox')).toEqual([]);
});

it('keeps the key out of what it stores', async () => {
	for (const provider of providerIds) {
		expect((await begun(provider)).stored).not.toContain(keys[provider]);
	}
});

it('takes a short list for no beginning where only new campaigns count', async () => {
	await seed('rapidPro', 600);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	for (const _ of [1, 2]) await trigger.poll();
	const fault = { provider: 'rapidPro' as const, path: 'campaigns', status: 200 };
	await world.fault({ ...fault, body: emptyLists.rapidPro });
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
	// Also where deletions are asked for from then on.
	trigger.parameters = { events };
	await world.fault({ ...fault, body: emptyLists.rapidPro });
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
	await isBack(trigger, 'rapidPro');
}, 30_000);

/** Takes a campaign of DailyStory out of its list, without any answer of its own. */
async function unlisted(count: number): Promise<string[]> {
	const ids: string[] = [];
	for (const { name, campaignId } of await world.stored('dailyStory'))
		if (String(name).startsWith('Bulk') && ids.length < count) ids.push(String(campaignId));
	const list = (await world.stored('dailyStory'))
		.filter(({ campaignId }) => !ids.includes(String(campaignId)))
		.map(({ sandbox: _extras, ...each }) => each);
	const body = { Status: true, Message: '', Response: { campaigns: list } };
	const path = '/campaigns$';
	await world.fault({ provider: 'dailyStory', path, status: 200, body, times: 100 });
	return ids;
}

it.each([
	['in words', { status: 200, body: { Status: false, Message: 'Campaign not found' } }, 1],
	['as gone for good', { status: 410, body: { Status: false, Message: 'Gone' } }, 1],
	['in a form that is not known', { status: 200, body: { Status: true, Response: null } }, 0],
	['because the key may not see it', { status: 403, body: { Status: false, Message: 'No' } }, 0],
	['because the service fails', { status: 500, body: 'Server Error' }, 0],
])('goes on when a campaign that the list lacks is refused %s', async (_, fault, deletions) => {
	await seed('dailyStory', 1);
	const trigger = await begun('dailyStory');
	const [id = ''] = await unlisted(1);
	const path = `/campaign/${id}$`;
	await world.fault({ provider: 'dailyStory', path, ...fault, times: 100 });
	const told: unknown[] = [];
	for (const _ of [1, 2, 3, 4]) {
		const { items, error } = await trigger.poll();
		expect(error).toBeUndefined();
		told.push(...items.map(({ event }) => event));
	}
	expect(told).toEqual(Array.from({ length: deletions }, () => 'deleted'));
	await world.control('DELETE', '/faults');
});

it.each([4, 9])(
	'reports a deletion though the list leaves out %s more that are there',
	async (count) => {
		await seed('dailyStory', count + 1);
		const trigger = await begun('dailyStory');
		const ids = await unlisted(count + 1);
		const gone = ids[count];
		const path = `/campaign/${gone}$`;
		const body = { Status: false, Message: 'Not found' };
		await world.fault({ provider: 'dailyStory', path, status: 404, body, times: 100 });
		const told: unknown[] = [];
		for (let poll = 0; poll < 16; poll++) told.push(...(await trigger.poll()).items);
		expect(told).toMatchObject([{ event: 'deleted', campaign: { id: gone } }]);
	},
);

it.each([
	['v2', '/campaigns/v2$'],
	['the other one', '/campaigns$'],
])(
	'reads no other list than the one that it watches when %s is not there for once',
	async (which, path) => {
		const other = which === 'v2' ? '/campaigns$' : '/campaigns/v2$';
		const listed = (name: string) => [{ id: `id${name}`, name, status: 'active' }];
		const fault = { provider: 'inbox' as const, times: 100 };
		// Without the first list, the service is watched by its other one from the beginning.
		if (which !== 'v2')
			await world.fault({ ...fault, path: other, status: 404, body: '<html>Not Found</html>' });
		else
			await world.fault({ ...fault, path: other, status: 200, body: { campaigns: listed('old') } });
		const trigger = await begun('inbox');
		await trigger.poll();
		const { stored } = trigger;
		await world.control('DELETE', '/faults');
		await world.fault({ ...fault, path, status: 404, body: '<html>Not Found</html>' });
		await world.fault({ ...fault, path: other, status: 200, body: { campaigns: listed('other') } });
		for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
		expect(trigger.stored === stored).toBe(true);
		await world.control('DELETE', '/faults');
		expect((await trigger.poll()).items).toEqual([]);
	},
);

it.each([
	['404', { status: 404 }],
	['410', { status: 410 }],
	['422', { status: 422 }],
	['500', { status: 500 }],
	['a refusal in a 200', { status: 200, body: { success: false, message: 'Bad cursor' } }],
	['a form that is not known', { status: 200, body: { items: [] } }],
])(
	'begins the list anew when the service answers its mark with %s, and reads no other list',
	async (_, fault) => {
		await seed('inbox', 300);
		const trigger = await begun('inbox');
		await trigger.poll({ budgetMs: 1 });
		expect(JSON.parse(trigger.stored)).toHaveProperty('watch.page', expect.stringContaining('cur'));
		const { status } = fault;
		const body = { error: { code: 'INVALID', message: 'The cursor is not known.', status } };
		await world.fault({ provider: 'inbox', path: '/campaigns/v2$', body, ...fault });
		const campaigns = [{ id: 'old1', name: 'Old', status: 'active' }];
		await world.fault({ provider: 'inbox', path: '/campaigns$', status: 200, body: { campaigns } });
		const { items, error } = await trigger.poll();
		expect([error, items]).toEqual([undefined, []]);
		await isBack(trigger, 'inbox');
	},
);

it('takes two short lists far from each other for what they are', async () => {
	await seed('rapidPro', 600);
	const trigger = new ActiveTrigger(world.credential('rapidPro'), { events: ['created'] });
	for (const _ of [1, 2]) await trigger.poll();
	const fault = { provider: 'rapidPro' as const, path: 'campaigns', status: 200, times: 2 };
	for (const _ of [1, 2]) {
		// Also a look at one of the campaigns finds nothing.
		await world.fault({ ...fault, body: emptyLists.rapidPro });
		for (const _poll of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
		await world.control('DELETE', '/faults');
	}
	trigger.parameters = { events };
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
	await isBack(trigger, 'rapidPro');
}, 30_000);

it('does not report what happened before anyone asked, though the first list after it is empty', async () => {
	await seed('smartlead', 5);
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: ['created'] });
	await trigger.poll();
	for (const { id } of await world.stored('smartlead'))
		await world.control('PUT', `/campaigns/smartlead/${String(id)}`, { status: 'PAUSED' });
	trigger.parameters = { events };
	await world.fault({ provider: 'smartlead', status: 200, body: [], times: 1 });
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	await isBack(trigger, 'smartlead');
});

it('takes a list for short by those that were known, however many new ones it shows', async () => {
	await seed('smartlead', 10);
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: ['created'] });
	await trigger.poll();
	const known = (await world.stored('smartlead')).filter(({ name }) =>
		String(name).startsWith('Bulk'),
	);
	for (const { id } of known)
		await world.control('PUT', `/campaigns/smartlead/${String(id)}`, { max_leads_per_day: 999 });
	await seed('smartlead', 20, 'New');
	trigger.parameters = { events: ['updated'] };
	const body = (await world.stored('smartlead'))
		.filter(({ name }) => String(name).startsWith('New'))
		.map(({ sandbox: _extras, ...each }) => each);
	await world.fault({ provider: 'smartlead', status: 200, body, times: 1 });
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
});

it('does not report a deletion of the time before anyone asked, though a look at it fails', async () => {
	await seed('dailyStory', 1);
	const trigger = new ActiveTrigger(world.credential('dailyStory'), { events: ['created'] });
	await trigger.poll();
	const [id = ''] = await unlisted(1);
	await world.control('DELETE', `/campaigns/dailyStory/${id}`);
	trigger.parameters = { events: ['deleted'] };
	await trigger.poll();
	const path = `/campaign/${id}$`;
	await world.fault({ provider: 'dailyStory', path, status: 500, body: '', times: 1 });
	for (const _ of [1, 2, 3, 4, 5]) expect((await trigger.poll()).items).toEqual([]);
});
