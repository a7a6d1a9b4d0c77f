import axios from 'axios';
import type { NodeOperationError } from 'n8n-workflow';
import { publicOrigin, WebhookHost, type WebhookNode } from '../engine/webhook.mts';
import { byId, useSandbox } from '../engine/world.mts';
import { allEvents, inboxSecret, smartleadCampaign, WebhookSetup } from './setup.mts';

const world = useSandbox();
const setup = new WebhookSetup(world, WebhookHost.use());

/** The providers at which hooks are registered by a call. */
const registering = ['falconyte', 'rapidPro', 'smartlead'] as const;

type Registering = (typeof registering)[number];

/** The request that registers a hook. */
const creation: Record<Registering, { method: string; path: string }> = {
	falconyte: { method: 'POST', path: '/webhooks$' },
	rapidPro: { method: 'POST', path: 'resthook_subscribers' },
	smartlead: { method: 'POST', path: '/webhook/create$' },
};

const failed = async (work: Promise<unknown>): Promise<NodeOperationError> =>
	await work.then(
		() => {
			throw new Error('It did not fail.');
		},
		(error: NodeOperationError) => error,
	);

const writes = async (provider: Registering) =>
	(await world.received(provider)).filter(({ method }) => method !== 'GET');

const urlOf = (node: WebhookNode) => publicOrigin + node.path();

describe.each(registering)('on %s', (provider) => {
	it('publishing registers one hook with exactly this address and these events', async () => {
		const node = await setup.published(provider);
		const hooks = await setup.hooks(provider);
		expect(hooks).toHaveLength(1);
		const [hook] = hooks;
		const { origin, pathname, searchParams } = new URL(hook?.url ?? '');
		expect(origin + pathname).toBe(urlOf(node));
		expect([...searchParams.keys()]).toEqual(provider === 'falconyte' ? [] : ['mark']);
		expect(await node.hook('checkExists')).toBe(true);
		expect(await writes(provider)).toHaveLength(1);
	});

	it('publishing again while it is there changes nothing', async () => {
		const node = await setup.published(provider);
		const before = await setup.hooks(provider);
		await node.publish();
		expect(await setup.hooks(provider)).toEqual(before);
	});

	it('unpublishing removes it, and nothing else', async () => {
		const other = await setup.published(provider);
		const node = await setup.published(provider);
		await node.hook('delete');
		const urls = (await setup.hooks(provider)).map(({ url }) => url.replace(/\?.*/, ''));
		// Two hooks for the whole account, which Smartlead allows here.
		expect(urls).toEqual([urlOf(other)]);
		expect(JSON.parse(node.stored)).toEqual({ 'node:Trigger': {} });
		await node.hook('delete');
		expect(await setup.hooks(provider)).toHaveLength(1);
	});

	it('a test and production have a hook each, and neither removes the other', async () => {
		const node = await setup.published(provider);
		const test = setup.node(provider);
		Object.assign(test, { isTest: true, webhookId: node.webhookId, workflowId: node.workflowId });
		setup.host.add(test);
		await test.publish();
		expect(await setup.hooks(provider)).toHaveLength(2);
		await test.hook('delete');
		expect((await setup.hooks(provider)).map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
			urlOf(node),
		]);
		expect(await node.hook('checkExists')).toBe(true);
	});

	it('a hook that was removed by hand is registered again', async () => {
		const node = await setup.published(provider);
		const [hook] = await setup.hooks(provider);
		await world.control('DELETE', `/hooks/${provider}/${hook?.id}`);
		expect(await node.hook('checkExists')).toBe(false);
		await node.publish();
		expect(await setup.hooks(provider)).toHaveLength(1);
		await world.control('DELETE', `/hooks/${provider}/${(await setup.hooks(provider))[0]?.id}`);
		await node.hook('delete');
	});

	it('lost answers to the registration leave one hook, and none when all attempts fail', async () => {
		await setup.reachable();
		const node = setup.node(provider);
		const fault = { provider, ...creation[provider], handled: true, reset: true };
		await world.fault({ ...fault, times: 2 });
		await node.publish(5);
		expect(await setup.hooks(provider)).toHaveLength(1);
		expect(await node.hook('checkExists')).toBe(true);
		await node.hook('delete');

		const other = setup.node(provider);
		await world.fault({ ...fault, times: 5 });
		// On Smartlead, the removal of a hook whose ID is not known starts with a registration, too.
		await failed(other.publish(provider === 'smartlead' ? 3 : 5));
		if (provider === 'smartlead') {
			await world.control('DELETE', '/faults');
			await other.hook('delete');
		}
		expect(await setup.hooks(provider)).toEqual([]);
	});

	it.each([500, 503])('a registration that fails with %i leaves none', async (status) => {
		await setup.reachable();
		const node = setup.node(provider);
		await world.fault({ provider, ...creation[provider], status, body: {}, times: 100 });
		const { message } = await failed(node.hook('create'));
		expect(message).not.toContain('campaign');
		await world.control('DELETE', '/faults');
		await node.hook('delete');
		expect(await setup.hooks(provider)).toEqual([]);
	});

	it('with the service down, unpublishing names the hook to remove by hand', async () => {
		const node = await setup.published(provider);
		await world.fault({ provider, status: 503, body: {}, times: 100 });
		const { message } = await failed(node.hook('delete'));
		expect(message).toContain(urlOf(node));
		expect(message).toMatch(/^.* failed to .* Remove the webhook .* by hand in /);
		expect(message).not.toContain('mark=');
	});

	it.each([
		['http://localhost:5678', 'leads to this machine'],
		['http://127.0.0.1:5678', 'leads to this machine'],
		['https://localhost', 'leads to this machine'],
		['https://[::1]:5678', 'leads to this machine'],
		['http://n8n.example', 'does not begin with https://'],
	])('an n8n at %s is refused before any request', async (origin, reason) => {
		const node = setup.node(provider);
		node.credential = { ...node.credential, baseUrl: '' };
		node.origin = origin;
		for (const method of ['checkExists', 'create'] as const) {
			const { message } = await failed(node.hook(method));
			expect(message).toContain(reason);
			expect(message).toContain('N8N_WEBHOOK_URL');
		}
		expect(await world.log(provider)).toEqual([]);
	});

	it('a service in a private network makes an exception for RapidPro only', async () => {
		const node = setup.node(provider);
		node.origin = setup.host.address;
		const work = node.publish();
		if (provider === 'rapidPro') await work;
		else expect((await failed(work)).message).toContain('leads to this machine');
		expect(await setup.hooks(provider)).toHaveLength(provider === 'rapidPro' ? 1 : 0);
	});

	it('a credential of another provider is refused', async () => {
		const node = setup.node(provider);
		node.credential = world.credential('dailyStory', { dataCenter: 'us-1' });
		expect((await failed(node.hook('checkExists'))).message).toContain('DailyStory');
		expect(await world.log()).toEqual([]);
	});

	it('the stored data alone forges nothing', async () => {
		const node = await setup.published(provider);
		const [hook] = await setup.hooks(provider);
		const mark = new URL(hook?.url ?? '').searchParams.get('mark');
		for (const secret of [hook?.secret, mark, String(node.credential.apiKey)]) {
			if (secret) expect(node.stored).not.toContain(secret);
		}
	});
});

