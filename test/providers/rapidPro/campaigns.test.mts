import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../../sandbox/api/keys.mts';
import { description } from '../../engine/engine.mts';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const provider = 'rapidPro';
const path = '/api/v2/campaigns.json';
const reporters = { uuid: '0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0002', name: 'Reporters' };
const weekly = '8f5c7a10-4b7d-4c1f-8a52-6f0b1f5d0010';

const run = async (parameters: INodeParameters) => await world.run(provider, parameters);

it('creates with name and group, and returns the campaign of the response', async () => {
	const { items } = await run({
		operation: 'create',
		name: ' Harvest tips ',
		group: byId(reporters.uuid),
	});
	expect(await world.received(provider)).toEqual([
		{ method: 'POST', path, query: {}, body: { name: 'Harvest tips', group: reporters.uuid } },
	]);
	expect(items).toEqual([
		{
			id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			name: 'Harvest tips',
			status: 'active',
			providerStatus: null,
			provider,
			createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
			updatedAt: null,
			url: `${world.address(provider)}/campaign/read/${String(items?.[0]?.id)}/`,
			changed: ['group', 'name'],
		},
	]);
});

it('authenticates with the scheme Token, accepts JSON and sends JSON', async () => {
	await run({ operation: 'create', name: 'Harvest tips', group: byId('Reporters') });
	const [request] = await world.log(provider);
	expect(request?.headers).toMatchObject({
		authorization: `Token ${keys.rapidPro}`,
		accept: 'application/json',
		'content-type': 'application/json',
	});
});

it('returns the provider’s own object with Simplify off', async () => {
	const { items } = await run({ operation: 'get', campaign: byId(weekly), simplify: false });
	const stored = (await world.stored(provider)).find(({ uuid }) => uuid === weekly);
	expect(items).toEqual([
		{
			uuid: weekly,
			name: stored?.name,
			archived: false,
			group: stored?.group,
			created_on: stored?.created_on,
		},
	]);
});

it('reads a campaign by UUID', async () => {
	const { items } = await run({ operation: 'get', campaign: byId(weekly) });
	expect(await world.received(provider)).toEqual([
		{ method: 'GET', path, query: { uuid: weekly }, body: null },
	]);
	expect(items).toMatchObject([{ id: weekly, status: 'active' }]);
});

it('reads the name first when only the group is updated, and sends both', async () => {
	const { items } = await run({
		operation: 'update',
		campaign: byId(weekly),
		updateFields: { group: byId('Farmers') },
	});
	expect(await world.received(provider)).toEqual([
		{ method: 'GET', path, query: { uuid: weekly }, body: null },
		{
			method: 'POST',
			path,
			query: { uuid: weekly },
			body: { name: 'Weekly check-in', group: 'Farmers' },
		},
	]);
	expect(items).toMatchObject([{ id: weekly, name: 'Weekly check-in' }]);
	expect((await world.stored(provider)).find(({ uuid }) => uuid === weekly)).toMatchObject({
		group: { name: 'Farmers' },
	});
});

it('keeps the group when the name is updated', async () => {
	const before = (await world.stored(provider)).find(({ uuid }) => uuid === weekly);
	await run({ operation: 'update', campaign: byId(weekly), updateFields: { name: 'Weekly call' } });
	expect((await world.stored(provider)).find(({ uuid }) => uuid === weekly)).toMatchObject({
		name: 'Weekly call',
		group: before?.group,
	});
});

it('does not write a group that the campaign has, by UUID or by name in any case', async () => {
	for (const group of ['0f1c5d5e-3b0a-4b51-9a0e-1d1f6a0c0003', 'FARMERS']) {
		await run({
			operation: 'update',
			campaign: byId(weekly),
			updateFields: { group: byId(group) },
		});
	}
	const methods = (await world.received(provider)).map(({ method }) => method);
	expect(methods).toEqual(['GET', 'POST', 'GET']);
});

it('follows pages by the cursor only, at the configured address', async () => {
	await world.control('POST', '/seed', { provider, count: 505 });
	const { items } = await run({ operation: 'getAll', returnAll: true });
	const requests = await world.received(provider);
	expect(requests.map((request) => request.path)).toEqual([path, path, path]);
	expect(requests.map(({ query }) => Object.keys(query))).toEqual([[], ['cursor'], ['cursor']]);
	const listed = (await world.stored(provider)).filter(({ archived }) => archived !== true);
	expect(items).toHaveLength(listed.length);
	expect(new Set(items?.map(({ id }) => id)).size).toBe(listed.length);
});

