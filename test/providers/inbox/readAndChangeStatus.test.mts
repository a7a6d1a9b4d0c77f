import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../../engine/engine.mts';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const provider = 'inbox';
const base = '/api/v1/campaigns';
const paused = 'usdjpdql3f90seqk13rwuo7z';
const active = 's2nd0gen0campaign0000002';
const old = { completed: 'f1rst0gen0campaign000001', active: 'f1rst0gen0campaign000002' };

const run = async (parameters: INodeParameters) =>
	await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, ...parameters },
	});

const read = (id: string) => ({ method: 'GET', path: `${base}/v2/${id}`, query: {}, body: null });
const readOld = (id: string) => ({ method: 'GET', path: `${base}/${id}`, query: {}, body: null });
const list = (path = `${base}/v2`, more = {}) => ({
	method: 'GET',
	path,
	query: { limit: '100', ...more },
	body: null,
});
const post = (path: string, body: unknown) => ({ method: 'POST', path, query: {}, body });

describe('changeStatus', () => {
	it.each([
		['active', 'enable', paused],
		['paused', 'disable', active],
	])('to %s asks to %s', async (status, call, id) => {
		const change = { operation: 'changeStatus', campaign: byId(id), status };
		const { items } = await run(change);
		expect(await world.received(provider)).toEqual([
			read(id),
			post(`${base}/v2/${id}/${call}`, {}),
			read(id),
		]);
		expect(items).toMatchObject([{ id, status, providerStatus: status }]);
		await world.control('DELETE', '/requests');
		expect((await run(change)).items).toEqual(items);
		expect(await world.received(provider)).toEqual([read(id)]);
	});

	it('pauses a campaign of the first generation by its own call', async () => {
		const campaign = byId(old.active);
		const { items } = await run({ operation: 'changeStatus', campaign, status: 'paused' });
		expect(await world.received(provider)).toEqual([
			read(old.active),
			readOld(old.active),
			post(`${base}/v2/${old.active}/disable`, {}),
			post(`${base}/${old.active}/pause`, {}),
			read(old.active),
			readOld(old.active),
		]);
		expect(items).toMatchObject([{ id: old.active, status: 'paused' }]);
	});

	it('shows why the service refuses, and what to do', async () => {
		const campaign = byId('s2nd0gen0campaign0000009');
		const { error } = await run({ operation: 'changeStatus', campaign, status: 'active' });
		expect(error?.message).toContain('No linked account of the campaign is active');
		expect(error?.description).toContain('Read the campaign to see its state');
	});
});

describe('get', () => {
	it('gives the figures that the service reports', async () => {
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

	it('reads a campaign of the first generation by its own call', async () => {
		const campaign = byId(old.completed);
		const { items } = await run({ operation: 'get', campaign, simplify: false });
		expect(await world.received(provider)).toEqual([read(old.completed), readOld(old.completed)]);
		const stored = await world.stored(provider);
		expect(items).toEqual([stored.find(({ id }) => id === old.completed)]);
	});

	it('says that a campaign is not there when neither call has it', async () => {
		const { error } = await run({ operation: 'get', campaign: byId('nosuch') });
		expect(await world.received(provider)).toEqual([read('nosuch'), readOld('nosuch')]);
		expect(error?.message).toBe("Inbox has no campaign with the ID 'nosuch'");
		expect(error).toMatchObject({ httpCode: '404' });
	});

	const at = '2025-02-03T09:00:00.000Z';
	const none = { status: null, enabled: false, completedAt: null, pausedAt: null };
	it.each([
		['completed', { ...none, enabled: true, completedAt: at, pausedAt: at }],
		['active', { ...none, enabled: true, pausedAt: at, lastStartedAt: at }],
		['paused', { ...none, pausedAt: at, lastStartedAt: null }],
		['paused', { ...none, lastStartedAt: at }],
		['draft', { ...none, lastStartedAt: null }],
	])('derives %s where the status is missing', async (status, fields) => {
		await world.control('PUT', `/campaigns/${provider}/${paused}`, fields);
		const { items } = await run({ operation: 'get', campaign: byId(paused) });
		expect(items).toMatchObject([{ id: paused, status, providerStatus: null }]);
	});

	it('keeps a status word that is not known', async () => {
		await world.control('PUT', `/campaigns/${provider}/${paused}`, { status: 'archived' });
		const { items } = await run({ operation: 'get', campaign: byId(paused) });
		expect(items).toMatchObject([{ status: 'unknown', providerStatus: 'archived' }]);
	});
});

describe('getAll', () => {
	const missing = {
		status: 404,
		body: { error: { code: 'NOT_FOUND', message: 'No', status: 404 } },
	};

	it('pages by the cursor, 100 at a time', async () => {
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

	it('stops reading pages at the limit', async () => {
		await world.control('POST', '/seed', { provider, count: 250 });
		const { items } = await run({ operation: 'getAll', limit: 100 });
		expect(await world.received(provider)).toEqual([list()]);
		expect(items).toHaveLength(100);
	});

	it('falls back to the list of the first generation', async () => {
		await world.fault({ provider, path: '/campaigns/v2$', ...missing });
		const { items } = await run({ operation: 'getAll', filters: { status: 'active' } });
		expect(await world.received(provider)).toEqual([list(), list(base)]);
		expect(items).toMatchObject([{ id: old.active, status: 'active' }]);
	});

	it('pages that list by its own kind of cursor', async () => {
		await world.fault({ provider, path: '/campaigns/v2$', times: 5, ...missing });
		const nextCursor = { id: 'f1rst0gen0campaign000003', timestamp: '2024-09-01T12:00:00.000Z' };
		const body = { campaigns: [{ id: 'first', name: 'On page 1' }], nextCursor };
		await world.fault({ provider, path: '/campaigns$', status: 200, body });
		const { items } = await run({ operation: 'getAll', returnAll: true });
		const requests = await world.received(provider);
		expect(requests.filter(({ path }) => path === base)).toEqual([
			list(base),
			list(base, { cursorId: nextCursor.id, cursorTimestamp: nextCursor.timestamp }),
		]);
		expect(items?.map(({ id }) => id)).toEqual(['first', old.active, old.completed]);
	});

	it('takes a list without envelope', async () => {
		await world.fault({ provider, status: 200, body: [{ id: paused, name: 'Bare' }] });
		const { items } = await run({ operation: 'getAll' });
		expect(items).toMatchObject([{ id: paused, name: 'Bare', status: 'unknown' }]);
	});
});
