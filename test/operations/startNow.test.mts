import type { INodeParameters } from 'n8n-workflow';
import { type ProviderId, useSandbox } from '../engine/world.mts';
import { facts } from '../providers/facts.mts';

const world = useSandbox();

const name = 'Started at once';
const create = (provider: ProviderId, additionalFields: INodeParameters): INodeParameters => ({
	operation: 'create',
	name,
	...facts[provider].create.required,
	additionalFields,
});

async function lastParts(provider: ProviderId): Promise<string[]> {
	const received = await world.received(provider);
	return received
		.filter(({ method }) => method !== 'GET')
		.map(({ path }) => path.split('/').at(-1) ?? '');
}

describe.each([
	['falconyte', ['campaigns', 'start']],
	['inbox', ['v2', 'enable']],
] as const)('Start Now on %s', (provider, requests) => {
	it('is off by default', async () => {
		const { items } = await world.run(provider, create(provider, {}));
		expect(items).toMatchObject([{ status: 'draft' }]);
		expect(await lastParts(provider)).toEqual(requests.slice(0, 1));
	});

	it('starts the campaign with the last request', async () => {
		const { items } = await world.run(provider, create(provider, { startNow: true }));
		expect(items).toMatchObject([
			{ status: 'active', changed: expect.arrayContaining(['name', 'status']) },
		]);
		expect(await lastParts(provider)).toEqual(requests);
	});

	it('tells that the campaign exists when the start fails, and a rerun starts it', async () => {
		const path = `/${requests[1]}$`;
		await world.fault({ provider, path, status: 422, body: { error: { message: 'Not yet' } } });
		const first = await world.run(provider, create(provider, { startNow: true }));
		expect(first.error?.message).toContain('Not yet (campaign ID ');
		expect(first.error?.description).toContain('Done: create campaign. Not done: start campaign.');
		expect(first.error?.description).toContain('Do not create the campaign again');

		const again = { ...create(provider, { startNow: true }), options: { ifNameExists: 'use' } };
		const second = await world.run(provider, again);
		expect(second.items).toMatchObject([{ status: 'active', changed: ['status'] }]);
		expect(await world.storedByName(provider, name)).toHaveLength(1);

		await world.control('DELETE', '/requests');
		const third = await world.run(provider, again);
		expect(third.items).toMatchObject([{ status: 'active', changed: [] }]);
		expect(await lastParts(provider)).toEqual([]);
	});

	it('does not start a campaign that was ever started', async () => {
		const started = await world.run(provider, create(provider, { startNow: true }));
		const campaign = { __rl: true, mode: 'id', value: String(started.items?.[0]?.id) };
		await world.run(provider, { operation: 'changeStatus', campaign, status: 'paused' });
		await world.control('DELETE', '/requests');
		const again = { ...create(provider, { startNow: true }), options: { ifNameExists: 'use' } };
		const { items } = await world.run(provider, again);
		expect(items).toMatchObject([{ status: 'paused', changed: [] }]);
		expect(await lastParts(provider)).toEqual([]);
	});
});

it.each(['true', 'false', '={{ null }}'])('takes %s for Start Now', async (startNow) => {
	const { items } = await world.run('falconyte', create('falconyte', { startNow }));
	expect(items).toMatchObject([{ status: startNow === 'true' ? 'active' : 'draft' }]);
});

it('refuses anything else for Start Now', async () => {
	const { error } = await world.run('falconyte', create('falconyte', { startNow: 'soon' }));
	expect(error?.message).toBe("'Start Now' must be true or false, not 'soon'");
	expect(await world.received('falconyte')).toEqual([]);
});
