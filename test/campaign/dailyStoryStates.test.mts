import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'dailyStory';
const launch = { campaignId: 24109, name: 'Spring Sale 2025 Launch' };
const winter = '23811';

const run = async (parameters: INodeParameters) =>
	await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, ...parameters },
	});

const read = (id: number | string) => ({
	method: 'GET',
	path: `/api/v1/campaign/${id}`,
	query: {},
	body: null,
});
const post = (body: unknown) => ({ method: 'POST', path: '/api/v1/campaign', query: {}, body });
const list = { method: 'GET', path: '/api/v1/campaigns', query: {}, body: null };

describe('changeStatus', () => {
	it.each([
		['active', 'Active', 23955, 'Spring Launch 2025'],
		['paused', 'Paused', launch.campaignId, launch.name],
		['archived', 'Archived', launch.campaignId, launch.name],
		['deleted', 'Deleted', launch.campaignId, launch.name],
	])('to %s posts %s', async (status, word, campaignId, name) => {
		const campaign = byId(String(campaignId));
		const { items } = await run({ operation: 'changeStatus', campaign, status });
		expect(await world.received(provider)).toEqual([
			read(campaignId),
			post({ campaignId, name, status: word }),
			read(campaignId),
		]);
		expect(items).toMatchObject([{ id: String(campaignId), status, providerStatus: word }]);
		await world.control('DELETE', '/requests');
		const again = await run({ operation: 'changeStatus', campaign, status });
		expect(await world.received(provider)).toEqual([read(campaignId)]);
		expect(again.items).toEqual(items);
	});

	it('to deleted succeeds when the campaign can no longer be read', async () => {
		await world.fault({ provider, method: 'GET', delayMs: 0 });
		const body = { Status: false, Message: 'Campaign not found', Response: {} };
		await world.fault({ provider, method: 'GET', status: 404, body });
		const campaign = byId('24109');
		const { items } = await run({ operation: 'changeStatus', campaign, status: 'deleted' });
		expect(items).toMatchObject([{ id: '24109', name: launch.name, status: 'deleted' }]);
	});
});

describe('get', () => {
	it('gives the provider’s own object with Simplify off', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(winter), simplify: false });
		expect(await world.received(provider)).toEqual([read(winter)]);
		const stored = await world.stored(provider);
		expect(items).toEqual([stored.find(({ campaignId }) => String(campaignId) === winter)]);
	});

	it('takes a Response that is the campaign itself, and a status that is not known', async () => {
		const body = { Status: true, Response: { id: '23811', name: 'Bare', status: 'Scheduled' } };
		await world.fault({ provider, status: 200, body });
		const { items } = await run({ operation: 'get', campaign: byId(winter) });
		expect(items).toMatchObject([
			{ id: winter, name: 'Bare', status: 'unknown', providerStatus: 'Scheduled' },
		]);
	});

	it('of a campaign that is not there says so', async () => {
		const { error } = await run({ operation: 'get', campaign: byId('999') });
		expect(error?.message).toBe("DailyStory has no campaign with the ID '999'");
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

it.each<[string, INodeParameters, string, string]>([
	['read', { operation: 'get', campaign: byId('24109') }, 'GET', '/24109'],
	['create', { operation: 'create', name: 'Spring Sale' }, 'POST', ''],
])('takes a 404 without envelope for a call that is not offered: %s', async (does, ...row) => {
	const [parameters, method, tail] = row;
	await world.fault({ provider, method, status: 404, body: '<h1>Not Found</h1>' });
	const { error } = await run(parameters);
	expect(error?.message).toBe(
		`DailyStory has no call to ${does} the campaign at ${method} /dailystory/api/v1/campaign${tail}`,
	);
});

it('lists all campaigns of one answer', async () => {
	await world.control('POST', '/seed', { provider, count: 250 });
	const { items } = await run({ operation: 'getAll', returnAll: true });
	expect(await world.received(provider)).toEqual([list]);
	expect(items).toHaveLength((await world.stored(provider)).length);
	const filters = { status: 'archived', name: 'SALE' };
	const filtered = await run({ operation: 'getAll', filters });
	expect(filtered.items).toMatchObject([{ id: winter }]);
});
