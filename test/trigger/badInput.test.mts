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
	const trigger = new ActiveTrigger(world.credential(provider), { events });
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
		expect(error?.message).toMatch(/refused the API key or token/);
		expect(error?.description).toContain("Check 'API Key or Token' of the credential");
		expect(error?.description).toContain('no event is lost');
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
		expect(error?.description).toContain('goes on by itself with the next poll');
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
		"Smartlead lists the campaign 'No id' without an ID that is known",
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
	['an unknown event', { events: ['archived'] }, "'Events' can't hold 'archived'"],
	['an unknown status', { events, statuses: ['ready'] }, "'Statuses' can't hold 'ready'"],
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
