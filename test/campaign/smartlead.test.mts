import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const provider = 'smartlead';
const base = '/api/v1/campaigns';
const running = '2048110';
const subsequence = '2048111';
const paused = '2048124';
const draft = '2048133';

/** A sandbox for a group of tests: an address of its own is paced by its own, so that no group waits for another. */
function useSmartlead() {
	const world = useSandbox();
	return {
		...world,
		received: async () => await world.received(provider),
		stored: async () => await world.stored(provider),
		change: async (id: string, fields: object) =>
			await world.control('PUT', `/campaigns/${provider}/${id}`, fields),
		run: async (parameters: INodeParameters) =>
			await runCampaign({
				credential: world.credential(provider),
				parameters: { provider, ...parameters },
			}),
	};
}

const read = (id: string) => ({ method: 'GET', path: `${base}/${id}`, query: {}, body: null });
const list = { method: 'GET', path: base, query: {}, body: null };
const post = (path: string, body: unknown) => ({
	method: 'POST',
	path: `${base}/${path}`,
	query: {},
	body,
});
const removal = (id: string) => ({
	method: 'DELETE',
	path: `${base}/${id}`,
	query: {},
	body: null,
});

describe('create', () => {
	const { run, received, stored, fault } = useSmartlead();

	it('with a name only reads the new campaign', async () => {
		const { items } = await run({ operation: 'create', name: ' Q2 founders ' });
		const id = String(items?.[0]?.id);
		expect(await received()).toEqual([post('create', { name: 'Q2 founders' }), read(id)]);
		expect(items).toEqual([
			{
				id: expect.stringMatching(/^\d+$/),
				name: 'Q2 founders',
				status: 'draft',
				providerStatus: 'DRAFTED',
				provider,
				createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
				updatedAt: items?.[0]?.createdAt,
				url: null,
			},
		]);
	});

	it('whose settings are refused names the campaign, which is there once', async () => {
		const error = { error: 'Error while saving' };
		await fault({ provider, path: '/settings$', status: 400, body: error });
		const additionalFields = { send_as_plain_text: true };
		const ran = await run({ operation: 'create', name: 'Once', additionalFields });
		const made = (await stored()).filter(({ name }) => name === 'Once');
		expect(made).toHaveLength(1);
		const id = String(made[0]?.id);
		expect(ran.items).toBeUndefined();
		expect(ran.error?.message).toBe(
			`Smartlead refused to change the campaign's settings: Error while saving (campaign ID ${id})`,
		);
		expect(ran.error?.description).toContain(
			`Done: create. Not done: settings. Do not create the campaign again: run Update with the ID ${id} to continue.`,
		);
		expect(ran.error).toMatchObject({ context: { campaignId: id } });
	});

	it('whose schedule is refused says that the settings were made', async () => {
		const additionalFields = {
			send_as_plain_text: true,
			timezone: 'Mars/Olympus',
			days_of_the_week: [1],
			start_hour: '09:00',
			end_hour: '17:00',
		};
		const { error } = await run({ operation: 'create', name: 'Once', additionalFields });
		expect(error?.message).toContain('Invalid timezone - Mars/Olympus (campaign ID ');
		expect(error?.description).toContain('Done: create, settings. Not done: schedule.');
	});
});

describe('upsert', () => {
	const { run, received } = useSmartlead();
	const upsert = { operation: 'upsert', matchBy: 'name' };
	const additionalFields = { send_as_plain_text: true };

	it('creates what is not there', async () => {
		const { items } = await run({ ...upsert, name: 'tech startup CTOs', additionalFields });
		const id = String(items?.[0]?.id);
		expect(await received()).toEqual([
			list,
			post('create', { name: 'tech startup CTOs' }),
			post(`${id}/settings`, additionalFields),
			read(id),
		]);
	});

	it('updates what is there', async () => {
		const { items } = await run({ ...upsert, name: 'Tech Startup CTOs', additionalFields });
		expect(await received()).toEqual([
			list,
			post(`${draft}/settings`, additionalFields),
			read(draft),
		]);
		expect(items).toMatchObject([{ id: draft, status: 'draft' }]);
	});

	it('writes nothing when nothing else was set', async () => {
		const { items } = await run({ ...upsert, name: 'Tech Startup CTOs' });
		expect(await received()).toEqual([list]);
		expect(items).toMatchObject([{ id: draft }]);
	});

	it('refuses two matches and names them', async () => {
		const { error } = await run({ ...upsert, name: 'Newsletter', additionalFields });
		expect(error?.message).toBe("2 campaigns have the name 'Newsletter'");
		expect(error?.description).toContain('ID 2048151, paused, 2025-02-03T07:46:00.500Z');
		expect(error?.description).toContain('ID 2048152, active, 2025-02-03T07:47:00.500Z');
		expect(await received()).toEqual([list]);
	});

	it('by ID renames', async () => {
		const { items } = await run({ ...upsert, matchBy: 'id', campaign: byId(draft), name: 'CTOs' });
		expect(await received()).toEqual([
			read(draft),
			post(`${draft}/settings`, { name: 'CTOs' }),
			read(draft),
		]);
		expect(items).toMatchObject([{ id: draft, name: 'CTOs' }]);
	});
});

