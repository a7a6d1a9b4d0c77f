import { WebhookHost } from '../engine/webhook.mts';
import { useSandbox } from '../engine/world.mts';
import { allEvents, pushing, smartleadCampaign, WebhookSetup, words } from './setup.mts';

const world = useSandbox();
const setup = new WebhookSetup(world, WebhookHost.use());

const nulls = {
	...{ id: null, name: null, status: null, providerStatus: null, provider: null },
	...{ createdAt: null, updatedAt: null, url: null },
};

const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe.each(pushing)('an event of %s', (provider) => {
	const cases = Object.entries(words[provider]).flatMap(([event, list]) =>
		list.map((word) => ({ event, word })),
	);

	it.each(cases)('$word is $event, once, with an ID of its own', async ({ event, word }) => {
		const node = await setup.published(provider);
		await setup.happen(provider, word);
		await setup.happen(provider, word, { fields: { note: 'another' } });
		const providerEvent = provider === 'rapidPro' ? 'resthook' : word;
		const expected = { event, provider, providerEvent, detectedAt: isoTime, occurredAt: isoTime };
		expect(node.items).toEqual([
			expect.objectContaining(expected),
			expect.objectContaining(expected),
		]);
		const [first, second] = node.items;
		expect(first).not.toHaveProperty('error');
		expect(first?.eventId).toEqual(expect.any(String));
		expect(first?.eventId).not.toBe(second?.eventId);
		expect(await setup.statuses(provider)).toEqual([200, 200]);
		expect(node.writes).toBe(0);
		expect(node.warnings).toEqual([]);
	});

	it.each([false, 'false'])(
		'carries the body without secrets with Simplify %j',
		async (simplify) => {
			const more = { options: { simplify } };
			const node = await setup.published(provider, allEvents(provider, more));
			const [word = ''] = Object.values(words[provider])[0] ?? [];
			await setup.happen(provider, word);
			const [item] = node.items;
			expect(Object.keys(item ?? {})).toEqual([
				...['event', 'eventId', 'occurredAt', 'detectedAt', 'provider', 'providerEvent', 'data'],
			]);
			const [delivery] = await setup.deliveries(provider);
			const { secret_key: _key, webhook_url: _url, ...rest } = JSON.parse(delivery?.body ?? '');
			expect(item?.data).toEqual(rest);
		},
	);
});

it('of Falconyte tells campaign, contact and message as far as it knows them', async () => {
	const node = await setup.published('falconyte');
	for (const word of ['email.sent', 'email.clicked', 'email.bounced.hard', 'email.contact.saved']) {
		await setup.happen('falconyte', word);
	}
	const contact = { id: 'c0ffee00-0000-4000-8000-000000000001', email: 'ada@example.com' };
	const [sent, clicked, bounced, saved] = node.items;
	expect(sent).toMatchObject({
		campaign: { ...nulls, id: expect.any(String), provider: 'falconyte' },
		contact: { ...contact, name: null },
		message: { subject: 'Hello', url: null, reason: null, text: null },
	});
	expect(clicked).toMatchObject({ campaign: nulls, message: { url: 'https://example.com/offer' } });
	expect(bounced).toMatchObject({ message: { reason: 'no such user' } });
	expect(saved).toMatchObject({ contact: { ...contact, name: 'Ada Lovelace' } });
	expect(saved).not.toHaveProperty('message');
	const [delivery] = await setup.deliveries('falconyte');
	expect(sent?.eventId).toBe(JSON.parse(delivery?.body ?? '').id);
});

it('of Falconyte by a bot is registered and reported only with Include Bots', async () => {
	const node = await setup.published('falconyte');
	await setup.happen('falconyte', 'email.bot.opened');
	expect(node.items).toMatchObject([{ event: 'messageOpened', providerEvent: 'email.bot.opened' }]);
	// The service still delivers what was registered before.
	node.parameters = allEvents('falconyte', { options: {} });
	await setup.happen('falconyte', 'email.bot.opened');
	await setup.happen('falconyte', 'email.bot.clicked');
	expect(node.items).toHaveLength(1);
	node.parameters = allEvents('falconyte', { options: { includeBots: 'true' } });
	await setup.happen('falconyte', 'email.bot.opened');
	expect(node.items).toHaveLength(2);
	node.parameters = allEvents('falconyte', { options: {} });
	await node.publish();
	const [hook] = await setup.hooks('falconyte');
	expect(hook?.events).toContain('email.opened');
	expect(hook?.events.filter((word) => word.includes('bot'))).toEqual([]);
});

