import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { description, runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'inbox';
const base = '/api/v1/campaigns';
const link = 'r4t9vw15jm6bn3yxcf2dq8ek';
const otherLink = 'k2p8sandbox0link0active2';
const founders = 'l1st0founders0sandbox000';
const customers = 'l1st0customers0sandbox00';
const paused = 'usdjpdql3f90seqk13rwuo7z';
const active = 's2nd0gen0campaign0000002';
const draft = 's2nd0gen0campaign0000003';

const run = async (parameters: INodeParameters) =>
	await runCampaign({
		credential: world.credential(provider),
		parameters: { provider, ...parameters },
	});

const read = (id: string) => ({ method: 'GET', path: `${base}/v2/${id}`, query: {}, body: null });
const list = { method: 'GET', path: `${base}/v2`, query: { limit: '100' }, body: null };
const post = (path: string, body: unknown) => ({ method: 'POST', path, query: {}, body });
const patch = (id: string, body: unknown) => ({
	method: 'PATCH',
	path: `${base}/v2/${id}/rules`,
	query: {},
	body,
});

/** What the editor offers for Inbox in a collection. */
const offered = (name: string) =>
	description.properties
		.find(
			(property) =>
				property.name === name && property.displayOptions?.show?.provider?.includes(provider),
		)
		?.options?.map((option) => option.name)
		.toSorted();

const rules = {
	columnMappings: `{ "${founders}": { "name": "Full name" } }`,
	detachBehavior: 'unlink',
	excludeContacted: true,
	excludeMutuals: false,
	excludedListIds: customers,
	syncedListIds: `${founders}, ${customers}`,
};
const sentRules = {
	...rules,
	columnMappings: { [founders]: { name: 'Full name' } },
	excludedListIds: [customers],
	syncedListIds: [founders, customers],
};
const made = { name: 'Q2 outreach', accountLinkIds: [link] };

describe('create', () => {
	it('sends every field of the editor: what creation takes, then the rules', async () => {
		const timezone = 'America/New_York';
		const additionalFields = { ...rules, timezone };
		expect(offered('additionalFields')).toEqual(
			[...Object.keys(additionalFields), 'additionalFieldsJson'].toSorted(),
		);
		const accountLinkIds = [link, otherLink];
		const { items } = await run({ operation: 'create', ...made, accountLinkIds, additionalFields });
		const id = String(items?.[0]?.id);
		expect(await world.received(provider)).toEqual([
			post(`${base}/v2`, { ...made, accountLinkIds, timezone }),
			patch(id, sentRules),
			read(id),
		]);
		expect((await world.stored(provider)).find((each) => each.id === id)).toMatchObject({
			name: made.name,
			accountLinkIds,
			scheduleTimezone: timezone,
			rules: { excludeContacted: true, excludedLists: [{ listId: customers }] },
		});
	});

	it('with a name and an account only takes the answer as the campaign', async () => {
		const { items } = await run({ operation: 'create', ...made, name: ' Q2 outreach ' });
		expect(await world.received(provider)).toEqual([post(`${base}/v2`, made)]);
		expect(items).toEqual([
			{
				id: expect.stringMatching(/^[0-9a-z]{24}$/),
				name: 'Q2 outreach',
				status: 'draft',
				providerStatus: 'draft',
				provider,
				createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
				updatedAt: items?.[0]?.createdAt,
				url: null,
				leads: 0,
				contacted: 0,
				replied: 0,
			},
		]);
	});

	it('sends fields that are not listed with creation', async () => {
		await run({
			operation: 'create',
			...made,
			accountLinkIds: `${link},${otherLink}`,
			additionalFields: { additionalFieldsJson: '{ "scheduleTimezone": "Europe/Berlin" }' },
		});
		expect(await world.received(provider)).toEqual([
			post(`${base}/v2`, {
				...made,
				accountLinkIds: [link, otherLink],
				scheduleTimezone: 'Europe/Berlin',
			}),
		]);
	});

	it.each<[string, INodeParameters, string]>([
		['no account', { accountLinkIds: ' , ' }, "'Account Link Names or IDs' is empty"],
		[
			'mappings that are no object',
			{ additionalFields: { columnMappings: '[1]' } },
			"'Column Mappings (JSON)' is not a JSON object",
		],
		['a name of 256 characters', { name: 'n'.repeat(256) }, "'Name' has 256 characters"],
	])('with %s is refused before anything is sent', async (_, wrong, said) => {
		const { error } = await run({ operation: 'create', ...made, ...wrong });
		expect(error?.message).toContain(said);
		expect(await world.received(provider)).toEqual([]);
	});

	it('whose rules are refused names the campaign that was made', async () => {
		const additionalFields = { excludedListIds: 'l1st0everyone0system0000' };
		const { error } = await run({ operation: 'create', ...made, additionalFields });
		const stored = (await world.stored(provider)).filter(({ name }) => name === made.name);
		expect(stored).toHaveLength(1);
		const id = String(stored[0]?.id);
		expect(error?.message).toContain(`is a system list (campaign ID ${id})`);
		expect(error?.description).toContain(
			`Done: create. Not done: lead rules. Do not create the campaign again: run Update with the ID ${id}`,
		);
	});
});

describe('update', () => {
	it('offers the rules only', () => {
		expect(offered('updateFields')).toEqual(
			[...Object.keys(rules), 'additionalFieldsJson'].toSorted(),
		);
	});

	it.each<[string, INodeParameters, object]>([
		['everything', rules, sentRules],
		['one switch', { excludeMutuals: true }, { excludeMutuals: true }],
		['a switch that is off', { excludeContacted: false }, { excludeContacted: false }],
		['a list', { syncedListIds: founders }, { syncedListIds: [founders] }],
		['JSON', { additionalFieldsJson: '{ "excludeMutuals": true }' }, { excludeMutuals: true }],
	])('of %s sends just that', async (_, updateFields, body) => {
		const { items } = await run({ operation: 'update', campaign: byId(paused), updateFields });
		expect(await world.received(provider)).toEqual([patch(paused, body), read(paused)]);
		expect(items).toMatchObject([{ id: paused, status: 'paused' }]);
	});

	it('of a campaign that is not there says so', async () => {
		const updateFields = { excludeMutuals: true };
		const { error } = await run({ operation: 'update', campaign: byId('nosuch'), updateFields });
		expect(error?.message).toBe("Inbox has no campaign with the ID 'nosuch'");
	});
});

describe('upsert', () => {
	const upsert = { operation: 'upsert', matchBy: 'name', accountLinkIds: [link] };
	const additionalFields = { excludeMutuals: true };

	it('creates what is not there', async () => {
		const { items } = await run({ ...upsert, name: made.name, additionalFields });
		const id = String(items?.[0]?.id);
		expect(await world.received(provider)).toEqual([
			list,
			post(`${base}/v2`, made),
			patch(id, additionalFields),
			read(id),
		]);
	});

	it('updates what is there', async () => {
		await run({ ...upsert, name: 'Q1 DM outreach', additionalFields });
		expect(await world.received(provider)).toEqual([
			list,
			patch(paused, additionalFields),
			read(paused),
		]);
	});

	it('writes nothing when nothing else was set', async () => {
		const { items } = await run({ ...upsert, name: 'Q1 DM outreach' });
		expect(await world.received(provider)).toEqual([list]);
		expect(items).toMatchObject([{ id: paused }]);
	});

	it('refuses two matches and names them', async () => {
		const { error } = await run({ ...upsert, name: 'Newsletter', additionalFields });
		expect(error?.message).toBe("2 campaigns have the name 'Newsletter'");
		expect(error?.description).toContain('ID s2nd0gen0campaign0000007, paused');
		expect(error?.description).toContain('ID s2nd0gen0campaign0000008, draft');
		expect(await world.received(provider)).toEqual([list]);
	});

	it('refuses to rename', async () => {
		const campaign = byId(paused);
		const { error } = await run({
			...upsert,
			matchBy: 'id',
			campaign,
			name: 'Q2',
			additionalFields,
		});
		expect(error?.message).toBe("Inbox cannot rename the campaign 'Q1 DM outreach' to 'Q2'");
		expect(await world.received(provider)).toEqual([read(paused)]);
	});
});

const disable = { operation: 'changeStatus', campaign: byId(active), status: 'paused' };
it.each<[string, INodeParameters, string, string]>([
	['list the campaigns', { operation: 'getAll' }, 'GET', ''],
	['create the campaign', { operation: 'create', ...made }, 'POST', '/v2'],
	['pause the campaign', disable, 'POST', `/${active}/pause`],
])('takes a 404 for a call that is not offered: %s', async (does, parameters, method, tail) => {
	await world.fault({
		provider,
		method,
		times: 2,
		status: 404,
		body: { error: { message: 'No' } },
	});
	const { error } = await run(parameters);
	expect(error?.message).toBe(
		`Inbox has no call to ${does} at ${method} /inbox/api/v1/campaigns${tail}: No`,
	);
	expect(error?.description).toContain('inferred');
});

it('authenticates with a bearer token, asks for JSON and sends JSON', async () => {
	await run({ operation: 'changeStatus', campaign: byId(paused), status: 'active' });
	await run({ operation: 'update', campaign: byId(draft), updateFields: { excludeMutuals: true } });
	const requests = await world.log(provider);
	const asked = { authorization: `Bearer ${keys.inbox}`, accept: 'application/json' };
	expect(requests).toHaveLength(5);
	for (const { headers } of requests) expect(headers).toMatchObject(asked);
	for (const { headers, method } of requests) {
		if (method !== 'GET') expect(headers).toMatchObject({ 'content-type': 'application/json' });
	}
});

it('has no Delete, and says which states there are', async () => {
	const { error } = await run({ operation: 'delete', campaign: byId(paused) });
	expect(error?.message).toBe("Inbox has no operation 'Delete'");
	const campaign = byId(paused);
	const stopped = await run({ operation: 'changeStatus', campaign, status: 'stopped' });
	expect(stopped.error?.description).toBe('It can set: active, paused.');
	expect(await world.received(provider)).toEqual([]);
});
