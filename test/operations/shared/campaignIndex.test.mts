import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();
const provider = 'rapidPro';

beforeEach(async () => {
	await world.control('POST', '/seed', { provider, count: 600, prefix: 'Row' });
});

/** Create or Update by name, one item for each name. */
const upsert = async (names: string[], parameters: INodeParameters = {}) =>
	await world.run(
		provider,
		{
			operation: 'upsert',
			matchBy: 'name',
			name: '={{ $json.name }}',
			group: byId('Farmers'),
			...parameters,
		},
		{ items: names.map((name): IDataObject => ({ name })) },
	);

const storedByName = async (name: string) => await world.storedByName(provider, name);

/** The requests for pages of the list: the reads without a campaign's ID. */
const listRequests = async () =>
	(await world.log(provider)).filter(({ method, query }) => method === 'GET' && !('uuid' in query));

it('reads the list once for many items, and every existing campaign again', async () => {
	const names = (await world.stored(provider))
		.map(({ name }) => String(name))
		.filter((name) => name.startsWith('Row'))
		.slice(0, 20);
	const rows = [...names, 'New one', 'New two'];
	const { items } = await upsert(rows);
	expect(items?.map(({ name }) => name)).toEqual(rows);
	expect(await listRequests()).toHaveLength(3);
	for (const row of rows) {
		expect(await storedByName(row)).toMatchObject([
			{ group: expect.objectContaining({ name: 'Farmers' }) },
		]);
	}
});

it('finds a campaign that an earlier item created', async () => {
	const { items } = await upsert(['Twice', 'Other', 'Twice']);
	expect(await storedByName('Twice')).toHaveLength(1);
	expect(items?.[2]?.id).toBe(items?.[0]?.id);
});

it('leaves a campaign alone that was renamed after the list was read', async () => {
	const [stored] = await storedByName('Reminders');
	const change = { id: String(stored?.uuid), fields: { name: 'Renamed' } };
	await world.control('POST', '/moves', { provider, method: 'POST', acts: [{ change }] });
	const { items } = await upsert(['New row', 'Reminders'], { options: { itemsAtOnce: 1 } });
	expect(await storedByName('Renamed')).toMatchObject([{ group: stored?.group }]);
	expect(await storedByName('Reminders')).toHaveLength(1);
	expect(items?.[1]?.id).not.toBe(stored?.uuid);
});

it('reads the list again for the next item when it could not be read', async () => {
	await world.fault({ provider, method: 'GET', status: 501, body: 'down' });
	const { items } = await world.run(
		provider,
		{
			operation: 'create',
			name: '={{ $json.name }}',
			group: byId('Farmers'),
			options: { ifNameExists: 'use' },
		},
		{
			items: [{ name: 'First' }, { name: 'Second' }, { name: 'Third' }],
			node: { onError: 'continueRegularOutput' },
		},
	);
	expect(items?.map(({ name, error }) => name ?? error)).toEqual([
		expect.stringMatching(/HTTP 501.*\[item 0\]$/),
		'Second',
		'Third',
	]);
});