it('of Smartlead tells the new and the previous status', async () => {
	const node = await setup.published('smartlead');
	await world.control('PUT', `/campaigns/smartlead/${smartleadCampaign}`, { status: 'STOPPED' });
	await setup.delivered();
	expect(node.items).toMatchObject([
		{
			event: 'statusChanged',
			campaign: { id: smartleadCampaign, status: 'stopped', providerStatus: 'STOPPED' },
			previous: { status: expect.stringMatching(/^[a-z]+$/) },
		},
	]);
});

it('of Smartlead names the lead and the reply', async () => {
	const node = await setup.published('smartlead');
	await setup.happen('smartlead', 'EMAIL_REPLY', { campaign: smartleadCampaign });
	expect(node.items).toMatchObject([
		{
			campaign: { id: smartleadCampaign, name: expect.any(String), createdAt: null },
			contact: { id: '70001', email: 'ada@example.com', name: 'Ada Lovelace' },
			message: { subject: 'Re: Hello', text: 'Tell me more' },
		},
	]);
});

it('of RapidPro has no campaign, and the flow in data', async () => {
	const node = await setup.published('rapidPro');
	await setup.happen('rapidPro', 'campaign-reply');
	expect(node.items).toMatchObject([
		{
			campaign: nulls,
			contact: { name: 'Bob', email: null },
			message: { text: 'yes please' },
			data: { flow: { name: 'Follow up' }, results: { interest: { value: 'yes' } } },
		},
	]);
});

it('of RapidPro without its place in the flow is told by all that it says', async () => {
	const node = await setup.published('rapidPro');
	for (const value of ['yes', 'no', 'no']) {
		const fields = { input: null, path: [], run: { uuid: 'r1' }, results: { answer: { value } } };
		await setup.happen('rapidPro', 'campaign-reply', { fields });
	}
	expect(node.items).toMatchObject([
		{ data: { results: { answer: { value: 'yes' } } } },
		{ data: { results: { answer: { value: 'no' } } } },
	]);
});

it('of RapidPro from a trial in the editor starts nothing', async () => {
	const node = await setup.published('rapidPro');
	await setup.happen('rapidPro', 'campaign-reply', { fields: { mode: 'simulation' } });
	expect(node.items).toEqual([]);
	expect(await setup.statuses('rapidPro')).toEqual([200]);
});

it('of Inbox that resumes a campaign is one event', async () => {
	const node = await setup.published('inbox');
	const [campaign] = (await world.stored('inbox')).filter(({ status }) => status === 'paused');
	await world.control('PUT', `/campaigns/inbox/${String(campaign?.id)}`, { status: 'active' });
	await setup.delivered();
	expect(await setup.deliveries('inbox')).toHaveLength(2);
	expect(node.items).toMatchObject([
		{
			event: 'statusChanged',
			providerEvent: 'campaign.started',
			campaign: { id: campaign?.id, name: campaign?.name, status: 'active', provider: 'inbox' },
		},
	]);
	expect(node.warnings).toEqual([]);
});

describe('a filter on campaigns', () => {
	it('keeps events of these campaigns only', async () => {
		const filters = { campaigns: `${smartleadCampaign}, 1` };
		const node = await setup.published('smartlead', allEvents('smartlead', { filters }));
		await setup.happen('smartlead', 'EMAIL_OPEN', { campaign: smartleadCampaign });
		await setup.happen('smartlead', 'EMAIL_OPEN', { fields: { campaign_id: 7 } });
		expect(node.items).toMatchObject([{ campaign: { id: smartleadCampaign } }]);
		expect(await setup.statuses('smartlead')).toEqual([200, 200]);
	});

	it('drops events that name none', async () => {
		const filters = { campaigns: 'any' };
		const node = await setup.published('falconyte', allEvents('falconyte', { filters }));
		await setup.happen('falconyte', 'email.opened');
		expect(node.items).toEqual([]);
	});
});

it('that nobody knows starts nothing and is logged in one short line', async () => {
	const node = await setup.published('smartlead');
	await setup.happen('smartlead', `NEW\n\u001b[31m\u202e${'x'.repeat(200)}`);
	expect(node.items).toEqual([]);
	expect(await setup.statuses('smartlead')).toEqual([200]);
	expect(node.warnings).toHaveLength(1);
	expect(node.warnings[0]).toMatch(/unknown event 'NEW\?\?\[31m\?x{70}'/);
});
