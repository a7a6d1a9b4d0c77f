import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../sandbox/api/json.mts';
import { providerIds } from '../../sandbox/api/service.mts';
import { Client, rows } from './client.mts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
const clients: Client[] = [];

/** A sandbox on the file; the one before it is not closed, as it is not when it is killed. */
async function start(name: string): Promise<Client> {
	const client = await Client.start({ limits: false, stateFile: join(folder, name) });
	clients.push(client);
	return client;
}

afterAll(async () => {
	await Promise.all(clients.map(async (client) => await client.close()));
	rmSync(folder, { recursive: true });
});

const creations: Record<string, [path: string, body: JsonObject]> = {
	dailyStory: ['/campaign', { name: 'Kept' }],
	falconyte: [
		'/email/campaigns',
		{
			name: 'Kept',
			template_ids: ['7e3b1a7e-0000-4000-8000-000000000001'],
			mail_account_ids: ['3a11acc0-0000-4000-8000-000000000001'],
			events: ['lead.created'],
		},
	],
	inbox: ['/campaigns/v2', { name: 'Kept', accountLinkIds: ['r4t9vw15jm6bn3yxcf2dq8ek'] }],
	rapidPro: ['/campaigns.json', { name: 'Kept', group: 'Reporters' }],
	smartlead: ['/campaigns/create', { name: 'Kept' }],
};

describe.each(providerIds)('the state file of %s', (provider) => {
	const stored = async (client: Client) =>
		rows((await client.control('GET', `/campaigns?provider=${provider}`)).data);

	it('keeps what was created, changed and removed, and the log', async () => {
		const [path, body] = creations[provider] ?? ['', {}];
		const before = await start(provider);
		const seed = await stored(before);
		const idOf = (row: JsonObject | undefined) => String(row?.id ?? row?.uuid ?? row?.campaignId);
		await before.control('PUT', `/campaigns/${provider}/${idOf(seed[0])}`, { name: 'Changed' });
		await before.control('DELETE', `/campaigns/${provider}/${idOf(seed[1])}`);
		// last: what the service itself was asked must be kept without any help
		await before.call(provider, 'POST', path, body);

		const after = await start(provider);
		const kept = await stored(after);
		expect(kept).toEqual(await stored(before));
		expect(kept).toHaveLength(seed.length);
		expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(['Kept', 'Changed']));
		const { data } = await after.control('GET', `/requests?provider=${provider}`);
		expect(rows(data)).toMatchObject([{ method: 'POST', body }]);

		// an id is never given twice
		await after.call(provider, 'POST', path, { ...body, name: 'Next' });
		const ids = (await stored(after)).map(idOf);
		expect(new Set(ids).size).toBe(seed.length + 1);
	});

	it('goes back to the seed', async () => {
		const [path, body] = creations[provider] ?? ['', {}];
		const name = `${provider} reset`;
		const before = await start(name);
		const seed = await stored(before);
		await before.call(provider, 'POST', path, body);
		await before.reset();
		expect(await stored(await start(name))).toEqual(seed);
	});
});