describe('get', () => {
	const { run, received, stored, fault } = useSmartlead();

	it('reads one, its times as UTC', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(running) });
		expect(await received()).toEqual([read(running)]);
		expect(items).toEqual([
			{
				id: running,
				name: 'SaaS Founders Q1 2025',
				status: 'active',
				providerStatus: 'ACTIVE',
				provider,
				createdAt: '2025-01-07T16:23:24.025Z',
				updatedAt: '2025-01-07T16:23:24.025Z',
				url: null,
			},
		]);
	});

	it('names the campaign that a subsequence belongs to', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(subsequence) });
		expect(items).toMatchObject([{ id: subsequence, parentCampaignId: running }]);
	});

	it('gives the provider’s own object with Simplify off', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(paused), simplify: false });
		const found = (await stored()).find(({ id }) => String(id) === paused);
		const { sandbox: _hidden, ...campaign } = found ?? {};
		expect(items).toEqual([campaign]);
	});

	it.each([
		['an empty object', undefined],
		['nothing, twice', ''],
	])('takes %s for a campaign that is not there', async (_, body) => {
		if (body !== undefined) await fault({ provider, times: 2, status: 200, body });
		const { error } = await run({ operation: 'get', campaign: byId('999') });
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('getAll', () => {
	const { run, received, stored, change, control } = useSmartlead();

	it('lists all campaigns of one answer', async () => {
		await control('POST', '/seed', { provider, count: 250 });
		const { items } = await run({ operation: 'getAll', returnAll: true });
		expect(await received()).toEqual([list]);
		expect(items?.map(({ id }) => id).toSorted()).toEqual(
			(await stored()).map(({ id }) => String(id)).toSorted(),
		);
	});

	it('filters on status and name, and keeps to the limit', async () => {
		const filters = { status: 'active', name: 'saas' };
		expect((await run({ operation: 'getAll', filters })).items).toMatchObject([
			{ id: subsequence },
			{ id: running },
		]);
		expect((await run({ operation: 'getAll', filters, limit: 1 })).items).toHaveLength(1);
	});

	it.each([
		['DRAFTED', 'draft'],
		['DRAFT', 'draft'],
		['ACTIVE', 'active'],
		['PAUSED', 'paused'],
		['COMPLETED', 'completed'],
		['STOPPED', 'stopped'],
		['ARCHIVED', 'archived'],
		['SLEEPING', 'unknown'],
		['active', 'unknown'],
	])('reads the word %s as %s and keeps it', async (providerStatus, status) => {
		await change(paused, { status: providerStatus });
		const { items } = await run({ operation: 'getAll', filters: { name: 'Healthcare' } });
		expect(items).toMatchObject([{ id: paused, status, providerStatus }]);
	});
});

describe('changeStatus', () => {
	const { run, received, control } = useSmartlead();

	it.each([
		['active', 'START', paused, 'ACTIVE'],
		['paused', 'PAUSED', running, 'PAUSED'],
		['stopped', 'STOPPED', running, 'STOPPED'],
	])('to %s writes %s', async (status, word, id, providerStatus) => {
		const order = { operation: 'changeStatus', campaign: byId(id), status };
		const { items } = await run(order);
		expect(await received()).toEqual([read(id), post(`${id}/status`, { status: word }), read(id)]);
		expect(items).toMatchObject([{ id, status, providerStatus }]);
		await control('DELETE', '/requests');
		expect((await run(order)).items).toEqual(items);
		expect(await received()).toEqual([read(id)]);
	});

	it('shows why the service refuses', async () => {
		const order = { operation: 'changeStatus', campaign: byId(draft), status: 'active' };
		expect((await run(order)).error?.message).toBe(
			"Smartlead refused to change the campaign's status: Campaign schedule is not set",
		);
	});

	it('writes nothing for a campaign that is not there', async () => {
		const order = { operation: 'changeStatus', campaign: byId('999'), status: 'active' };
		const { error } = await run(order);
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
		expect(await received()).toEqual([read('999')]);
	});
});

describe('delete', () => {
	const { run, received, stored } = useSmartlead();

	it('deletes by one request', async () => {
		const { items } = await run({ operation: 'delete', campaign: byId(paused) });
		expect(await received()).toEqual([removal(paused)]);
		expect(items).toEqual([{ deleted: true, id: paused }]);
		expect((await stored()).filter(({ id }) => String(id) === paused)).toEqual([]);
	});

	it('of a campaign that is not there says so', async () => {
		const { error } = await run({ operation: 'delete', campaign: byId('999') });
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
		expect(error).toMatchObject({ httpCode: '404' });
	});

	it('of a running campaign says to stop it first', async () => {
		const { error } = await run({ operation: 'delete', campaign: byId(running) });
		expect(error?.message).toContain('Cannot delete active campaign. Please stop it first.');
		expect(error?.description).toContain("'Change Status'");
	});
});

describe('authentication', () => {
	const { run, log } = useSmartlead();

	it('is in the query of every request, which asks for JSON and sends JSON', async () => {
		await run({ operation: 'create', name: 'Once' });
		const [creation, reading] = await log(provider);
		for (const request of [creation, reading]) {
			expect(request?.query).toEqual({ api_key: keys.smartlead });
			expect(request?.headers).toMatchObject({ accept: 'application/json' });
			expect(request?.headers).not.toHaveProperty('authorization');
		}
		expect(creation?.headers).toMatchObject({ 'content-type': 'application/json' });
	});
});
