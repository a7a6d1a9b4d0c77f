import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Run } from '../../engine/engine.mts';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const provider = 'smartlead';
const original = '2048110';
const name = 'SaaS Founders Q1 2025';
const copyName = `${name} - copy`;
const base = '/api/v1/campaigns';

const duplicate = async (
	parameters: INodeParameters = {},
	options: INodeParameters = {},
	more: Partial<Run> = {},
) =>
	await world.run(
		provider,
		{
			operation: 'duplicate',
			campaign: byId(original),
			...parameters,
			options: { requestsPerMinute: 1_000_000, ...options },
		},
		more,
	);

const paths = async () =>
	(await world.received(provider)).map(
		({ method, path }) => `${method} ${path.slice(base.length)}`,
	);

const copies = async () => await world.storedByName(provider, copyName);

const post = '/duplicate$';

describe('Duplicate', () => {
	it('makes a draft, and returns it', async () => {
		const { items, error } = await duplicate();
		expect(error).toBeUndefined();
		const [copy] = await copies();
		const id = String(copy?.id);
		expect(await world.received(provider)).toEqual([
			{ method: 'GET', path: `${base}/${original}`, query: {}, body: null },
			{ method: 'POST', path: `${base}/${original}/duplicate`, query: {}, body: {} },
			{ method: 'GET', path: `${base}/${id}`, query: {}, body: null },
		]);
		expect(items).toEqual([
			{
				id,
				name: copyName,
				status: 'draft',
				providerStatus: 'DRAFTED',
				provider,
				createdAt: expect.any(String),
				updatedAt: items?.[0]?.createdAt,
				url: null,
				changed: ['name'],
			},
		]);
	});

	it('gives the copy the name that the user sets', async () => {
		const { items } = await duplicate({ name: ' Q2 founders ' });
		const [copy] = await world.storedByName(provider, 'Q2 founders');
		const id = String(copy?.id);
		expect(await paths()).toEqual([
			`GET /${original}`,
			`POST /${original}/duplicate`,
			`POST /${id}/settings`,
			`GET /${id}`,
		]);
		expect((await world.received(provider))[2]?.body).toEqual({ name: 'Q2 founders' });
		expect(items).toMatchObject([{ id, name: 'Q2 founders', status: 'draft', changed: ['name'] }]);
		expect(await copies()).toEqual([]);
	});

	it('does not rename a copy that has the name already', async () => {
		await duplicate({ name: copyName });
		expect((await paths()).filter((path) => path.endsWith('/settings'))).toEqual([]);
		expect(await copies()).toHaveLength(1);
	});

	it('returns the object of the service with Simplify off', async () => {
		const { items } = await duplicate({ simplify: false });
		expect(items).toMatchObject([{ status: 'DRAFTED', min_time_btwn_emails: 20 }]);
	});

	it('reads the list once for many items, and makes one copy of each', async () => {
		const ids = ['2048101', '2048102', original, '2048133', '2048134', '2048151', '2048152'];
		const items = ids.map((id) => ({ id }));
		const result = await duplicate({ campaign: byId('={{ $json.id }}') }, {}, { items });
		expect(new Set(result.items?.map(({ id }) => id)).size).toBe(ids.length);
		const sent = await paths();
		expect(sent.filter((path) => path.startsWith('POST'))).toEqual(
			ids.map((id) => `POST /${id}/duplicate`),
		);
		expect(sent.filter((path) => path.startsWith('GET'))).toEqual(['GET ', 'GET ']);
	});
});

