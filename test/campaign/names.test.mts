import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runCampaign } from '../engine/engine.mts';
import { byId, useSandbox } from '../engine/world.mts';

const world = useSandbox();
const provider = 'rapidPro';

beforeEach(async () => {
	await world.control('POST', '/seed', { provider, count: 600, prefix: 'Row' });
});

const sync = async (names: string[], parameters: INodeParameters = {}) =>
	await runCampaign({
		credential: world.credential(provider),
		parameters: {
			provider,
			operation: 'upsert',
			matchBy: 'name',
			name: '={{ $json.name }}',
			group: byId('Farmers'),
			...parameters,
		},
		items: names.map((name): IDataObject => ({ name })),
	});

const named = async (name: string) =>
	(await world.stored(provider)).filter((campaign) => campaign.name === name);

/** Requests for pages of the list, which name no campaign. */
const listRequests = async () =>
	(await world.log(provider)).filter(({ method, query }) => method === 'GET' && !('uuid' in query));

it('reads the list once for many rows, and each campaign that is there again', async () => {
	const names = (await world.stored(provider))
		.map(({ name }) => String(name))
		.filter((name) => name.startsWith('Row'))
		.slice(0, 20);
	const rows = [...names, 'New one', 'New two'];
	const { items } = await sync(rows);
	expect(items?.map(({ name }) => name)).toEqual(rows);
	expect(await listRequests()).toHaveLength(3);
	for (const row of rows) {
		expect(await named(row)).toMatchObject([
			{ group: expect.objectContaining({ name: 'Farmers' }) },
		]);
	}
});

it('finds what an earlier row made', async () => {
	const { items } = await sync(['Twice', 'Other', 'Twice']);
	expect(await named('Twice')).toHaveLength(1);
	expect(items?.[2]?.id).toBe(items?.[0]?.id);
});

it('does not touch a campaign that was renamed after the list was read', async () => {
	const [stored] = await named('Reminders');
	const change = { id: String(stored?.uuid), fields: { name: 'Renamed' } };
	await world.control('POST', '/moves', { provider, method: 'POST', acts: [{ change }] });
	const { items } = await sync(['New row', 'Reminders'], { options: { itemsAtOnce: 1 } });
	expect(await named('Renamed')).toMatchObject([{ group: stored?.group }]);
	expect(await named('Reminders')).toHaveLength(1);
	expect(items?.[1]?.id).not.toBe(stored?.uuid);
});

it('gives each row its own attempts when the list can not be read', async () => {
	await world.fault({ provider, method: 'GET', status: 501, body: 'down' });
	const { items } = await runCampaign({
		credential: world.credential(provider),
		parameters: {
			provider,
			operation: 'create',
			name: '={{ $json.name }}',
			group: byId('Farmers'),
			options: { ifNameExists: 'use' },
		},
		items: [{ name: 'First' }, { name: 'Second' }, { name: 'Third' }],
		node: { onError: 'continueRegularOutput' },
	});
	expect(items?.map(({ name, error }) => name ?? error)).toEqual([
		expect.stringMatching(/HTTP 501.*\[item 0\]$/),
		'Second',
		'Third',
	]);
});
