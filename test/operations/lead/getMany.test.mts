import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();

const campaign = '2048110';

const getMany = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'lead',
	operation: 'getAll',
	campaign: byId(campaign),
	...parameters,
});

const emails = (items: IDataObject[] | undefined) => items?.map(({ email }) => email);

it('returns the same fields for every lead, without its place in the campaign', async () => {
	const { items } = await world.run('smartlead', getMany());
	const [first] = await world.leads('smartlead', campaign);
	expect(items?.[0]).toEqual({
		leadId: String((first?.lead as IDataObject).id),
		email: 'nathan@acme.example',
		firstName: 'Nathan',
		lastName: null,
		company: 'Acme',
		status: 'INPROGRESS',
		createdAt: '2025-03-01T08:00:00.000Z',
		campaignId: campaign,
	});
	expect(items).toHaveLength(3);
});

it("returns the service's own objects with Simplify off", async () => {
	const { items } = await world.run('smartlead', getMany({ simplify: false }));
	expect(items).toEqual(await world.leads('smartlead', campaign));
});

it.each([
	[{ status: 'PAUSED' }, ['Olga@northwind.example']],
	[{ emailStatus: 'is_opened' }, ['nathan@acme.example', 'Olga@northwind.example']],
	[{ emailStatus: 'not_replied', status: 'COMPLETED' }, ['pablo@cafe-ole.example']],
	[{ lead_category_id: '1' }, ['nathan@acme.example']],
	[{ created_at_gt: '2025-03-02T00:00:00' }, []],
])('lets the service apply the filters %j', async (filters, expected) => {
	const { items } = await world.run('smartlead', getMany({ filters }));
	expect(emails(items)).toEqual(expected);
});

it('refuses a filter that is not a time before any request', async () => {
	const { error } = await world.run('smartlead', getMany({ filters: { event_time_gt: 'soon' } }));
	expect(error?.message).toBe("'Active Since' under 'Filters' is not a time");
	expect(await world.received('smartlead')).toEqual([]);
});

it('reads all pages, as many as Limit needs', async () => {
	const items = Array.from({ length: 250 }, (_, index) => ({ email: `lead${index}@made.example` }));
	await world.run(
		'smartlead',
		{
			resource: 'lead',
			operation: 'add',
			campaign: byId('2048133'),
			email: '={{ $json.email }}',
		},
		{ items },
	);
	await world.control('DELETE', '/requests');
	const all = await world.run('smartlead', getMany({ campaign: byId('2048133'), returnAll: true }));
	expect(emails(all.items)).toEqual(items.map(({ email }) => email));
	const offsets = async () =>
		(await world.received('smartlead')).map(({ query }) => `${query.offset} ${query.limit}`);
	// A page is read twice, so that none is missed that moves to another page.
	expect(await offsets()).toEqual(['0 100', '100 100', '0 100', '200 100', '100 100']);

	await world.control('DELETE', '/requests');
	const some = await world.run('smartlead', getMany({ campaign: byId('2048133'), limit: 100 }));
	expect(some.items).toHaveLength(100);
	expect(await offsets()).toEqual(['0 100']);
});
