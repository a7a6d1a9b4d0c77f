import type { INodeParameters } from 'n8n-workflow';
import { keys } from '../../../sandbox/api/keys.mts';
import { collectionFields } from '../../engine/engine.mts';
import { byId, useSandbox } from '../../engine/world.mts';
import { currentPath, list, patchRules, post, read } from './requests.mts';

const world = useSandbox();
const provider = 'inbox';
const link = 'r4t9vw15jm6bn3yxcf2dq8ek';
const otherLink = 'k2p8sandbox0link0active2';
const founders = 'l1st0founders0sandbox000';
const customers = 'l1st0customers0sandbox00';
const paused = 'usdjpdql3f90seqk13rwuo7z';
const active = 's2nd0gen0campaign0000002';
const draft = 's2nd0gen0campaign0000003';

const run = async (parameters: INodeParameters) => await world.run(provider, parameters);

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
const newCampaign = { name: 'Q2 outreach', accountLinkIds: [link] };

describe('Create', () => {
	it('sends every field of the editor: first those of the creation, then the lead rules', async () => {
		const timezone = 'America/New_York';
		const additionalFields = { ...rules, timezone };
		const others = ['additionalFieldsJson', 'sequence', 'sequenceJson', 'startNow'];
		expect(collectionFields(provider, 'additionalFields')).toEqual(
			[...Object.keys(additionalFields), ...others].toSorted(),
		);
		const accountLinkIds = [link, otherLink];
		const { items } = await run({
			operation: 'create',
			...newCampaign,
			accountLinkIds,
			additionalFields,
		});
		const id = String(items?.[0]?.id);
		expect(await world.received(provider)).toEqual([
			post(currentPath, { ...newCampaign, accountLinkIds, timezone }),
			patchRules(id, sentRules),
			read(id),
		]);
		expect((await world.stored(provider)).find((each) => each.id === id)).toMatchObject({
			name: newCampaign.name,
			accountLinkIds,
			scheduleTimezone: timezone,
			rules: { excludeContacted: true, excludedLists: [{ listId: customers }] },
		});
	});

	it('takes the response to a creation without lead rules as the campaign', async () => {
		const { items } = await run({ operation: 'create', ...newCampaign, name: ' Q2 outreach ' });
		expect(await world.received(provider)).toEqual([post(currentPath, newCampaign)]);
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
				changed: ['accountLinkIds', 'name'],
			},
		]);
	});

	it('sends additional JSON fields with the creation', async () => {
		await run({
			operation: 'create',
			...newCampaign,
			accountLinkIds: `${link},${otherLink}`,
			additionalFields: { additionalFieldsJson: '{ "scheduleTimezone": "Europe/Berlin" }' },
		});
		expect(await world.received(provider)).toEqual([
			post(currentPath, {
				...newCampaign,
				accountLinkIds: [link, otherLink],
				scheduleTimezone: 'Europe/Berlin',
			}),
		]);
	});

	it.each<[string, INodeParameters, string]>([
		['no account link', { accountLinkIds: ' , ' }, "'Account Link Names or IDs' is empty"],
		[
			'column mappings that are not an object',
			{ additionalFields: { columnMappings: '[1]' } },
			"'Column Mappings (JSON)' is not a JSON object",
		],
		['a name of 256 characters', { name: 'n'.repeat(256) }, "'Name' has 256 characters"],
	])('with %s is an error before any request', async (_, wrong, message) => {
		const { error } = await run({ operation: 'create', ...newCampaign, ...wrong });
		expect(error?.message).toContain(message);
		expect(await world.received(provider)).toEqual([]);
	});

	describe('warns of the time zone that the service took', () => {
		const warning =
			'Inbox created the campaign with the time zone UTC instead of Europe/Paris. Set the time zone in the web app. [item 0]';
		const asked = { timezone: 'Europe/Paris' };

		it.each<[string, INodeParameters, string, string | undefined, string[]]>([
			['only where it is another one', asked, 'POST', 'UTC', [warning]],
			['not where it is the same', asked, 'POST', 'Europe/Paris', []],
			['not where none was asked for', {}, 'POST', 'UTC', []],
			['not where the answer has none', asked, 'POST', undefined, []],
			['also after lead rules', { ...asked, excludeMutuals: true }, 'GET', 'UTC', [warning]],
		])('%s', async (_, additionalFields, method, scheduleTimezone, warnings) => {
			const body = {
				...{ id: 'new0campaign', name: 'Q2 outreach', status: 'draft' },
				...(scheduleTimezone === undefined ? {} : { scheduleTimezone }),
			};
			await world.fault({ provider, method, status: 200, body });
			const { items, hints } = await run({ operation: 'create', ...newCampaign, additionalFields });
			expect(items).toMatchObject([{ id: 'new0campaign', status: 'draft' }]);
			expect(hints).toEqual(warnings);
		});
	});

	it('has the ID of the new campaign in the error when its lead rules are refused', async () => {
		const additionalFields = { excludedListIds: 'l1st0everyone0system0000' };
		const { error } = await run({ operation: 'create', ...newCampaign, additionalFields });
		const stored = (await world.stored(provider)).filter(({ name }) => name === newCampaign.name);
		expect(stored).toHaveLength(1);
		const id = String(stored[0]?.id);
		expect(error?.message).toContain(`is a system list (campaign ID ${id})`);
		expect(error?.description).toContain(
			`Done: create campaign. Not done: save lead rules. Do not create the campaign again: run Create or Update with the ID ${id}`,
		);
	});
});

