import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

const all = ['created', 'updated', 'statusChanged', 'deleted'];

/** A change of status as each service stores it, of a campaign that the seed has; RapidPro has but one status. */
const statusChanges: Partial<
	Record<ProviderId, { fields: IDataObject; from: string; to: string }>
> = {
	dailyStory: { fields: { status: 'Archived' }, from: 'active', to: 'archived' },
	inbox: { fields: { status: 'completed' }, from: 'draft', to: 'completed' },
	smartlead: { fields: { status: 'COMPLETED' }, from: 'active', to: 'completed' },
	falconyte: { fields: { campaign_sends: [] }, from: 'active', to: 'draft' },
};

const settings: Record<ProviderId, IDataObject> = {
	dailyStory: { conversionGoals: { enabled: true, suspects: 9, mcls: 0, mqls: 0, sqls: 0 } },
	falconyte: { delivery_type: 'other' },
	inbox: { hourlyMessageRate: 3 },
	rapidPro: { group: { uuid: '11111111-0000-4000-8000-000000000001', name: 'Other' } },
	smartlead: { max_leads_per_day: 7 },
};

/** The campaigns that the service lists, by the trigger's own words. */
async function listed(provider: ProviderId): Promise<IDataObject[]> {
	const events = ['created'];
	const all = new ActiveTrigger(world.credential(provider), {
		events,
		options: { emitExisting: true },
	});
	return (await all.poll()).items.map(({ campaign }) => campaign as IDataObject);
}

const change = async (provider: ProviderId, id: unknown, fields: IDataObject) =>
	await world.control('PUT', `/campaigns/${provider}/${String(id)}`, fields);

