import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import { useSandbox } from '../engine/world.mts';

const world = useSandbox();

const events = ['created', 'updated', 'statusChanged', 'deleted'];

const status = async (id: string, to: string) =>
	await world.control('PUT', `/campaigns/inbox/${id}`, { status: to });

const steps = (items: IDataObject[]) =>
	items.map(({ campaign, previous }) => [
		(previous as IDataObject | undefined)?.status,
		(campaign as IDataObject).status,
	]);

async function idOfBulk(): Promise<string> {
	const stored = await world.stored('inbox');
	return String(stored.find(({ name }) => name === 'Bulk campaign 1')?.id);
}

/** A draft, and a trigger that knows it. */
async function watchedDraft(parameters = {}): Promise<{ trigger: ActiveTrigger; id: string }> {
	await world.control('POST', '/seed', { provider: 'inbox', count: 1 });
	const trigger = new ActiveTrigger(world.credential('inbox'), { events, ...parameters });
	await trigger.poll();
	return { trigger, id: await idOfBulk() };
}

it('reports in order what happened and was undone between two polls', async () => {
	const { trigger, id } = await watchedDraft();
	for (const to of ['active', 'paused', 'active', 'completed']) await status(id, to);
	const { items } = await trigger.poll();
	expect(steps(items)).toEqual([
		['draft', 'active'],
		['active', 'paused'],
		['paused', 'active'],
		['active', 'completed'],
	]);
	expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(4);
	expect((await trigger.poll()).items).toEqual([]);
});

it('asks for the events after the last one that it read', async () => {
	const { trigger, id } = await watchedDraft();
	await status(id, 'active');
	await trigger.poll();
	await world.control('DELETE', '/requests');
	await trigger.poll();
	const received = await world.received('inbox');
	const requests = received.filter(({ path }) => path.endsWith('/events'));
	expect(requests.map(({ query }) => query)).toEqual([{ afterSeq: '1', limit: '1000' }]);
});

it('reports the same IDs when n8n lost the last poll, although list and log have changed since', async () => {
	const { trigger, id } = await watchedDraft();
	await status(id, 'active');
	const lost = await trigger.poll({ isLost: true });
	await status(id, 'paused');
	const { items } = await trigger.poll();
	expect(steps(items)).toEqual([
		['draft', 'active'],
		['active', 'paused'],
	]);
	expect(items[0]?.eventId).toBe(lost.items[0]?.eventId);
}, 20_000);

it('trusts the log more than the list, which was read before it', async () => {
	const { trigger, id } = await watchedDraft();
	const acts = [{ change: { id, fields: { status: 'active' } } }];
	await world.control('POST', '/moves', { provider: 'inbox', path: 'campaigns/v2$', acts });
	expect(steps((await trigger.poll()).items)).toEqual([['draft', 'active']]);
	expect((await trigger.poll()).items).toEqual([]);
});

it('reports from the list what the log no longer has', async () => {
	const { trigger, id } = await watchedDraft();
	await status(id, 'active');
	await status(id, 'paused');
	const body = { events: [], hasMore: false, lastSeq: 0 };
	await world.fault({ provider: 'inbox', path: 'events', status: 200, body });
	expect(steps((await trigger.poll()).items)).toEqual([['draft', 'paused']]);
});

it('reads a long log over several polls when there is little time, and reports all of it', async () => {
	const { trigger, id } = await watchedDraft();
	for (let round = 0; round < 2500; round++)
		await status(id, round % 2 === 0 ? 'active' : 'paused');
	const reported: Array<[unknown, unknown]> = [];
	for (let poll = 0; poll < 8; poll++) {
		reported.push(
			...(steps((await trigger.poll({ budgetMs: 1 })).items) as Array<[unknown, unknown]>),
		);
	}
	expect(reported).toHaveLength(2500);
	expect(reported.slice(0, 2)).toEqual([
		['draft', 'active'],
		['active', 'paused'],
	]);
	expect((await trigger.poll()).items).toEqual([]);
}, 60_000);

it('does not replay the log at the first activation', async () => {
	await world.control('POST', '/seed', { provider: 'inbox', count: 1 });
	const id = await idOfBulk();
	for (const to of ['active', 'paused']) await status(id, to);
	const trigger = new ActiveTrigger(world.credential('inbox'), { events });
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
});