describe('on Falconyte', () => {
	it('the hook belongs to nobody, is enabled, and has exactly the chosen words', async () => {
		const parameters = { provider: 'falconyte', events: ['messageOpened', 'messageBounced'] };
		await setup.published('falconyte', parameters);
		expect(await writes('falconyte')).toMatchObject([
			{
				body: {
					events: ['email.bounced.soft', 'email.bounced.hard', 'email.opened'],
					is_enabled: true,
					source: null,
				},
			},
		]);
	});

	it.each([
		['paused', async (id: string) => await world.control('POST', `/hooks/falconyte/${id}/pause`)],
	])('a hook that is %s is registered anew', async (_name, change) => {
		const node = await setup.published('falconyte');
		const [before] = await setup.hooks('falconyte');
		await change(before?.id ?? '');
		expect(await node.hook('checkExists')).toBe(false);
		await node.publish();
		const after = await setup.hooks('falconyte');
		expect(after).toHaveLength(1);
		expect(after[0]).toMatchObject({ isEnabled: true });
		expect(after[0]?.id).not.toBe(before?.id);
	});

	it('other events, a lost secret or another key need a new hook', async () => {
		const node = await setup.published('falconyte');
		const { stored } = node;
		node.parameters = allEvents('falconyte', { events: ['messageSent'] });
		expect(await node.hook('checkExists')).toBe(false);
		node.parameters = allEvents('falconyte');
		expect(await node.hook('checkExists')).toBe(true);
		node.stored = '{}';
		expect(await node.hook('checkExists')).toBe(false);
		node.stored = stored.replace(/"secret":"..../, '"secret":"AAAA');
		expect(await node.hook('checkExists')).toBe(false);
		await node.publish();
		expect(await setup.hooks('falconyte')).toHaveLength(1);
		await setup.happen('falconyte', 'email.opened');
		expect(node.items).toHaveLength(1);
	});

	it('the eleventh hook is refused with the limit and the hooks in the message', async () => {
		await setup.reachable();
		for (let index = 0; index < 10; index++) {
			await world.control('POST', '/hooks', {
				provider: 'falconyte',
				url: `https://host-${index}.example/hooks/s3cret`,
				events: ['email.sent'],
				secret: 'x',
			});
		}
		const { message } = await failed(setup.node('falconyte').publish());
		const [first] = await setup.hooks('falconyte');
		expect(message).toContain('10 enabled webhooks');
		expect(message).toContain(`host-0.example (ID ${first?.id})`);
		expect(message).toContain('host-9.example');
		expect(message).not.toContain('s3cret');
	});
});

describe('on RapidPro', () => {
	it('an n8n in a private network is fine for a server in it', async () => {
		const node = setup.node('rapidPro');
		node.origin = setup.host.address;
		await node.publish();
		await setup.happen('rapidPro', 'campaign-reply');
		expect(node.items).toHaveLength(1);
	});

	it('without a resthook, the message says where to add one', async () => {
		const node = setup.node(
			'rapidPro',
			allEvents('rapidPro', { resthook: { __rl: true, mode: 'list', value: '' } }),
		);
		expect((await failed(node.hook('create'))).message).toBe(
			"'Resthook' is empty. Choose one from the list. Resthooks are added in the settings of the workspace.",
		);
	});

	it('another resthook moves the subscription', async () => {
		const node = await setup.published('rapidPro');
		node.parameters = allEvents('rapidPro', {
			resthook: { __rl: true, mode: 'name', value: 'new-registration' },
		});
		await node.publish();
		expect(await setup.hooks('rapidPro')).toMatchObject([{ events: ['new-registration'] }]);
	});
});

describe('on Smartlead', () => {
	const ofCampaign = (id: string) =>
		allEvents('smartlead', { scope: 'campaign', campaign: byId(id) });

	it('a hook of one campaign receives events of that campaign only', async () => {
		const node = await setup.published('smartlead', ofCampaign(smartleadCampaign));
		const [{ body } = { body: undefined }] = await writes('smartlead');
		expect(body).toMatchObject({
			association_type: 'campaign',
			email_campaign_id: Number(smartleadCampaign),
			name: expect.stringMatching(/^n8n [\w-]{22}$/),
		});
		const others = (await world.stored('smartlead')).filter(
			({ id }) => String(id) !== smartleadCampaign,
		);
		await setup.happen('smartlead', 'EMAIL_OPEN', { campaign: smartleadCampaign });
		await setup.happen('smartlead', 'EMAIL_OPEN', { campaign: String(others[0]?.id) });
		expect(node.items).toHaveLength(1);
	});

	it('a scope that is not offered is refused', async () => {
		const node = setup.node('smartlead', allEvents('smartlead', { scope: 'team' }));
		await setup.reachable();
		await expect(node.hook('create')).rejects.toThrow("'Scope' cannot be 'team'");
		expect(await setup.hooks('smartlead')).toEqual([]);
	});

	it('the first email of a lead is not asked for', async () => {
		await setup.published('smartlead');
		const [hook] = await setup.hooks('smartlead');
		expect(hook?.events).toContain('EMAIL_SENT');
		expect(hook?.events).not.toContain('FIRST_EMAIL_SENT');
	});

	it('a hook is removed in the other documented way where there is no first one', async () => {
		const node = await setup.published('smartlead');
		const page = '<pre>Cannot DELETE /api/v1/webhook/delete</pre>';
		await world.fault({
			provider: 'smartlead',
			method: 'DELETE',
			path: 'delete$',
			status: 404,
			body: page,
		});
		await node.hook('delete');
		expect(await setup.hooks('smartlead')).toEqual([]);
	});

	it('a hook whose address lost its mark is registered again', async () => {
		const node = await setup.published('smartlead');
		const [hook] = await setup.hooks('smartlead');
		const { name, event_type_map } = hook?.fields ?? {};
		await axios.post(
			`${world.address('smartlead')}/api/v1/webhook/create`,
			{
				name,
				event_type_map,
				webhook_url: urlOf(node),
				association_type: 'user',
			},
			{ params: { api_key: node.credential.apiKey } },
		);
		expect(await setup.hooks('smartlead')).toMatchObject([{ url: urlOf(node) }]);
		expect(await node.hook('checkExists')).toBe(false);
	});

	it('a lost answer is remembered when n8n forgets what was stored', async () => {
		await setup.reachable();
		const node = setup.node('smartlead');
		await world.fault({ provider: 'smartlead', ...creation.smartlead, handled: true, reset: true });
		await failed(node.hook('create'));
		expect(await setup.hooks('smartlead')).toHaveLength(1);
		node.stored = '{}';
		await node.hook('delete');
		expect(await setup.hooks('smartlead')).toEqual([]);
	});

	it('a hook that somebody renamed and changed is replaced', async () => {
		const node = await setup.published('smartlead', ofCampaign(smartleadCampaign));
		const [hook] = await setup.hooks('smartlead');
		const changes = { id: Number(hook?.id), name: 'Mine', event_types: ['EMAIL_OPEN'] };
		await axios.post(
			`${world.address('smartlead')}/api/v1/campaigns/${smartleadCampaign}/webhooks`,
			{ ...changes, webhook_url: hook?.url, categories: ['Interested'] },
			{ params: { api_key: node.credential.apiKey } },
		);
		expect(await node.hook('checkExists')).toBe(false);
		await node.publish();
		expect(await setup.hooks('smartlead')).toMatchObject([
			{ fields: { name: expect.stringMatching(/^n8n /) } },
		]);
	});

	it('unpublishing with nothing stored sends nothing', async () => {
		await setup.node('smartlead').hook('delete');
		expect(await world.log('smartlead')).toEqual([]);
	});

	it('an unknown hook may be an empty object, too', async () => {
		const node = await setup.published('smartlead');
		await world.fault({
			provider: 'smartlead',
			method: 'GET',
			path: '/webhook/',
			status: 200,
			body: {},
		});
		expect(await node.hook('checkExists')).toBe(false);
	});

	it('what is stored under another name of the node is found by the name of the hook', async () => {
		const node = await setup.published('smartlead');
		node.stored = '{}';
		await node.publish();
		expect(await setup.hooks('smartlead')).toHaveLength(1);
	});

	it.each([
		['', "'Campaign' is empty. Choose a campaign, or set 'Scope' to Whole Account."],
		['abc', "'Campaign' cannot be 'abc'."],
		['0', "'Campaign' cannot be '0'."],
	])('the campaign %j is refused before any request', async (id, text) => {
		const node = setup.node('smartlead', ofCampaign(id));
		expect((await failed(node.hook('create'))).message).toContain(text);
		expect(await world.log('smartlead')).toEqual([]);
	});
});

describe('on Inbox', () => {
	it('nothing is registered', async () => {
		const node = setup.node('inbox');
		await node.publish();
		await node.hook('delete');
		expect(await world.log('inbox')).toEqual([]);
		expect(node.stored).toBe('{}');
	});

	it('publishing without a secret is refused and names the field', async () => {
		const node = setup.node('inbox');
		node.credential = { ...node.credential, webhookSecret: ' ' };
		const { message } = await failed(node.publish(2));
		expect(message).toContain("'Webhook Secret' is empty");
		expect(message).toContain('publish the workflow again');
		node.parameters = allEvents('inbox', { options: { acceptUnsigned: true } });
		await node.publish();
	});

	it('the test and the production webhook may have a secret each', async () => {
		const node = await setup.published('inbox');
		await setup.registerInbox(node, 'another');
		node.credential = { ...node.credential, webhookSecret: `${inboxSecret} another` };
		await setup.happen('inbox', 'campaign.paused');
		expect(await setup.statuses('inbox')).toEqual([200, 200]);
	});

	it('a secret that is there is trimmed', async () => {
		const node = await setup.published('inbox');
		node.credential = { ...node.credential, webhookSecret: ` ${inboxSecret}\n` };
		await setup.happen('inbox', 'campaign.paused');
		expect(node.items).toHaveLength(1);
	});
});

it.each([
	['messageSent', "'Events' cannot be 'messageSent': RapidPro / TextIt does not push it"],
	[[], "'Events' is empty"],
])('events that the service does not push are refused: %j', async (events, text) => {
	const node = setup.node('rapidPro', allEvents('rapidPro', { events }));
	await setup.reachable();
	expect((await failed(node.hook('create'))).message).toContain(text);
});

it.each([
	['inbox', 'usdjpdql3f90seqk13rwuo7z, Launch', 'Launch'],
	['smartlead', '372, abc', 'abc'],
] as const)(
	'a filter on %s with what is no campaign ID is refused',
	async (provider, campaigns, wrong) => {
		const node = setup.node(provider, allEvents(provider, { filters: { campaigns } }));
		const { message } = await failed(node.publish());
		expect(message).toContain(`'Campaign IDs' contains '${wrong}', which is no ID of`);
		expect(message).toContain('An ID looks like');
		expect(await setup.hooks(provider)).toEqual([]);
	},
);

it('DailyStory is refused with the other trigger in the message', async () => {
	const node = setup.node('rapidPro', allEvents('rapidPro', { provider: 'dailyStory' }));
	expect((await failed(node.hook('create'))).message).toContain('Campaign Trigger, which polls');
});
