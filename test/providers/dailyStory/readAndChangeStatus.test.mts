import type { INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';
import { list, post, read } from './requests.mts';

const world = useSandbox();
const provider = 'dailyStory';
const launch = { campaignId: 24109, name: 'Spring Sale 2025 Launch' };
const winter = '23811';

const run = async (parameters: INodeParameters) => await world.run(provider, parameters);

describe('Change Status', () => {
	it.each([
		['active', 'Active', 23955, 'Spring Launch 2025'],
		['paused', 'Paused', launch.campaignId, launch.name],
		['archived', 'Archived', launch.campaignId, launch.name],
		['deleted', 'Deleted', launch.campaignId, launch.name],
	])('to %s sends %s', async (status, word, campaignId, name) => {
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
		const change = [post({ campaignId, name, status: word }), read(campaignId)];
		expect(await world.received(provider)).toEqual([
			read(campaignId),
			...(status === 'active' ? [] : change),
		]);
		expect(again.items).toMatchObject([
			{ ...items?.[0], changed: status === 'active' ? [] : ['status'] },
		]);
	});

	it('to deleted succeeds when the campaign cannot be read any more', async () => {
		await world.fault({ provider, method: 'GET', delayMs: 0 });
		const body = { Status: false, Message: 'Campaign not found', Response: {} };
		await world.fault({ provider, method: 'GET', status: 404, body });
		const campaign = byId('24109');
		const { items } = await run({ operation: 'changeStatus', campaign, status: 'deleted' });
		expect(items).toMatchObject([{ id: '24109', name: launch.name, status: 'deleted' }]);
	});
});

describe('Get', () => {
	it('returns the unchanged object of the service with Simplify off', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(winter), simplify: false });
		expect(await world.received(provider)).toEqual([read(winter)]);
		const stored = await world.stored(provider);
		expect(items).toEqual([stored.find(({ campaignId }) => String(campaignId) === winter)]);
	});

	it.each(['Scheduled', 'toString'])('accepts a bare campaign, and the status %s', async (word) => {
		const body = { Status: true, Response: { id: '23811', name: 'Bare', status: word } };
		await world.fault({ provider, status: 200, body });
		const { items } = await run({ operation: 'get', campaign: byId(winter) });
		expect(items).toMatchObject([
			{ id: winter, name: 'Bare', status: 'unknown', providerStatus: word },
		]);
	});

	it('fails with "not found" for a campaign that does not exist', async () => {
		const { error } = await run({ operation: 'get', campaign: byId('999') });
		expect(error?.message).toBe("DailyStory has no campaign with the ID '999'");
		expect(error).toMatchObject({ httpCode: '404' });
	});

	const getWithIdOutside = async (campaign: unknown) => {
		const body = { Status: true, Message: '', Response: { campaign, id: 24109 } };
		await world.fault({ provider, status: 200, body });
		return await run({ operation: 'get', campaign: byId('24109') });
	};

	it('accepts a Response with the ID outside the campaign', async () => {
		expect((await getWithIdOutside({ name: 'Outside', status: 'Paused' })).items).toMatchObject([
			{ id: '24109', name: 'Outside', status: 'paused' },
		]);
	});

	it('fails with "not found" when the campaign is null', async () => {
		expect((await getWithIdOutside(null)).error?.message).toContain('no campaign with the ID');
	});
});

it('takes a 404 without envelope for a call that the API does not have', async () => {
	await world.fault({ provider, method: 'POST', status: 404, body: '<h1>Not Found</h1>' });
	const { error } = await run({ operation: 'create', name: 'Spring Sale' });
	expect(error?.message).toBe(
		'DailyStory has no call to create the campaign at POST /dailystory/api/v1/campaign',
	);
});

it('lists all campaigns with one request', async () => {
	await world.control('POST', '/seed', { provider, count: 250 });
	const { items } = await run({ operation: 'getAll', returnAll: true });
	expect(await world.received(provider)).toEqual([list]);
	expect(items).toHaveLength((await world.stored(provider)).length);
	const filters = { status: 'archived', name: 'SALE' };
	const filtered = await run({ operation: 'getAll', filters });
	expect(filtered.items).toMatchObject([{ id: winter }]);
});
