import type { IDataObject } from 'n8n-workflow';
import { ActiveTrigger } from '../engine/trigger.mts';
import { providerIds, type ProviderId, useSandbox } from '../engine/world.mts';

const world = useSandbox();

const events = ['created', 'updated', 'statusChanged', 'deleted'];

/** The path of each list, and how many campaigns a page has. */
const lists: Record<ProviderId, { path: string; pageSize: number }> = {
	dailyStory: { path: 'campaigns$', pageSize: Number.POSITIVE_INFINITY },
	falconyte: { path: 'email/campaigns$', pageSize: 100 },
	inbox: { path: 'campaigns/v2$', pageSize: 100 },
	rapidPro: { path: 'campaigns.json$', pageSize: 250 },
	smartlead: { path: 'campaigns$', pageSize: Number.POSITIVE_INFINITY },
};

/** The stored bulk campaigns, oldest first. */
async function bulk(provider: ProviderId): Promise<Array<{ id: string; name: string }>> {
	const stored = await world.stored(provider);
	return stored
		.filter(({ name }) => /^Bulk campaign \d+$/.test(String(name)))
		.map(({ id, uuid, campaignId, name }) => ({
			id: String(id ?? uuid ?? campaignId),
			name: String(name),
		}));
}

const brief = (items: IDataObject[]) =>
	items
		.map(({ event, campaign }) => `${String(event)} ${String((campaign as IDataObject).name)}`)
		.sort();

describe.each(providerIds)('%s', (provider) => {
	const { path, pageSize } = lists[provider];

	it('misses nothing and repeats nothing when campaigns come and go between pages', async () => {
		await world.control('POST', '/seed', { provider, count: 700 });
		const trigger = new ActiveTrigger(world.credential(provider), { events });
		await trigger.poll();
		const all = await bulk(provider);
		const at = (index: number) => all[index] ?? { id: '', name: '' };
		// From pages already read, from the current one and from later ones.
		const gone = [at(699), at(650), at(640), at(350), at(20), at(0)];
		await world.control('DELETE', '/requests');
		const remove = (index: number) =>
			gone.slice(index, index + 2).map(({ id }) => ({ remove: id }));
		for (const [after, index] of [
			[0, 0],
			[1, 2],
			[2, 4],
		] as const) {
			const acts = [{ add: { count: 2, prefix: `Late ${after} no.` } }, ...remove(index)];
			await world.control('POST', '/moves', { provider, path, after, acts });
		}
		const happened: string[] = [];
		for (let poll = 0; poll < 8; poll++) happened.push(...brief((await trigger.poll()).items));

		const late = (await world.stored(provider)).filter(({ name }) => /^Late/.test(String(name)));
		expect(late).toHaveLength(6);
		const expected = [
			...late.map(({ name }) => `created ${String(name)}`),
			...gone.map(({ name }) => `deleted ${name}`),
		];
		expect(happened.sort()).toEqual(expected.sort());
		const first = (await world.log(provider)).filter((request) =>
			new RegExp(path).test(request.path),
		);
		expect(first.length).toBeGreaterThanOrEqual(pageSize === Number.POSITIVE_INFINITY ? 8 : 24);
	}, 60_000);
});
