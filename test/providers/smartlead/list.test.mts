import type { INodeParameters } from 'n8n-workflow';
import { byId } from '../../engine/world.mts';
import { list } from './requests.mts';
import { useSmartlead } from './useSmartlead.mts';

const { run, received, fault, stored } = useSmartlead();

const getMany = async (parameters: INodeParameters) =>
	await run({ operation: 'getAll', returnAll: true, ...parameters });

describe('Get Many by client', () => {
	it('lets the service filter', async () => {
		const { items } = await getMany({ filters: { client_id: byId('4101') } });
		expect(await received()).toEqual([{ ...list, query: { client_id: '4101' } }]);
		expect(items?.map(({ id }) => id).toSorted()).toEqual(['2048110', '2048111']);
	});

	it('filters by status and name besides', async () => {
		const filters = { client_id: byId('4101'), status: 'active', name: 'no reply' };
		expect((await getMany({ filters })).items).toMatchObject([{ id: '2048111' }]);
	});

	it('returns no campaign of another client, even if the service does not filter', async () => {
		const all = (await stored()).map(({ sandbox: _hidden, ...campaign }) => campaign);
		await fault({ provider: 'smartlead', status: 200, body: all });
		const { items } = await getMany({ filters: { client_id: byId('4102') } });
		expect(items?.map(({ id }) => id)).toEqual(['2048160']);
	});

	it('takes an empty client for no filter', async () => {
		const { items } = await getMany({ filters: { client_id: byId('') } });
		expect(await received()).toEqual([list]);
		expect(items).toHaveLength((await stored()).length);
	});

	it('sends nothing for any item when a client is not an ID', async () => {
		const { error } = await run(
			{ operation: 'getAll', filters: { client_id: byId('={{ $json.client }}') } },
			{ items: [{ client: 4101 }, { client: 'Acme' }] },
		);
		expect(error?.message).toContain("'Client' is not an ID");
		expect(await received()).toEqual([]);
	});
});

describe('Get Many with tags', () => {
	const options = { include_tags: true };

	it('asks for them, and returns their names', async () => {
		const { items } = await getMany({ options });
		expect(await received()).toEqual([{ ...list, query: { include_tags: 'true' } }]);
		const tagged = new Map(items?.map(({ id, tags }) => [id, tags]));
		expect(tagged.get('2048110')).toEqual(['Q1']);
		expect(tagged.get('2048111')).toEqual([]);
	});

	it('returns them unchanged with Simplify off', async () => {
		const { items } = await getMany({ options, simplify: false });
		expect(items?.find(({ id }) => id === 2048110)?.tags).toEqual([
			{ tag_id: 55, tag_name: 'Q1', tag_color: '#FFCC00' },
		]);
	});

	it('asks for none without the option', async () => {
		const { items } = await getMany({ options: { include_tags: false } });
		expect(await received()).toEqual([list]);
		expect(items?.[0]).not.toHaveProperty('tags');
	});
});
