import type { INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';
import { currentPath, firstPath, list, post, read, readFirst } from './requests.mts';

const world = useSandbox();
const provider = 'inbox';
const paused = 'usdjpdql3f90seqk13rwuo7z';
const active = 's2nd0gen0campaign0000002';
const firstGeneration = {
	completed: 'f1rst0gen0campaign000001',
	active: 'f1rst0gen0campaign000002',
};

const run = async (parameters: INodeParameters) => await world.run(provider, parameters);

describe('Change Status', () => {
	it.each([
		['active', 'enable', paused],
		['paused', 'disable', active],
	])('to %s calls %s', async (status, call, id) => {
		const change = { operation: 'changeStatus', campaign: byId(id), status };
		const { items } = await run(change);
		const sent = [post(`${currentPath}/${id}/${call}`, {}), read(id)];
		// Only a start looks first: what runs already is not started again.
		expect(await world.received(provider)).toEqual([
			...(status === 'active' ? [read(id)] : []),
			...sent,
		]);
		expect(items).toMatchObject([{ id, status, providerStatus: status }]);
		await world.control('DELETE', '/requests');
		const again = await run(change);
		expect(again.items).toMatchObject([{ id, status, providerStatus: status }]);
		expect(await world.received(provider)).toEqual(status === 'active' ? [read(id)] : sent);
	});

	it('pauses a campaign of the first generation with its own call', async () => {
		const campaign = byId(firstGeneration.active);
		const { items } = await run({ operation: 'changeStatus', campaign, status: 'paused' });
		expect(await world.received(provider)).toEqual([
			post(`${currentPath}/${firstGeneration.active}/disable`, {}),
			post(`${firstPath}/${firstGeneration.active}/pause`, {}),
			read(firstGeneration.active),
			readFirst(firstGeneration.active),
		]);
		expect(items).toMatchObject([{ id: firstGeneration.active, status: 'paused' }]);
	});

	it('shows why the service refused it, and what to do', async () => {
		const campaign = byId('s2nd0gen0campaign0000009');
		const { error } = await run({ operation: 'changeStatus', campaign, status: 'active' });
		expect(error?.message).toContain('No linked account of the campaign is active');
		expect(error?.description).toContain('Read the campaign to see its state');
	});
});

describe('Get', () => {
	it('returns the figures that the service reports', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(paused) });
		expect(await world.received(provider)).toEqual([read(paused)]);
		expect(items).toEqual([
			{
				id: paused,
				name: 'Q1 DM outreach',
				status: 'paused',
				providerStatus: 'paused',
				provider,
				createdAt: '2025-01-06T12:00:00.000Z',
				updatedAt: '2025-01-06T12:00:00.000Z',
				url: null,
				leads: 1200,
				contacted: 340,
				replied: 42,
			},
		]);
	});

	it('reads a campaign of the first generation with its own call', async () => {
		const campaign = byId(firstGeneration.completed);
		const { items } = await run({ operation: 'get', campaign, simplify: false });
		expect(await world.received(provider)).toEqual([
			read(firstGeneration.completed),
			readFirst(firstGeneration.completed),
		]);
		const stored = await world.stored(provider);
		expect(items).toEqual([stored.find(({ id }) => id === firstGeneration.completed)]);
	});

	it('fails with "not found" when neither call has the campaign', async () => {
		const { error } = await run({ operation: 'get', campaign: byId('nosuch') });
		expect(await world.received(provider)).toEqual([read('nosuch'), readFirst('nosuch')]);
		expect(error?.message).toBe("Inbox has no campaign with the ID 'nosuch'");
		expect(error).toMatchObject({ httpCode: '404' });
	});

	it('does not say "not found" when the call that reads a campaign does not exist', async () => {
		await world.fault({
			provider,
			path: '/campaigns/v2/',
			status: 404,
			headers: { 'content-type': 'text/html' },
			body: '<h1>Not Found</h1>',
		});
		const { error } = await run({
			operation: 'get',
			campaign: byId('s2nd0gen0campaign0000007'),
		});
		expect(error?.message).toContain(
			'has no call to read the campaign at GET /inbox/api/v1/campaigns/v2/',
		);
	});

	const at = '2025-02-03T09:00:00.000Z';
	const unset = { status: null, enabled: false, completedAt: null, pausedAt: null };
	it.each([
		['completed', { ...unset, enabled: true, completedAt: at, pausedAt: at }],
		['active', { ...unset, enabled: true, pausedAt: at, lastStartedAt: at }],
		['paused', { ...unset, pausedAt: at, lastStartedAt: null }],
		['paused', { ...unset, lastStartedAt: at }],
		['draft', { ...unset, lastStartedAt: null }],
	])('derives %s from other fields when the status is missing', async (status, fields) => {
		await world.control('PUT', `/campaigns/${provider}/${paused}`, fields);
		const { items } = await run({ operation: 'get', campaign: byId(paused) });
		expect(items).toMatchObject([{ id: paused, status, providerStatus: null }]);
	});

	it('keeps an unknown status word', async () => {
		await world.control('PUT', `/campaigns/${provider}/${paused}`, { status: 'archived' });
		const { items } = await run({ operation: 'get', campaign: byId(paused) });
		expect(items).toMatchObject([{ status: 'unknown', providerStatus: 'archived' }]);
	});
});

