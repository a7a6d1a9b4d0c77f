import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { type ProviderId, providerIds, useSandbox } from '../engine/world.mts';

const world = useSandbox();

/** Get Many with a changed credential. */
const list = async (provider: ProviderId, credential: ICredentialDataDecryptedObject) =>
	await world.run(provider, { operation: 'getAll' }, { credential });

describe('a credential', () => {
	it.each(providerIds)(
		'of %s with an empty key is an error before any request',
		async (provider) => {
			const { error } = await list(provider, { apiKey: ' ' });
			expect(error?.message).toBe("The credential's 'API Key or Token' is empty");
			expect(error?.description).toContain('enter the key');
			expect(await world.log()).toEqual([]);
		},
	);

	it.each(providerIds)('of %s with a wrong key is named in the error', async (provider) => {
		const { error } = await list(provider, { apiKey: 'wrong' });
		expect(error?.message).toContain('rejected the API key or token');
		expect(error?.description).toContain("credential 'Test credential'");
		expect(error).toMatchObject({ failure: { cause: 'credential-invalid' } });
	});

	it('for another provider is an error before any request', async () => {
		const { error } = await list('smartlead', world.credential('inbox'));
		expect(error?.message).toBe(
			"The node is set to Smartlead, but the credential 'Test credential' is for Inbox",
		);
		expect(await world.log()).toEqual([]);
	});

	it.each([
		['a trailing slash', (address: string) => `${address}/`],
		['the API path', (address: string) => `${address}/api/v2`],
		['the API path and a trailing slash', (address: string) => `${address}/api/v2/`],
		['spaces around it', (address: string) => `  ${address} `],
	])('accepts a Base URL with %s', async (_, change) => {
		const baseUrl = change(world.address('rapidPro'));
		const { items } = await world.run(
			'rapidPro',
			{ operation: 'getAll', limit: 1 },
			{ credential: { baseUrl } },
		);
		expect(items).toHaveLength(1);
	});

	it.each([
		['rapidpro.example.org', 'Start it with https://'],
		['ftp://rapidpro.example.org', 'Start it with https://'],
		['localhost:8000', 'Start it with https://'],
		['https://me:secret@rapidpro.example.org', 'Remove any user name'],
		['https://rapidpro.example.org?x=1', 'Remove any user name'],
	])('explains what is wrong with the Base URL %s', async (baseUrl, advice) => {
		const { error } = await list('rapidPro', { baseUrl });
		expect(error?.message).toContain("'Base URL'");
		expect(error?.description).toContain(advice);
	});

	it.each([
		['', "The credential's 'Data Center' is empty"],
		['us-1.evil.example/', "The credential's 'Data Center' cannot be 'us-1.evil.example/'"],
	])('of DailyStory does not accept the data center "%s"', async (dataCenter, message) => {
		const { error } = await list('dailyStory', { baseUrl: '', dataCenter });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('us-1');
	});
});