describe('of one item, there are never two copies', () => {
	it('when the answer was lost: the copy is looked for', async () => {
		await world.fault({ provider, path: post, handled: true, reset: true });
		const { items } = await duplicate();
		const stored = await copies();
		expect(stored).toHaveLength(1);
		expect(items).toMatchObject([{ id: String(stored[0]?.id), name: copyName, status: 'draft' }]);
		expect((await paths()).filter((path) => path.startsWith('POST'))).toHaveLength(1);
	});

	it('when the answer was lost and it gets another name', async () => {
		await world.fault({ provider, path: post, handled: true, reset: true });
		const { items } = await duplicate({ name: 'Q2 founders' });
		expect(items).toMatchObject([{ name: 'Q2 founders', status: 'draft' }]);
		expect(await world.storedByName(provider, 'Q2 founders')).toHaveLength(1);
		expect(await copies()).toEqual([]);
	});

	it.each([
		['has no ID', { status: 200, body: { ok: true } }],
		['is a failure of the service', { status: 500, body: {} }],
	])('when the answer %s', async (_, answer) => {
		await world.fault({ provider, path: post, handled: true, ...answer });
		const { items } = await duplicate();
		expect(items).toMatchObject([{ name: copyName }]);
		expect(await copies()).toHaveLength(1);
	});

	it('when an older copy with the same name is there', async () => {
		const { items: first } = await duplicate();
		await new Promise((resolve) => setTimeout(resolve, 4_000));
		await world.fault({ provider, path: post, reset: true });
		const { error } = await duplicate();
		expect(error?.message).toBe(
			`It is not known whether Smartlead created the campaign '${copyName}'`,
		);
		expect(error?.description).toContain(`ID ${String(first?.[0]?.id)}`);
		expect(error?.description).toMatch(/Check Smartlead before you run this item again\.$/);
		expect(await copies()).toHaveLength(1);
	}, 20_000);

	it('when two campaigns have the same name, and the answer about one was lost', async () => {
		const items = ['2048151', '2048152'].map((id) => ({ id }));
		await world.fault({ provider, path: `/2048151${post}`, handled: true, reset: true });
		// The other copy comes late, while the first one is looked for.
		await world.fault({ provider, path: `/2048152${post}`, handled: true, delayMs: 300 });
		const result = await duplicate({ campaign: byId('={{ $json.id }}') }, {}, { items });
		const stored = await world.storedByName(provider, 'Newsletter - copy');
		expect(stored).toHaveLength(2);
		expect(result.items?.map(({ id }) => id)).toEqual(stored.map(({ id }) => String(id)));
	});

	it('when the copy cannot be renamed: the error names it', async () => {
		await world.fault({ provider, path: '/settings$', status: 400, body: { error: 'No' } });
		const { error } = await duplicate({ name: 'Q2 founders' });
		const stored = await copies();
		const id = String(stored[0]?.id);
		expect(stored).toHaveLength(1);
		expect(error).toMatchObject({ context: { campaignId: id } });
		expect(error?.description).toContain(
			`Done: duplicate campaign. Not done: save name. Do not create the campaign again: run Create or Update with the ID ${id} to continue.`,
		);
	});

	it('when the service is busy: it is sent again', async () => {
		const busy = { status: 429, headers: { 'retry-after': '0' }, body: '{}' };
		await world.fault({ provider, path: post, ...busy });
		expect((await duplicate()).items).toMatchObject([{ name: copyName }]);
		expect(await copies()).toHaveLength(1);
	});
});

describe('a campaign that does not exist', () => {
	it('is not found, and nothing is sent', async () => {
		const { error } = await duplicate({ campaign: byId('999') });
		expect(error?.message).toBe("Smartlead has no campaign with the ID '999'");
		expect((await paths()).filter((path) => path.startsWith('POST'))).toEqual([]);
	});

	it('is known for certain, although the service says so with 500', async () => {
		const body = { message: 'Invalid campaign Id!' };
		await world.fault({ provider, path: post, status: 500, body });
		const { error } = await duplicate();
		expect(error?.message).toBe('Smartlead could not duplicate the campaign: Invalid campaign Id!');
		expect(await paths()).toHaveLength(2);
	});
});

describe('a plan', () => {
	const planned = async (parameters: INodeParameters = {}): Promise<IDataObject> =>
		(await duplicate(parameters, { planOnly: true })).items?.[0] ?? {};

	it('shows the copy, and makes none', async () => {
		expect(await planned({ name: 'Q2 founders' })).toEqual({
			plan: 'duplicate',
			id: original,
			name,
			provider,
			changes: [{ field: 'name', from: null, to: 'Q2 founders' }],
			steps: ['duplicate campaign', 'save name'],
			reachesPeople: false,
			planId: expect.stringMatching(/^[0-9a-f]{32}$/),
		});
		expect(await planned()).toMatchObject({
			changes: [{ field: 'name', from: null, to: copyName }],
			steps: ['duplicate campaign'],
		});
		expect((await paths()).filter((path) => path.startsWith('POST'))).toEqual([]);
	});

	it('is carried out once', async () => {
		const { planId } = await planned();
		const apply = async () => await duplicate({}, { planId: String(planId) });
		expect((await apply()).items).toMatchObject([{ name: copyName }]);
		const { error } = await apply();
		expect(error?.message).toBe(
			`The plan '${String(planId)}' does not hold for the campaign '${name}' (ID ${original})`,
		);
		expect(await copies()).toHaveLength(1);
	});

	it('does not hold for another campaign or another name', async () => {
		const { planId } = await planned();
		for (const parameters of [{ campaign: byId('2048124') }, { name: 'Q2 founders' }]) {
			const { error } = await duplicate(parameters, { planId: String(planId) });
			expect(error?.message).toContain('does not hold');
		}
		expect((await paths()).filter((path) => path.startsWith('POST'))).toEqual([]);
	});
});