/** Makes the service answer with the list and the log of another account. */
async function otherAccount(): Promise<void> {
	const data = [{ id: 'elsewhere1', name: 'Elsewhere', status: 'active' }];
	const fault = { provider: 'inbox' as const, status: 200 };
	await world.fault({ ...fault, path: '/campaigns/v2$', body: { data, nextCursor: null } });
	const body = { events: [], hasMore: false, lastSeq: 4000 };
	await world.fault({ ...fault, path: '/events$', body });
}

it('reports what happens and is undone on another account once it is watched', async () => {
	await world.control('POST', '/seed', { provider: 'inbox', count: 1 });
	const trigger = new ActiveTrigger(world.credential('inbox'), { events });
	await otherAccount();
	expect((await trigger.poll()).items).toEqual([]);
	const baseUrl = world.address('inbox').replace('127.0.0.1', 'localhost');
	trigger.credential = world.credential('inbox', { baseUrl });
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	const id = await idOfBulk();
	for (const to of ['active', 'paused']) await status(id, to);
	expect(steps((await trigger.poll()).items)).toEqual([
		['draft', 'active'],
		['active', 'paused'],
	]);
});

it('reports what happens on another account although the first one was never read to its end', async () => {
	await world.control('POST', '/seed', { provider: 'inbox', count: 1 });
	const trigger = new ActiveTrigger(world.credential('inbox'), { events });
	const data = [{ id: 'elsewhere1', name: 'Elsewhere', status: 'active' }];
	const fault = { provider: 'inbox' as const, status: 200 };
	await world.fault({ ...fault, path: '/campaigns/v2$', body: { data, nextCursor: 'more' } });
	const far = [{ seq: 5000, type: 'message.received', data: {} }];
	await world.fault({
		...{ ...fault, path: '/events$' },
		body: { events: far, hasMore: false, lastSeq: 5000 },
	});
	await trigger.poll({ budgetMs: 1 });
	const baseUrl = world.address('inbox').replace('127.0.0.1', 'localhost');
	trigger.credential = world.credential('inbox', { baseUrl });
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
	const id = await idOfBulk();
	for (const to of ['active', 'paused']) await status(id, to);
	expect((await trigger.poll()).items).toHaveLength(2);
});

