import type { INodeParameters } from 'n8n-workflow';
import { byId, useSandbox } from '../../engine/world.mts';

const world = useSandbox();

const campaign = '2048110';
const leadsPath = `/api/v1/campaigns/${campaign}/leads`;

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

const change = (
	operation: string,
	lead: INodeParameters | string,
	more: INodeParameters = {},
): INodeParameters => ({ resource: 'lead', operation, campaign: byId(campaign), lead, ...more });

/** The ID of a seed lead. */
async function idOf(email: string): Promise<string> {
	const rows = await world.leads('smartlead', campaign);
	const row = rows.find(({ lead }) => (lead as { email: string }).email === email);
	return String((row?.lead as { id: number } | undefined)?.id);
}

const statuses = async () => (await world.leads('smartlead', campaign)).map(({ status }) => status);

it('pauses, resumes and removes a lead by its ID, with one request', async () => {
	const id = await idOf('nathan@acme.example');
	const by = locator('id', id);
	const base = { leadId: id, campaignId: campaign };
	expect((await world.run('smartlead', change('pause', by))).items).toEqual([
		{ ...base, paused: true },
	]);
	expect(await statuses()).toEqual(['PAUSED', 'PAUSED', 'COMPLETED']);
	expect((await world.run('smartlead', change('resume', by))).items).toEqual([
		{ ...base, resumed: true },
	]);
	expect(await statuses()).toEqual(['INPROGRESS', 'PAUSED', 'COMPLETED']);
	expect((await world.run('smartlead', change('remove', by))).items).toEqual([
		{ ...base, removed: true },
	]);
	expect(await statuses()).toEqual(['PAUSED', 'COMPLETED']);
	expect(
		(await world.received('smartlead')).map(({ method, path, body }) => [method, path, body]),
	).toEqual([
		['POST', `${leadsPath}/${id}/pause`, null],
		['POST', `${leadsPath}/${id}/resume`, {}],
		['DELETE', `${leadsPath}/${id}`, null],
	]);
});

it('resumes after the days that are set, 0 included', async () => {
	const id = await idOf('nathan@acme.example');
	for (const days of [0, '3']) {
		await world.run(
			'smartlead',
			change('resume', locator('id', id), { options: { resume_lead_with_delay_days: days } }),
		);
	}
	expect((await world.received('smartlead')).map(({ body }) => body)).toEqual([
		{ resume_lead_with_delay_days: 0 },
		{ resume_lead_with_delay_days: 3 },
	]);
});

it('looks up leads by their addresses, in one list for all items', async () => {
	const items = ['Nathan@acme.example', 'olga@northwind.example', 'nobody@acme.example'];
	const result = await world.run(
		'smartlead',
		change('pause', locator('email', '={{ $json.email }}')),
		{ items: items.map((email) => ({ email })), node: { onError: 'continueRegularOutput' } },
	);
	expect(result.items).toEqual([
		{
			leadId: await idOf('nathan@acme.example'),
			email: 'Nathan@acme.example',
			campaignId: campaign,
			paused: true,
		},
		{
			leadId: await idOf('Olga@northwind.example'),
			email: 'olga@northwind.example',
			campaignId: campaign,
			paused: true,
		},
		{
			error: "The campaign has no lead with the email 'nobody@acme.example' [item 2]",
			details: expect.objectContaining({ httpCode: '404' }),
		},
	]);
	const received = await world.received('smartlead');
	expect(received.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
});

it('says what the service says when it refuses', async () => {
	const last = await idOf('pablo@cafe-ole.example');
	const resumed = await world.run('smartlead', change('resume', locator('id', last)));
	expect(resumed.error?.message).toContain('This is the last sequence.');
	const unknown = await world.run('smartlead', change('pause', locator('id', '17')));
	expect(unknown.error?.message).toContain('Invalid lead id');
	const gone = await world.run('smartlead', change('remove', locator('id', '17')));
	expect(gone.error?.message).toBe("The campaign has no lead with the id '17'");
});

it('takes a lead as removed that an earlier attempt removed', async () => {
	const id = await idOf('nathan@acme.example');
	await world.fault({ provider: 'smartlead', method: 'DELETE', handled: true, reset: true });
	const { items } = await world.run('smartlead', change('remove', locator('id', id)));
	expect(items).toEqual([{ leadId: id, campaignId: campaign, removed: true }]);
});

it.each([
	[locator('id', 'nathan@acme.example'), "'Lead' cannot be 'nathan@acme.example'"],
	[locator('email', '17'), "'Lead' cannot be '17'"],
	[locator('id', '={{ "" }}'), "'Lead' is empty"],
	[locator('name', 'Nathan'), "'Lead' cannot be 'name'"],
])('refuses %j before any request', async (lead, message) => {
	const { error } = await world.run('smartlead', change('pause', lead));
	expect(error?.message).toContain(message);
	expect(await world.received('smartlead')).toEqual([]);
});

it.each([
	['username', '@nathan', 'nathan'],
	['externalId', 'crm 1/2', 'crm%201%2F2'],
])('cancels a lead of Inbox by its %s', async (mode, value, inPath) => {
	const inbox = byId('s2nd0gen0campaign0000002');
	await world.run('inbox', {
		resource: 'lead',
		operation: 'add',
		campaign: inbox,
		externalId: 'crm 1/2',
	});
	const { items, error } = await world.run('inbox', {
		resource: 'lead',
		operation: 'remove',
		campaign: inbox,
		lead: locator(mode, value),
	});
	expect(error).toBeUndefined();
	expect(items).toEqual([{ [mode]: value, campaignId: inbox.value, removed: true }]);
	const [, sent] = await world.log('inbox');
	expect(sent?.rawUrl).toBe(`/inbox/api/v1/campaigns/v2/${inbox.value}/leads/${inPath}/cancel`);
	expect(sent?.body).toEqual({ by: mode, platform: 'twitter' });
});

it('is not offered where the API has no such call', async () => {
	const { error } = await world.run(
		'inbox',
		change('pause', '17', { campaign: byId('s2nd0gen0campaign0000002') }),
	);
	expect(error?.message).toBe("Inbox has no operation 'Pause'");
	expect(error?.description).toBe('Its API offers: Add, Remove.');
});
