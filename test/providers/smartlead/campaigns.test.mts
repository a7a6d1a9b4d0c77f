import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { keys } from '../../../sandbox/api/keys.mts';
import { byId } from '../../engine/world.mts';
import { list, post, read, remove } from './requests.mts';
import { useSmartlead } from './useSmartlead.mts';

const provider = 'smartlead';
const running = '2048110';
const subsequence = '2048111';
const paused = '2048124';
const draft = '2048133';

describe('Create', () => {
	const { run, received, stored, fault } = useSmartlead();

	it('reads the new campaign when only the name is set', async () => {
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
				changed: ['name'],
			},
		]);
	});

	it('has the ID of the new campaign, created once, in the error when its settings are refused', async () => {
		const error = { error: 'Error while saving' };
		await fault({ provider, path: '/settings$', status: 400, body: error });
		const additionalFields = { send_as_plain_text: true };
		const result = await run({ operation: 'create', name: 'Once', additionalFields });
		const created = (await stored()).filter(({ name }) => name === 'Once');
		expect(created).toHaveLength(1);
		const id = String(created[0]?.id);
		expect(result.items).toBeUndefined();
		expect(result.error?.message).toBe(
			`Smartlead refused to change the campaign's settings: Error while saving (campaign ID ${id})`,
		);
		expect(result.error?.description).toContain(
			`Done: create campaign. Not done: save settings. Do not create the campaign again: run Create or Update with the ID ${id} to continue.`,
		);
		expect(result.error).toMatchObject({ context: { campaignId: id } });
	});

	it('reports the settings as done when the schedule is refused', async () => {
		const additionalFields = {
			send_as_plain_text: true,
			timezone: 'Europe/Berlin',
			days_of_the_week: [1],
			start_hour: '09:00',
			end_hour: '17:00',
		};
		await fault({
			provider: 'smartlead',
			path: '/schedule$',
			status: 400,
			body: { error: 'Invalid end_hour' },
		});
		const { error } = await run({ operation: 'create', name: 'Once', additionalFields });
		expect(error?.message).toContain('Invalid end_hour (campaign ID ');
		expect(error?.description).toContain(
			'Done: create campaign, save settings. Not done: save schedule.',
		);
	});
});

describe('Create or Update', () => {
	const { run, received } = useSmartlead();
	const upsert = { operation: 'upsert', matchBy: 'name' };
	const additionalFields = { send_as_plain_text: true };

	it('creates a campaign that does not exist', async () => {
		const { items } = await run({ ...upsert, name: 'tech startup CTOs', additionalFields });
		const id = String(items?.[0]?.id);
		expect(await received()).toEqual([
			list,
			post('create', { name: 'tech startup CTOs' }),
			post(`${id}/settings`, additionalFields),
			read(id),
		]);
	});

	it('updates an existing campaign', async () => {
		const { items } = await run({ ...upsert, name: 'Tech Startup CTOs', additionalFields });
		expect(await received()).toEqual([
			list,
			post(`${draft}/settings`, additionalFields),
			read(draft),
		]);
		expect(items).toMatchObject([{ id: draft, status: 'draft' }]);
	});

	it('writes nothing to an existing campaign when only the name is set', async () => {
		const { items } = await run({ ...upsert, name: 'Tech Startup CTOs' });
		expect(await received()).toEqual([list]);
		expect(items).toMatchObject([{ id: draft }]);
	});

	it('fails when two campaigns match, and names both', async () => {
		const { error } = await run({ ...upsert, name: 'Newsletter', additionalFields });
		expect(error?.message).toBe("2 campaigns have the name 'Newsletter'");
		expect(error?.description).toContain('ID 2048151, paused, 2025-02-03T07:46:00.500Z');
		expect(error?.description).toContain('ID 2048152, active, 2025-02-03T07:47:00.500Z');
		expect(await received()).toEqual([list]);
	});

	it('renames a campaign that is matched by ID', async () => {
		const { items } = await run({ ...upsert, matchBy: 'id', campaign: byId(draft), name: 'CTOs' });
		expect(await received()).toEqual([
			read(draft),
			post(`${draft}/settings`, { name: 'CTOs' }),
			read(draft),
		]);
		expect(items).toMatchObject([{ id: draft, name: 'CTOs' }]);
	});
});