it('remembers how far the log was read when it has no events of campaigns', async () => {
	const { trigger } = await watchedDraft();
	await trigger.poll();
	const noise = [1, 2, 3].map((seq) => ({ seq, type: 'message.received', data: {} }));
	const body = { events: noise, hasMore: false, lastSeq: 3 };
	await world.fault({ provider: 'inbox', path: '/events$', status: 200, body });
	for (const _ of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
	const requests = (await world.received('inbox')).filter(({ path }) => path.endsWith('/events'));
	expect(requests.at(-1)?.query.afterSeq).toBe('3');
});

it('reports a deletion although the log was not read to its end before', async () => {
	const { trigger, id } = await watchedDraft();
	await trigger.poll();
	const stored = await world.stored('inbox');
	const campaign = stored.find((each) => each.id === id) ?? {};
	const { sandbox: _extras, ...plain } = campaign;
	const events = [
		{ seq: 1, type: 'campaign.started', data: { campaign: { ...plain, status: 'active' } } },
	];
	// The log goes on, but time runs out.
	const fault = { provider: 'inbox' as const, path: '/events$', status: 200 };
	await world.fault({ ...fault, body: { events, hasMore: true, lastSeq: 2 } });
	expect(steps((await trigger.poll({ budgetMs: 1 })).items)).toEqual([['draft', 'active']]);
	await world.control('DELETE', `/campaigns/inbox/${id}`);
	const reported: unknown[] = [];
	for (const _ of [1, 2, 3, 4]) {
		const noMore = { events: [], hasMore: false, lastSeq: 1 };
		await world.fault({ ...fault, body: noMore });
		reported.push(...(await trigger.poll()).items.map(({ event }) => event));
	}
	expect(reported).toEqual(['deleted']);
});

it('does not report a deletion from before the filter asked for it, although the log has the campaign', async () => {
	const { trigger, id } = await watchedDraft({ events: ['statusChanged'] });
	await status(id, 'active');
	await world.control('DELETE', `/campaigns/inbox/${id}`);
	trigger.parameters = { events: ['statusChanged', 'deleted'] };
	const reported: unknown[] = [];
	for (const _ of [1, 2, 3, 4, 5])
		reported.push(...(await trigger.poll()).items.map(({ event }) => event));
	expect(reported).toEqual(['statusChanged']);
});

it('reads a long log to its end with a new key, too', async () => {
	const { trigger, id } = await watchedDraft();
	for (let round = 0; round < 2500; round++)
		await status(id, round % 2 === 0 ? 'active' : 'paused');
	const baseUrl = world.address('inbox').replace('127.0.0.1', 'localhost');
	trigger.credential = world.credential('inbox', { baseUrl });
	let reported = 0;
	for (let poll = 0; poll < 8; poll++)
		reported += (await trigger.poll({ budgetMs: 1 })).items.length;
	expect(reported).toBe(2500);
}, 60_000);

/** A line of the log about the watched campaign. */
async function line(
	id: string,
	seq: unknown,
	status: string,
	timestamp?: string,
): Promise<IDataObject> {
	const stored = (await world.stored('inbox')).find((each) => each.id === id) ?? {};
	const { sandbox: _extras, ...plain } = stored;
	const campaign = { ...plain, status };
	return { seq, type: 'campaign.started', data: { campaign }, timestamp } as IDataObject;
}

it('skips lines that name no campaign or have no number, and reads numbers sent as text', async () => {
	const { trigger, id } = await watchedDraft();
	await trigger.poll();
	const events = [
		{ seq: 1, type: 'campaign.started', data: { campaign: { name: 'Nameless' } } },
		{ type: 'campaign.started', data: {} },
		null,
		'noise',
		await line(id, '2', 'active'),
	];
	const body = { events, hasMore: false, lastSeq: 2 };
	await world.fault({ provider: 'inbox', path: '/events$', status: 200, body });
	const { items, error } = await trigger.poll();
	expect(error).toBeUndefined();
	expect(steps(items)).toEqual([['draft', 'active']]);
	await trigger.poll();
	const requests = (await world.received('inbox')).filter(({ path }) => path.endsWith('/events'));
	expect(requests.at(-1)?.query.afterSeq).toBe('2');
});

it.each([
	[
		'refused',
		{ status: 403, body: { error: { code: 'PLAN', message: 'Not in your plan', status: 403 } } },
	],
	['not there', { status: 404, body: '<html>Not Found</html>' }],
	['in an unexpected shape', { status: 200, body: { items: [] } }],
])(
	'goes on with the list while the log is %s, says so once, and repeats nothing later',
	async (_, fault) => {
		const { trigger, id } = await watchedDraft();
		await trigger.poll();
		await world.fault({ provider: 'inbox', path: '/events$', ...fault, times: 3 });
		const reported: unknown[] = [];
		for (const to of ['active', 'paused', 'active']) {
			await status(id, to);
			const { items, error } = await trigger.poll();
			expect(error).toBeUndefined();
			reported.push(...steps(items));
		}
		expect(reported).toEqual([
			['draft', 'active'],
			['active', 'paused'],
			['paused', 'active'],
		]);
		expect(
			trigger.warnings.filter((text) => /without the event log: messages/.test(text)),
		).toHaveLength(1);
		for (const _again of [1, 2]) expect((await trigger.poll()).items).toEqual([]);
		// From then on, the log counts again.
		for (const to of ['paused', 'active']) await status(id, to);
		expect((await trigger.poll()).items).toHaveLength(2);
	},
);

it('does not report as new what the log has later than the list', async () => {
	const { trigger, id } = await watchedDraft();
	await trigger.poll();
	const at = new Date(Date.now() - 10_000).toISOString();
	await world.fault({
		...{ provider: 'inbox', path: '/events$', status: 200 },
		body: { events: [], hasMore: false, lastSeq: 0 },
	});
	await status(id, 'active');
	await status(id, 'paused');
	expect(steps((await trigger.poll()).items)).toEqual([['draft', 'paused']]);
	const events = [await line(id, 1, 'active', at), await line(id, 2, 'paused', at)];
	const body = { events, hasMore: false, lastSeq: 2 };
	await world.fault({ provider: 'inbox', path: '/events$', status: 200, body });
	expect((await trigger.poll()).items).toEqual([]);
	expect((await trigger.poll()).items).toEqual([]);
});
