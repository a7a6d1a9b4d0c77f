import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();

const campaign = '2048110';

const run = async (count: number, options: INodeParameters = {}) =>
	await world.run(
		'smartlead',
		{
			resource: 'lead',
			operation: 'add',
			campaign: byId(campaign),
			email: '={{ $json.email }}',
			options,
		},
		{
			items: Array.from({ length: count }, (_, index) => ({ email: `lead${index}@made.example` })),
			node: { onError: 'continueRegularOutput' },
		},
	);

const sent = async () =>
	(await world.received('smartlead')).map(({ method, body }) =>
		method === 'POST' ? (body as { lead_list: IDataObject[] }).lead_list.length : method,
	);

const added = async () =>
	(await world.leads('smartlead', campaign)).filter(({ lead }) =>
		String((lead as IDataObject).email).startsWith('lead'),
	);

it.each([
	['the connection broke', { reset: true }],
	['the gateway failed', { status: 503, body: 'Gateway' }],
	['the answer was empty', { status: 200, body: '' }],
	['the answer was a web page', { status: 200, body: '<html></html>' }],
	['the answer was cut off', { cutOff: true }],
	['the answer had another shape', { status: 200, body: { data: [] } }],
])('finds the leads that were added although %s', async (_, trouble) => {
	await world.fault({ provider: 'smartlead', method: 'POST', handled: true, ...trouble });
	const { items } = await run(3);
	expect(items?.map(({ outcome, leadId }) => [outcome, typeof leadId])).toEqual(
		[0, 1, 2].map(() => ['added', 'string']),
	);
	expect(await sent()).toEqual([3, 'GET']);
	expect(await added()).toHaveLength(3);
});

it('sends the leads again that are not there, once more than they were lost', async () => {
	await world.fault({ provider: 'smartlead', method: 'POST', reset: true, times: 2 });
	const { items } = await run(3);
	expect(items?.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added']);
	expect(await sent()).toEqual([3, 'GET', 3, 'GET', 3]);
	expect(await added()).toHaveLength(3);
});

it('says of leads that were there before that they were', async () => {
	await run(1);
	await world.control('PUT', '/leads', {
		provider: 'smartlead',
		campaign,
		createdAt: new Date(Date.now() - 60_000).toISOString(),
	});
	await world.fault({ provider: 'smartlead', method: 'POST', handled: true, reset: true });
	const { items } = await run(2);
	expect(items?.map(({ outcome }) => outcome)).toEqual(['alreadyThere', 'added']);
});

it('fails each lead of which it cannot find out, and says what to do', async () => {
	await world.fault({ provider: 'smartlead', method: 'POST', reset: true });
	await world.fault({ provider: 'smartlead', method: 'GET', status: 404, body: '<html></html>' });
	const { items } = await run(2);
	expect(items).toEqual(
		[0, 1].map((item) => ({
			error: `It is not known whether Smartlead added the lead to the campaign [item ${item}]`,
			details: expect.objectContaining({
				description: expect.stringContaining('could not be read to find out. It is safe to run'),
				campaignId: campaign,
			}),
		})),
	);
	expect(await sent()).toEqual([2, 'GET']);
});

it('never sends leads of Inbox again: it does not document that it removes duplicates', async () => {
	await world.fault({ provider: 'inbox', method: 'POST', reset: true, handled: true });
	const { error } = await world.run('inbox', {
		resource: 'lead',
		operation: 'add',
		campaign: byId('s2nd0gen0campaign0000002'),
		username: 'ada',
	});
	expect(error?.message).toBe('It is not known whether Inbox added the lead to the campaign');
	expect(error?.description).toContain('has no call that lists the leads');
	expect(error?.description).toContain('Check the campaign in Inbox before');
	expect(await world.received('inbox')).toHaveLength(1);
});

it('sends again at once what was certainly not done', async () => {
	await world.fault({
		provider: 'smartlead',
		method: 'POST',
		status: 429,
		headers: { 'Retry-After': '1' },
		body: { message: 'busy' },
	});
	const { items } = await run(2);
	expect(items?.map(({ outcome }) => outcome)).toEqual(['added', 'added']);
	expect(await sent()).toEqual([2, 2]);
});