describe.each(providerIds)('%s', (provider) => {
	it('reports existing campaigns at the first activation only with Emit Existing', async () => {
		const trigger = new ActiveTrigger(world.credential(provider), { events: all });
		expect((await trigger.poll()).items).toEqual([]);
		expect((await trigger.poll()).items).toEqual([]);
		const campaigns = await listed(provider);
		expect(campaigns.length).toBeGreaterThan(2);
		expect(new Set(campaigns.map(({ id }) => id)).size).toBe(campaigns.length);
	});

	it('reports a creation, a rename, new settings and, after a second scan, a deletion, each once', async () => {
		const trigger = new ActiveTrigger(world.credential(provider), { events: all });
		await trigger.poll();

		await world.control('POST', '/seed', { provider, count: 1, prefix: 'Made' });
		const [created, ...none] = (await trigger.poll()).items;
		expect(none).toEqual([]);
		const campaign = created?.campaign as IDataObject;
		expect(created).toMatchObject({ event: 'created', campaign: { name: 'Made 1', provider } });
		expect(created).not.toHaveProperty('previous');
		expect(created?.detectedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

		await change(provider, campaign.id, { name: 'Renamed' });
		expect((await trigger.poll()).items).toEqual([
			expect.objectContaining({
				event: 'updated',
				campaign: expect.objectContaining({ id: campaign.id, name: 'Renamed' }) as unknown,
				previous: { name: 'Made 1' },
			}),
		]);

		await change(provider, campaign.id, settings[provider]);
		expect((await trigger.poll()).items).toEqual([
			expect.objectContaining({ event: 'updated', previous: { settings: null } }),
		]);

		await world.control('DELETE', `/campaigns/${provider}/${String(campaign.id)}`);
		expect((await trigger.poll()).items).toEqual([]);
		const [deleted, ...others] = (await trigger.poll()).items;
		expect(others).toEqual([]);
		expect(deleted).toMatchObject({
			event: 'deleted',
			campaign: { id: campaign.id, name: 'Renamed', status: 'deleted', provider },
			previous: { status: campaign.status },
		});
		expect((await trigger.poll()).items).toEqual([]);
	});

	const statusChange = statusChanges[provider];
	if (statusChange === undefined) return;

	it('reports a change of status with the previous one', async () => {
		const campaigns = await listed(provider);
		const { id } = campaigns.find(({ status }) => status === statusChange.from) ?? {};
		const trigger = new ActiveTrigger(world.credential(provider), { events: ['statusChanged'] });
		await trigger.poll();
		await change(provider, id, statusChange.fields);
		expect((await trigger.poll()).items).toEqual([
			expect.objectContaining({
				event: 'statusChanged',
				campaign: expect.objectContaining({ id, status: statusChange.to }) as unknown,
				previous: { status: statusChange.from },
			}),
		]);
		expect((await trigger.poll()).items).toEqual([]);
	});

	it('reports a status only when the filter includes it', async () => {
		const campaigns = await listed(provider);
		const { id } = campaigns.find(({ status }) => status === statusChange.from) ?? {};
		const asking = (statuses: string[], events = ['statusChanged']) =>
			new ActiveTrigger(world.credential(provider), { events, statuses });
		const triggers = [asking([statusChange.to]), asking(['stopped']), asking([], ['created'])];
		for (const trigger of triggers) await trigger.poll();
		await change(provider, id, statusChange.fields);
		const counts = [];
		for (const trigger of triggers) counts.push((await trigger.poll()).items.length);
		expect(counts).toEqual([1, 0, 0]);
	});
});

it.each([false, 'false'])('returns the service’s own object with Simplify %j', async (simplify) => {
	const options = { simplify };
	const trigger = new ActiveTrigger(world.credential('smartlead'), {
		events: ['created'],
		options,
	});
	await trigger.poll();
	await world.control('POST', '/seed', { provider: 'smartlead', count: 1 });
	const [item] = (await trigger.poll()).items;
	const stored = (await world.stored('smartlead')).find(
		({ name }) => name === (item?.campaign as IDataObject).name,
	);
	expect(item?.campaign).toEqual(stored);
});

it('reports a campaign in DailyStory’s Trash as deleted once, not again when it is purged', async () => {
	const trigger = new ActiveTrigger(world.credential('dailyStory'), { events: ['deleted'] });
	const campaigns = await listed('dailyStory');
	const { id } = campaigns.find(({ status }) => status === 'active') ?? {};
	await trigger.poll();
	await change('dailyStory', id, { status: 'Deleted' });
	expect((await trigger.poll()).items).toMatchObject([
		{ event: 'deleted', campaign: { id, status: 'deleted' }, previous: { status: 'active' } },
	]);
	await world.control('DELETE', `/campaigns/dailyStory/${String(id)}`);
	for (const _ of [1, 2, 3]) expect((await trigger.poll()).items).toEqual([]);
});

it.each([
	['true', true],
	['False', false],
	['', false],
])('understands %j for Emit Existing', async (emitExisting, isReported) => {
	const parameters = { events: ['created'], options: { emitExisting } };
	const { items, error } = await new ActiveTrigger(world.credential('inbox'), parameters).poll();
	expect(error).toBeUndefined();
	expect(items.length > 0).toBe(isReported);
});

it.each([true, 'true'])('reports new figures only with Include Figures %j', async (figures) => {
	const credential = world.credential('inbox');
	const plain = new ActiveTrigger(credential, { events: ['updated'] });
	const options = { figures };
	const counting = new ActiveTrigger(credential, { events: ['updated'], options });
	const [campaign] = await listed('inbox');
	for (const trigger of [plain, counting]) await trigger.poll();
	await change('inbox', campaign?.id, { contactedCount: 12, repliesCount: 3 });
	expect((await plain.poll()).items).toEqual([]);
	expect((await counting.poll()).items).toMatchObject([
		{ event: 'updated', campaign: { contacted: 12, replied: 3 }, previous: { figures: null } },
	]);
	await change('inbox', campaign?.id, { contactedCount: 13, name: 'Both' });
	expect((await plain.poll()).items).toMatchObject([{ campaign: { name: 'Both' } }]);
});

it('reports a campaign that changed in two ways as two events with the same previous values', async () => {
	const trigger = new ActiveTrigger(world.credential('smartlead'), { events: all });
	const campaigns = await listed('smartlead');
	const { id, name } = campaigns.find(({ status }) => status === 'active') ?? {};
	await trigger.poll();
	await change('smartlead', id, { status: 'PAUSED', name: 'Short' });
	const { items } = await trigger.poll();
	const previous = { status: 'active', name };
	expect(items).toMatchObject([
		{ event: 'updated', previous },
		{ event: 'statusChanged', previous },
	]);
	expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(2);
});
