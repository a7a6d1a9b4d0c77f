import type { IDataObject } from 'n8n-workflow';
import { type ProviderId, providerIds, useSandbox } from '../engine/world.mts';
import { creationRequest, facts, storedId } from '../providers/facts.mts';
import { checkAccount, surprises } from './check.mts';

const world = useSandbox();

const writing = { alsoWrite: true };

const outcomeOf = (campaign: IDataObject) =>
	({
		dailyStory: campaign.status,
		falconyte: campaign.campaign_sends,
		inbox: campaign.status,
		rapidPro: campaign.archived,
		smartlead: campaign.status,
	}) satisfies Record<ProviderId, unknown>;

/** What is left of the campaign of the check. Smartlead deletes it. */
const left: Partial<Record<ProviderId, unknown>> = {
	dailyStory: 'Deleted',
	falconyte: [],
	inbox: 'paused',
	rapidPro: false,
};

/** The requests that write, but for those that start nothing by their own path and body. */
async function writes(provider: ProviderId) {
	return (await world.received(provider)).filter(({ method }) => method !== 'GET');
}

describe.each(providerIds)('%s', (provider) => {
	it('makes one campaign, changes no other, and starts nothing', async () => {
		const before = await world.stored(provider);
		const { report } = await checkAccount(world, provider, writing);

		const after = await world.stored(provider);
		const ids = new Set(before.map((campaign) => storedId(provider, campaign)));
		expect(after.filter((campaign) => ids.has(storedId(provider, campaign)))).toEqual(before);
		const made = after.filter((campaign) => !ids.has(storedId(provider, campaign)));
		expect(made.map((campaign) => outcomeOf(campaign)[provider])).toEqual(
			provider in left ? [left[provider]] : [],
		);
		for (const { name } of made) {
			expect(name).toMatch(/^n8n check \d{4}-\d\d-\d\dT[\d:.]+Z \(safe to delete\)( 2)?$/);
		}
		expect(report).toMatch(/^- Writes: (A |The campaign is in the Trash|Nothing is left)/m);

		const sent = await writes(provider);
		expect(sent.filter(({ path }) => /\/(start|enable)$/.test(path))).toEqual([]);
		expect(JSON.stringify(sent)).not.toMatch(/"(START|Active)"/);
		const created = sent.filter(({ method, path }) => {
			const creation = creationRequest(provider);
			return method === creation.method && new RegExp(creation.path).test(path);
		});
		expect(created.filter(({ query, body }) => !('uuid' in query) && !hasId(body))).toHaveLength(1);
	});

	it('writes no more when the answer names a campaign that was there before', async () => {
		const before = await world.stored(provider);
		await world.fault({ provider, ...creationRequest(provider), body: creationOf(provider) });
		const { calls } = await checkAccount(world, provider, writing);

		expect(await writes(provider)).toHaveLength(1);
		expect(await world.stored(provider)).toEqual(before);
		expect(calls.flatMap(({ differences }) => differences)).toContainEqual({
			at: 'ID',
			expected: 'a new one',
			found: 'that of a campaign that was there before',
		});
	});

	it('writes no more when the creation is refused', async () => {
		const fault = { provider, ...creationRequest(provider), status: 403, body: {} };
		await world.fault(fault);
		const { calls, report } = await checkAccount(world, provider, writing);

		expect(await writes(provider)).toHaveLength(1);
		expect(calls.at(-1)).toMatchObject({ outcome: 'refused', httpCode: 403 });
		expect(report).toContain('No campaign was made.');
	});

	it('says that a campaign may be left when the answer to the creation is lost', async () => {
		const fault = { provider, ...creationRequest(provider), handled: true, reset: true };
		await world.fault(fault);
		const { report } = await checkAccount(world, provider, writing);

		expect(await writes(provider)).toHaveLength(1);
		expect(report).toMatch(/A campaign with the name n8n check .* may be left/);
	});
});

/** Whether a body says which campaign it is about. */
function hasId(body: unknown): boolean {
	return typeof body === 'object' && body !== null && 'campaignId' in body;
}

/** A creation's answer with the ID of a campaign of the seed. */
function creationOf(provider: ProviderId): IDataObject {
	const { id } = facts[provider].activeCampaign;
	return {
		dailyStory: { Status: true, Message: '', Response: { id: Number(id) } },
		falconyte: { ok: true, campaign: { id } },
		inbox: { id },
		rapidPro: { uuid: id },
		smartlead: { ok: true, id: Number(id), name: 'x', created_at: '2026-01-02T03:04:05Z' },
	}[provider];
}

it('changes nothing of a campaign that has another name than it was given', async () => {
	await world.fault({
		provider: 'smartlead',
		...creationRequest('smartlead'),
		body: { ok: true, id: 999, name: 'x', created_at: '2026-01-02T03:04:05Z' },
	});
	await world.fault({
		provider: 'smartlead',
		path: '/campaigns/999$',
		body: { id: 999, status: 'ACTIVE', name: 'Somebody else' },
	});
	const { report, text } = await checkAccount(world, 'smartlead', writing);

	expect(await writes('smartlead')).toHaveLength(1);
	expect(report).toContain('may be left');
	expect(text).not.toContain('Somebody');
});

it('pauses a campaign first that runs although it was not started', async () => {
	const { items = [] } = await world.run('smartlead', { operation: 'create', name: 'First' });
	const next = Number(items[0]?.id) + 1;
	await world.control('POST', '/moves', {
		provider: 'smartlead',
		method: 'POST',
		path: '/campaigns/create$',
		acts: [{ change: { id: String(next), fields: { status: 'ACTIVE' } } }],
	});
	const checked = await checkAccount(world, 'smartlead', writing);

	expect(surprises(checked)).toEqual([
		{
			call: 'read the new campaign: GET /api/v1/campaigns/{id}',
			outcome: 'differs',
			differences: [{ at: 'status', expected: 'draft', found: 'active' }],
		},
	]);
	const [, , second] = await writes('smartlead');
	expect(second).toMatchObject({ body: { status: 'PAUSED' } });
	expect((await world.stored('smartlead')).map(({ id }) => id)).not.toContain(next);
	// The tests above may have used up a minute of Smartlead's rate.
}, 120_000);

it('makes no campaign in an account that lacks what one needs', async () => {
	await world.fault({
		provider: 'falconyte',
		path: '/email/templates$',
		body: { ok: true, templates: { data: [] }, meta: {} },
	});
	const checked = await checkAccount(world, 'falconyte', writing);

	expect(await writes('falconyte')).toEqual([]);
	expect(surprises(checked)).toEqual([
		{
			call: 'create the campaign',
			outcome: 'not tried',
			differences: [{ at: 'account', expected: 'a template and a mail account', found: 'none' }],
		},
	]);
});