describe('Update', () => {
	it('offers only the lead rules and the sequence', () => {
		expect(collectionFields(provider, 'updateFields')).toEqual(
			[...Object.keys(rules), 'additionalFieldsJson', 'sequence', 'sequenceJson'].toSorted(),
		);
	});

	it.each<[string, INodeParameters, object]>([
		['everything', rules, sentRules],
		['one switch', { excludeMutuals: true }, { excludeMutuals: true }],
		['a switch that is off', { excludeContacted: false }, { excludeContacted: false }],
		['a list', { syncedListIds: founders }, { syncedListIds: [founders] }],
		['JSON', { additionalFieldsJson: '{ "excludeMutuals": true }' }, { excludeMutuals: true }],
	])('of %s sends only that', async (_, updateFields, body) => {
		const switches = { excludeContacted: false, excludeMutuals: false, ...body };
		await world.control('PUT', `/campaigns/${provider}/${paused}`, {
			rules: {
				excludeContacted: !switches.excludeContacted,
				excludeMutuals: !switches.excludeMutuals,
			},
		});
		const { items } = await run({ operation: 'update', campaign: byId(paused), updateFields });
		expect(await world.received(provider)).toEqual([
			read(paused),
			patchRules(paused, body),
			read(paused),
		]);
		expect(items).toMatchObject([{ id: paused, status: 'paused' }]);
	});

	it('fails with "not found" for a campaign that does not exist', async () => {
		const updateFields = { excludeMutuals: true };
		const { error } = await run({ operation: 'update', campaign: byId('nosuch'), updateFields });
		expect(error?.message).toBe("Inbox has no campaign with the ID 'nosuch'");
	});
});

describe('Create or Update', () => {
	const upsert = { operation: 'upsert', matchBy: 'name', accountLinkIds: [link] };
	const additionalFields = { excludeMutuals: true };

	it('creates a campaign that does not exist', async () => {
		const { items } = await run({ ...upsert, name: newCampaign.name, additionalFields });
		const id = String(items?.[0]?.id);
		expect(await world.received(provider)).toEqual([
			list(),
			post(currentPath, newCampaign),
			patchRules(id, additionalFields),
			read(id),
		]);
	});

	it('updates an existing campaign', async () => {
		await run({ ...upsert, name: 'Q1 DM outreach', additionalFields });
		expect(await world.received(provider)).toEqual([
			list(),
			patchRules(paused, additionalFields),
			read(paused),
		]);
	});

	it('writes nothing to an existing campaign when only the name is set', async () => {
		const { items } = await run({ ...upsert, name: 'Q1 DM outreach' });
		expect(await world.received(provider)).toEqual([list()]);
		expect(items).toMatchObject([{ id: paused }]);
	});

	it('fails when two campaigns match, and names both', async () => {
		const { error } = await run({ ...upsert, name: 'Newsletter', additionalFields });
		expect(error?.message).toBe("2 campaigns have the name 'Newsletter'");
		expect(error?.description).toContain('ID s2nd0gen0campaign0000007, paused');
		expect(error?.description).toContain('ID s2nd0gen0campaign0000008, draft');
		expect(await world.received(provider)).toEqual([list()]);
	});

	it('does not rename a campaign that is matched by ID', async () => {
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
	['create the campaign', { operation: 'create', ...newCampaign }, 'POST', '/v2'],
	['pause the campaign', disable, 'POST', `/${active}/pause`],
])(
	'takes a 404 for a call that the API does not have: %s',
	async (call, parameters, method, tail) => {
		await world.fault({
			provider,
			method,
			times: 2,
			status: 404,
			body: { error: { message: 'No' } },
		});
		const { error } = await run(parameters);
		expect(error?.message).toBe(
			`Inbox has no call to ${call} at ${method} /inbox/api/v1/campaigns${tail}: No`,
		);
		expect(error?.description).toContain('inferred');
	},
);

it('repeats what the service said when a call that is only inferred does not exist', async () => {
	const message = 'Account link not found.';
	const body = { error: { code: 'NOT_FOUND', message, status: 404 } };
	await world.fault({ provider, method: 'POST', status: 404, body });
	const { error } = await run({ operation: 'create', ...newCampaign });
	expect(error?.message).toContain('has no call to create the campaign');
	expect(error?.message).toContain(message);
});

it('authenticates with a bearer token, accepts JSON and sends JSON', async () => {
	await run({ operation: 'changeStatus', campaign: byId(paused), status: 'active' });
	await run({ operation: 'update', campaign: byId(draft), updateFields: { excludeMutuals: true } });
	const requests = await world.log(provider);
	const expected = { authorization: `Bearer ${keys.inbox}`, accept: 'application/json' };
	expect(requests).toHaveLength(6);
	for (const { headers } of requests) expect(headers).toMatchObject(expected);
	for (const { headers, method } of requests) {
		if (method !== 'GET') expect(headers).toMatchObject({ 'content-type': 'application/json' });
	}
});

it('has no operation Delete, and lists the statuses that it has', async () => {
	const { error } = await run({ operation: 'delete', campaign: byId(paused) });
	expect(error?.message).toBe("Inbox has no operation 'Delete'");
	const campaign = byId(paused);
	const stopped = await run({ operation: 'changeStatus', campaign, status: 'stopped' });
	expect(stopped.error?.description).toBe('It can set: active, paused.');
	expect(await world.received(provider)).toEqual([]);
});
