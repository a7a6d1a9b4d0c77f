import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { byId, type ProviderId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const id = '2048110';
const notRunning = { status: 422, body: { error: 'The campaign is not running' } };

const pause = async (provider: ProviderId = 'smartlead', more: INodeParameters = {}) =>
	await world.run(provider, {
		operation: 'changeStatus',
		campaign: byId(id),
		status: 'paused',
		options: { maxWait: 10 },
		...more,
	});

const methods = async () => (await world.log('smartlead')).map(({ method }) => method);

describe('a change of status', () => {
	it('succeeds when its response was lost and its repeat was refused, but the campaign has the status', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', handled: true, reset: true });
		await world.fault({ provider: 'smartlead', method: 'POST', ...notRunning });
		const { items, error } = await pause();
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ id, status: 'paused' }]);
		expect(await methods()).toEqual(['POST', 'POST', 'GET']);
	});

	it('succeeds when the service made it and answered with an error', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', handled: true, status: 500 });
		expect((await pause()).items).toMatchObject([{ id, status: 'paused' }]);
	});

	it('fails with the words of the service when it was not made', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
		await world.fault({ provider: 'smartlead', method: 'POST', ...notRunning });
		const { error } = await pause();
		expect(error?.message).toBe(
			"Smartlead refused to change the campaign's status: The campaign is not running",
		);
		expect(await methods()).toEqual(['POST', 'POST', 'GET']);
	});

	it('fails with the words of the service when the campaign cannot be read afterwards', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', handled: true, status: 500 });
		await world.fault({ provider: 'smartlead', method: 'GET', status: 500, times: 9 });
		const { error } = await pause();
		expect(error?.message).toContain("failed to change the campaign's status (HTTP 500)");
		expect(error?.description).toContain('may still have taken effect');
	});

	it('does not read the campaign again when it was refused at once', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', ...notRunning });
		expect((await pause()).error?.message).toContain('not running');
		expect(await methods()).toEqual(['POST']);
	});

	it('to deleted succeeds when the campaign is gone after a lost response', async () => {
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

	it('is reported as done when only reading the campaign afterwards failed', async () => {
		const body = { id: 2048124, name: 'x', status: 'PAUSED' };
		await world.fault({ provider: 'smartlead', method: 'GET', status: 200, body });
		await world.fault({ provider: 'smartlead', method: 'GET', status: 501, body: {} });
		const { error } = await pause('smartlead', {
			campaign: byId('2048124'),
			status: 'active',
		});
		expect(error?.description).toBe('Done: start campaign. Not done: reading it afterwards.');
	});
});

describe('an attempt that may have taken effect, before one that did not', () => {
	const update = { operation: 'update', campaign: byId(id), updateFields: { name: 'Other' } };

	it('is mentioned when the service cannot be reached any more', async () => {
		const server = createServer((request, response) => {
			if (request.method === 'GET') {
				response.end(JSON.stringify({ id: Number(id), name: 'Before', status: 'DRAFTED' }));
				return;
			}
			server.close();
			response.socket?.destroy();
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo;
		const { error } = await world.run(
			'smartlead',
			{ ...update, options: { maxWait: 2 } },
			{ credential: { baseUrl: `http://127.0.0.1:${port}` } },
		);
		expect(error?.message).toContain('could not be reached');
		expect(error?.description).not.toContain('Nothing was sent');
		expect(error?.description).toContain('may still have taken effect');
	});

	it('is mentioned when the service rate-limits the next one', async () => {
		await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
		const headers = { 'Retry-After': '3600' };
		await world.fault({ provider: 'smartlead', method: 'POST', status: 429, headers, body: '' });
		const { error } = await pause('smartlead', update);
		expect(error?.description).toContain('come back in 60 minutes');
		expect(error?.description).toContain('An earlier attempt was sent.');
	});

	it('leaves open whether a step of a creation took effect', async () => {
		await world.fault({ provider: 'smartlead', path: '/settings$', reset: true });
		await world.fault({ provider: 'smartlead', path: '/settings$', ...notRunning });
		const additionalFields = { follow_up_percentage: 40 };
		const { error } = await pause('smartlead', {
			...{ operation: 'create', name: 'Half made', additionalFields },
		});
		expect(error?.description).toContain(
			'Done: create campaign. Not known whether done: save settings.',
		);
	});
});