describe('Get', () => {
	const { run, received, stored, change, fault } = useSmartlead();

	it('returns one campaign with its times in UTC', async () => {
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

	it('reads a time without offset as UTC, in any time zone of n8n', async () => {
		await change(paused, { created_at: '2025-02-11 16:45:30' });
		const { items } = await run({ operation: 'get', campaign: byId(paused) });
		expect(items).toMatchObject([{ createdAt: '2025-02-11T16:45:30.000Z' }]);
	});

	it('returns the parent campaign of a subsequence', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(subsequence) });
		expect(items).toMatchObject([{ id: subsequence, parentCampaignId: running }]);
	});

	it('returns the unchanged object of the service with Simplify off', async () => {
		const { items } = await run({ operation: 'get', campaign: byId(paused), simplify: false });
		const found = (await stored()).find(({ id }) => String(id) === paused);
		const { sandbox: _hidden, ...campaign } = found ?? {};
		expect(items).toEqual([campaign]);
	});

	it.each([
		['an empty object', undefined],
		['two empty responses', ''],
	])('takes %s for a campaign that does not exist', async (_, body) => {
		if (body !== undefined) await fault({ provider, times: 2, status: 200, body });
		const { error } = await run({ operation: 'get', campaign: byId('999') });
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('Get Many', () => {
	const { run, received, stored, change, control } = useSmartlead();

	it('lists all campaigns with one request', async () => {
		await control('POST', '/seed', { provider, count: 250 });
		const { items } = await run({ operation: 'getAll', returnAll: true });
		expect(await received()).toEqual([list]);
		expect(items?.map(({ id }) => id).toSorted()).toEqual(
			(await stored()).map(({ id }) => String(id)).toSorted(),
		);
	});

	it('filters by status and name, and keeps to the limit', async () => {
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
		['constructor', 'unknown'],
	])('reads the status word %s as %s and keeps it', async (providerStatus, status) => {
		await change(paused, { status: providerStatus });
		const { items } = await run({ operation: 'getAll', filters: { name: 'Healthcare' } });
		expect(items).toMatchObject([{ id: paused, status, providerStatus }]);
	});
});

describe('Change Status', () => {
	const { run, received, control } = useSmartlead();

	it.each([
		['active', 'START', paused, 'ACTIVE'],
		['paused', 'PAUSED', running, 'PAUSED'],
		['stopped', 'STOPPED', running, 'STOPPED'],
	])('to %s sends %s', async (status, word, id, providerStatus) => {
		const change = { operation: 'changeStatus', campaign: byId(id), status };
		const { items } = await run(change);
		const sent = [post(`${id}/status`, { status: word }), read(id)];
		// Only a start looks first: what runs already is not started again.
		expect(await received()).toEqual([...(status === 'active' ? [read(id)] : []), ...sent]);
		expect(items).toMatchObject([{ id, status, providerStatus }]);
		await control('DELETE', '/requests');
		expect((await run(change)).items).toMatchObject([{ id, status, providerStatus }]);
		expect(await received()).toEqual(status === 'active' ? [read(id)] : sent);
	});

	it('shows why the service refused it', async () => {
		const change = { operation: 'changeStatus', campaign: byId(draft), status: 'active' };
		expect((await run(change)).error?.message).toBe(
			"Smartlead refused to change the campaign's status: Campaign schedule is not set",
		);
	});

	it('sends no change for a campaign that does not exist', async () => {
		const change = { operation: 'changeStatus', campaign: byId('999'), status: 'active' };
		const { error } = await run(change);
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
		expect(await received()).toEqual([read('999')]);
	});
});

describe('Delete', () => {
	const { run, received, stored } = useSmartlead();

	it('sends one request', async () => {
		const { items } = await run({ operation: 'delete', campaign: byId(paused) });
		expect(await received()).toEqual([remove(paused)]);
		expect(items).toEqual([{ deleted: true, id: paused }]);
		expect((await stored()).filter(({ id }) => String(id) === paused)).toEqual([]);
	});

	it('fails with "not found" for a campaign that does not exist', async () => {
		const { error } = await run({ operation: 'delete', campaign: byId('999') });
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
		expect(error).toMatchObject({ httpCode: '404' });
	});

	it('of an active campaign says to stop it first', async () => {
		const { error } = await run({ operation: 'delete', campaign: byId(running) });
		expect(error?.message).toContain('Cannot delete active campaign. Please stop it first.');
		expect(error?.description).toContain("'Change Status'");
	});
});

describe('a response in the documented form that was never observed', () => {
	const { run, fault } = useSmartlead();
	const campaign = { id: 77, name: 'Wrapped', status: 'PAUSED' };
	const runWith = async (body: IDataObject, parameters: INodeParameters) => {
		await fault({ provider, status: 200, body });
		return await run(parameters);
	};

	it('is read as a campaign', async () => {
		const body = { success: true, data: campaign };
		const { items } = await runWith(body, { operation: 'get', campaign: byId('77') });
		expect(items).toMatchObject([{ id: '77', name: 'Wrapped', status: 'paused' }]);
	});

	it('is read as a list', async () => {
		const body = { success: true, campaigns: [campaign] };
		const { items } = await runWith(body, { operation: 'getAll' });
		expect(items).toMatchObject([{ id: '77', name: 'Wrapped' }]);
	});

	it('is not taken for a missing campaign when its form is unknown', async () => {
		const body = { result: campaign };
		const { error } = await runWith(body, { operation: 'get', campaign: byId('77') });
		expect(error?.message).toContain('sent an unexpected answer');
	});
});

describe('authentication', () => {
	const { run, log } = useSmartlead();

	it('is in the query of every request, which accepts JSON and sends JSON', async () => {
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
