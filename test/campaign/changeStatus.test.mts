import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const id = '2048110';
const notRunning = { status: 422, body: { error: 'The campaign is not running' } };

const pause = async (provider: ProviderId = 'smartlead', more: INodeParameters = {}) =>
	await runCampaign({
		credential: world.credential(provider),
		parameters: {
			provider,
			operation: 'changeStatus',
			campaign: byId(id),
			status: 'paused',
			options: { maxWait: 10 },
			...more,
		},
	});

const methods = async () => (await world.log('smartlead')).map(({ method }) => method);

describe('a change of status', () => {
	it('whose answer was lost, and whose repeat is refused, is success where the state is reached', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', handled: true, reset: true });
		await world.fault({ provider: 'smartlead', method: 'POST', ...notRunning });
		const { items, error } = await pause();
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ id, status: 'paused' }]);
		expect(await methods()).toEqual(['GET', 'POST', 'POST', 'GET']);
	});

	it('that was made although the service failed is success', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', handled: true, status: 500 });
		expect((await pause()).items).toMatchObject([{ id, status: 'paused' }]);
	});

	it('that was not made fails with what the service said', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
		await world.fault({ provider: 'smartlead', method: 'POST', ...notRunning });
		const { error } = await pause();
		expect(error?.message).toBe(
			"Smartlead refused to change the campaign's status: The campaign is not running",
		);
		expect(await methods()).toEqual(['GET', 'POST', 'POST', 'GET']);
	});

	it('fails with what the service said also where the campaign can not be read then', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', handled: true, status: 500 });
		await world.fault({
			provider: 'smartlead',
			method: 'GET',
			path: `/campaigns/${id}$`,
			delayMs: 0,
		});
		await world.fault({ provider: 'smartlead', method: 'GET', status: 500, times: 9 });
		const { error } = await pause();
		expect(error?.message).toContain("failed to change the campaign's status (HTTP 500)");
		expect(error?.description).toContain('may still have taken effect');
	});

	it('that was refused at once is not looked for', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', ...notRunning });
		expect((await pause()).error?.message).toContain('not running');
		expect(await methods()).toEqual(['GET', 'POST']);
	});

	it('to deleted is success where the campaign is gone after a lost answer', async () => {
		await world.fault({
			provider: 'dailyStory',
			method: 'POST',
			handled: true,
			status: 500,
			body: '',
		});
		const { items } = await pause('dailyStory', { campaign: byId('24109'), status: 'deleted' });
		expect(items).toMatchObject([{ id: '24109', status: 'deleted' }]);
	});
});

describe('an attempt that was sent, before one that was not done,', () => {
	const update = { operation: 'update', campaign: byId(id), updateFields: { name: 'Other' } };

	it('is told of when the service is gone then', async () => {
		const server = createServer((_request, response) => {
			server.close();
			response.socket?.destroy();
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo;
		const { error } = await runCampaign({
			credential: world.credential('smartlead', { baseUrl: `http://127.0.0.1:${port}` }),
			parameters: { provider: 'smartlead', ...update, options: { maxWait: 2 } },
		});
		expect(error?.message).toContain('could not be reached');
		expect(error?.description).not.toContain('Nothing was sent');
		expect(error?.description).toContain('may still have taken effect');
	});

	it('is told of when the service is too busy then', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
		const headers = { 'Retry-After': '3600' };
		await world.fault({ provider: 'smartlead', method: 'POST', status: 429, headers, body: '' });
		const { error } = await pause('smartlead', update);
		expect(error?.description).toContain('come back in 60 minutes');
		expect(error?.description).toContain('An earlier attempt was sent.');
	});

	it('leaves open whether a step of a creation was done', async () => {
		await world.fault({ provider: 'smartlead', path: '/settings$', reset: true });
		await world.fault({ provider: 'smartlead', path: '/settings$', ...notRunning });
		const additionalFields = { follow_up_percentage: 40 };
		const { error } = await pause('smartlead', {
			...{ operation: 'create', name: 'Half made', additionalFields },
		});
		expect(error?.description).toContain('Done: create. Not known whether done: settings.');
	});
});
