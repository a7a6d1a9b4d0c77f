import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../sandbox/api/json.mts';
import { providerIds } from '../../sandbox/api/service.mts';
import { facts } from '../providers/facts.mts';
import { Client, rows } from './client.mts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
const clients: Client[] = [];

/** Starts a sandbox with the state file. The previous one stays open, as if it had been killed. */
async function start(name: string): Promise<Client> {
	const client = await Client.start({ limits: false, stateFile: join(folder, name) });
	clients.push(client);
	return client;
}

afterAll(async () => {
	await Promise.all(clients.map(async (client) => await client.close()));
	rmSync(folder, { recursive: true });
});

describe.each(providerIds)('the state file of %s', (provider) => {
	const stored = async (client: Client) =>
		rows((await client.control('GET', `/campaigns?provider=${provider}`)).data);

	it('keeps created, changed and removed campaigns, and the log', async () => {
		const { path } = facts[provider].api.create;
		const body = { name: 'Kept', ...facts[provider].api.create.body };
		const before = await start(provider);
		const seed = await stored(before);
		const idOf = (row: JsonObject | undefined) => String(row?.[facts[provider].ids.field]);
		await before.control('PUT', `/campaigns/${provider}/${idOf(seed[0])}`, { name: 'Changed' });
		await before.control('DELETE', `/campaigns/${provider}/${idOf(seed[1])}`);
		// Last, as no request to the control API may be needed to save what the service does.
		await before.call(provider, 'POST', path, body);

		const after = await start(provider);
		const kept = await stored(after);
		expect(kept).toEqual(await stored(before));
		expect(kept).toHaveLength(seed.length);
		expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(['Kept', 'Changed']));
		const { data } = await after.control('GET', `/requests?provider=${provider}`);
		expect(rows(data)).toMatchObject([{ method: 'POST', body }]);

		// No ID is used twice.
		await after.call(provider, 'POST', path, { ...body, name: 'Next' });
		const ids = (await stored(after)).map(idOf);
		expect(new Set(ids).size).toBe(seed.length + 1);
	});

	it('returns to the seed after a reset', async () => {
		const { path } = facts[provider].api.create;
		const body = { name: 'Kept', ...facts[provider].api.create.body };
		const name = `${provider} reset`;
		const before = await start(name);
		const seed = await stored(before);
		await before.call(provider, 'POST', path, body);
		await before.reset();
		expect(await stored(await start(name))).toEqual(seed);
	});
});