describe('Get Many', () => {
	const notFound = {
		status: 404,
		body: { error: { code: 'NOT_FOUND', message: 'No', status: 404 } },
	};

	it('reads pages of 100 with a cursor', async () => {
		await world.control('POST', '/seed', { provider, count: 250 });
		const { items } = await run({ operation: 'getAll', returnAll: true });
		const cursor = expect.any(String);
		expect(await world.received(provider)).toEqual([
			list(),
			list(undefined, { cursor }),
			list(undefined, { cursor }),
		]);
		const stored = (await world.stored(provider)).filter((each) => 'enabled' in each);
		expect(new Set(items?.map(({ id }) => id))).toEqual(new Set(stored.map(({ id }) => id)));
		expect(items).toHaveLength(stored.length);
	});

	it('reads no more pages than the limit needs', async () => {
		await world.control('POST', '/seed', { provider, count: 250 });
		const { items } = await run({ operation: 'getAll', limit: 100 });
		expect(await world.received(provider)).toEqual([list()]);
		expect(items).toHaveLength(100);
	});

	it('falls back to the list of the first generation', async () => {
		await world.fault({ provider, path: '/campaigns/v2$', ...notFound });
		const { items } = await run({ operation: 'getAll', filters: { status: 'active' } });
		expect(await world.received(provider)).toEqual([list(), list(firstPath)]);
		expect(items).toMatchObject([{ id: firstGeneration.active, status: 'active' }]);
	});

	it('reads pages of that list with its own kind of cursor', async () => {
		await world.fault({ provider, path: '/campaigns/v2$', times: 5, ...notFound });
		const nextCursor = { id: 'f1rst0gen0campaign000003', timestamp: '2024-09-01T12:00:00.000Z' };
		const body = { campaigns: [{ id: 'first', name: 'On page 1' }], nextCursor };
		await world.fault({ provider, path: '/campaigns$', status: 200, body });
		const { items } = await run({ operation: 'getAll', returnAll: true });
		const requests = await world.received(provider);
		expect(requests.filter(({ path }) => path === firstPath)).toEqual([
			list(firstPath),
			list(firstPath, { cursorId: nextCursor.id, cursorTimestamp: nextCursor.timestamp }),
		]);
		expect(items?.map(({ id }) => id)).toEqual([
			'first',
			firstGeneration.active,
			firstGeneration.completed,
		]);
	});

	it('does not continue a list with that of another generation', async () => {
		await world.control('POST', '/seed', { provider, count: 150 });
		await world.fault({ provider, status: 200, body: { data: [], nextCursor: 'x' } });
		await world.fault({
			provider,
			path: '/campaigns/v2$',
			status: 404,
			body: { error: { code: 'not_found', message: 'Invalid cursor', status: 404 } },
		});
		const { error } = await run({ operation: 'getAll', returnAll: true });
		expect(error?.message).toContain('has no call to list');
		const paths = (await world.received(provider)).map(({ path }) => path);
		expect(paths).toEqual([currentPath, currentPath]);
	});

	it('accepts a list without envelope', async () => {
		await world.fault({ provider, status: 200, body: [{ id: paused, name: 'Bare' }] });
		const { items } = await run({ operation: 'getAll' });
		expect(items).toMatchObject([{ id: paused, name: 'Bare', status: 'unknown' }]);
	});
});