it('uses only the cursor of a link to another host', async () => {
	await world.fault({
		provider,
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: {
			next: 'http://elsewhere.invalid/api/v2/campaigns.json?cursor=broken',
			previous: null,
			results: [],
		},
	});
	const { error } = await run({ operation: 'getAll', returnAll: true });
	expect((await world.received(provider)).map(({ query }) => query)).toEqual([
		{},
		{ cursor: 'broken' },
	]);
	expect(error?.message).toContain('Invalid cursor');
});

it('stops reading pages at the limit', async () => {
	await world.control('POST', '/seed', { provider, count: 505 });
	const { items } = await run({ operation: 'getAll', limit: 251 });
	expect(items).toHaveLength(251);
	expect(await world.received(provider)).toHaveLength(2);
});

it('creates a missing campaign and updates an existing one with Create or Update', async () => {
	const row = { operation: 'upsert', matchBy: 'name', name: 'Harvest tips' };
	const created = await run({ ...row, group: byId('Reporters') });
	const again = await run({ ...row, group: byId('Farmers') });
	expect(again.items?.[0]?.id).toBe(created.items?.[0]?.id);
	expect(
		(await world.stored(provider)).filter(({ name }) => name === 'Harvest tips'),
	).toMatchObject([{ group: { name: 'Farmers' } }]);
});

it.each([
	[
		'a name that exists in another case',
		{ name: 'WEEKLY CHECK-IN', group: byId('Reporters') },
		'must be unique',
		'archived',
	],
	[
		'a group that does not exist',
		{ name: 'New', group: byId('Nobody') },
		'No such object: Nobody',
		'Choose the group',
	],
])('shows what the service says about %s', async (_, fields, message, advice) => {
	const { error } = await run({ operation: 'create', ...fields });
	expect(error?.message).toContain(message);
	expect(error?.description).toContain(advice);
});

it.each(['create', 'upsert'])(
	'tells AI models that a new campaign runs at once: %s',
	(operation) => {
		const text = description.properties.find(
			({ name, displayOptions }) =>
				name === 'toolDescription' &&
				displayOptions?.show?.provider?.includes(provider) &&
				displayOptions.show.operation?.includes(operation),
		)?.default;
		expect(text).toContain('A new campaign runs at once. Events send messages to real people.');
		expect(text).not.toContain('ot started');
		expect(text).not.toContain('Does not start');
	},
);

it('accepts a number as the name of a group', async () => {
	await run({ operation: 'create', name: 'x', group: '={{ 2026 }}' });
	expect((await world.received(provider)).at(-1)?.body).toMatchObject({ group: '2026' });
});

it('reports a rejected token, although the service answers 403', async () => {
	const { error } = await world.run(
		provider,
		{ operation: 'getAll' },
		{ credential: { apiKey: 'WRONG' } },
	);
	expect(error?.message).toBe('RapidPro / TextIt rejected the API key or token: Invalid token');
	expect(error?.description).toContain("credential 'Test credential'");
	expect(error).toMatchObject({ httpCode: '403', failure: { cause: 'credential-invalid' } });
});

describe('an update that the service saves before its response fails', () => {
	const mailroom = {
		provider,
		method: 'POST',
		handled: true,
		status: 500,
		body: 'Server Error',
	} as const;
	const change = { operation: 'update', campaign: byId(weekly) };

	it.each([
		['name', { name: 'Weekly, renamed' }],
		['group, by its ID', { group: byId(reporters.uuid) }],
		['group, by its name', { group: byId(reporters.name) }],
		['group, by its name in another case', { group: byId(reporters.name.toUpperCase()) }],
	])('of the %s succeeds', async (_, updateFields) => {
		await world.fault(mailroom);
		const { items, error } = await run({ ...change, updateFields });
		expect(error).toBeUndefined();
		const stored = (await world.stored(provider)).find(({ uuid }) => uuid === weekly);
		expect(items).toMatchObject([{ id: weekly, name: stored?.name }]);
	});

	it('fails when it was not saved', async () => {
		await world.fault({ ...mailroom, handled: false });
		const { error } = await run({ ...change, updateFields: { name: 'Weekly, renamed' } });
		expect(error?.message).toContain('failed to update the campaign (HTTP 500)');
	});

	it('may have taken effect when it set more than can be read back', async () => {
		await world.fault(mailroom);
		const more = { additionalFieldsJson: '{ "color": "red" }' };
		const { error } = await run({ ...change, updateFields: { name: 'Weekly, renamed', ...more } });
		expect(error?.description).toContain('may still have taken effect');
	});
});
