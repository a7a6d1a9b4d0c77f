import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../sandbox/api/json.mts';
import type { ProviderId } from '../../sandbox/api/service.mts';
import { Client, object, rows } from './client.mts';

let client: Client;
/** What the receiver of all hooks got, and what it answers: 200 when there is nothing left. */
const received: Array<{ url: string; headers: IncomingHttpHeaders; body: string; at: number }> = [];
const answers: number[] = [];
const receiver = createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const body = Buffer.concat(chunks).toString();
		received.push({ url: request.url ?? '', headers: request.headers, body, at: Date.now() });
		response.writeHead(answers.shift() ?? 200).end();
	});
});

beforeAll(async () => {
	client = await Client.start();
	receiver.listen(0, '127.0.0.1');
	await once(receiver, 'listening');
});
beforeEach(async () => {
	await client.reset();
	received.length = 0;
	answers.length = 0;
	const { port } = receiver.address() as AddressInfo;
	await client.control('PUT', '/deliveries', {
		timeScale: 0.000_1,
		origins: { 'https://receiver.example': `http://127.0.0.1:${port}` },
	});
});
afterAll(async () => {
	await client.close();
	receiver.closeAllConnections();
	receiver.close();
});

const url = (path = '') => `https://receiver.example/hook${path}`;

/** Makes an event happen, and waits until its deliveries are over. */
async function happen(provider: ProviderId, event: string, more: JsonObject = {}): Promise<void> {
	expect((await client.control('POST', '/events', { provider, event, ...more })).status).toBe(200);
	await over();
}

async function over(): Promise<void> {
	while (object((await client.control('GET', '/deliveries')).data).pending !== 0) await sleep(5);
}

const attempts = async (provider: ProviderId) =>
	rows(
		object((await client.control('GET', `/deliveries?provider=${provider}`)).data).deliveries,
	).map((delivery) => rows(delivery.attempts).map(({ status }) => status));

const isSigned = (header: string, secret: string) => {
	const [call] = received;
	const value = String(call?.headers[header.toLowerCase()]);
	const [, time = '', hex = ''] = /^t=(\d+), ?v1=([0-9a-f]{64})$/.exec(value) ?? [];
	return hex === createHmac('sha256', secret).update(`${time}.${call?.body}`).digest('hex');
};

describe('Falconyte', () => {
	const create = async (body: JsonObject) =>
		await client.call('falconyte', 'POST', '/webhooks', body);
	const hook = { url: url(), events: ['email.opened'] };

	it('gives the secret of a hook once, and signs with it', async () => {
		const { status, data } = await create(hook);
		const webhook = object(object(data).webhook);
		expect([status, webhook]).toEqual([
			201,
			expect.objectContaining({ is_enabled: true, source: null, locked: false }),
		]);
		const listed = rows(object((await client.call('falconyte', 'GET', '/webhooks')).data).webhooks);
		expect(listed).toHaveLength(1);
		expect(listed[0]).not.toHaveProperty('secret');
		await happen('falconyte', 'email.opened');
		await happen('falconyte', 'email.clicked');
		expect(received).toHaveLength(1);
		expect(isSigned('X-FY-Signature', String(webhook.secret))).toBe(true);
		expect(received[0]?.headers).toMatchObject({ 'user-agent': 'Falconyte/1.0' });
	});

	it('refuses an eleventh enabled hook, private addresses, and unknown words', async () => {
		for (let index = 0; index < 10; index++) await create({ ...hook, url: url(`/${index}`) });
		expect(await create(hook)).toMatchObject({
			status: 422,
			data: { error: { code: 'MAX_WEBHOOKS_EXCEEDED' } },
		});
		expect((await create({ ...hook, is_enabled: false })).status).toBe(201);
		for (const wrong of ['http://receiver.example', 'https://localhost/x', 'https://10.0.0.1/']) {
			expect((await create({ ...hook, url: wrong })).status).toBe(422);
		}
		expect((await create({ ...hook, events: ['email.queued'] })).status).toBe(422);
		expect((await create({ ...hook, source: 'other' })).status).toBe(422);
	});

	it('repeats what is not answered with 2xx seven times in all', async () => {
		await create(hook);
		answers.push(500, 404, 429, 302, 500, 500, 500);
		await happen('falconyte', 'email.opened');
		expect(await attempts('falconyte')).toEqual([[500, 404, 429, 302, 500, 500, 500]]);
		expect(new Set(received.map(({ body }) => body)).size).toBe(1);
	});

	it('can be disabled, enabled, changed and removed', async () => {
		const id = String(object(object((await create(hook)).data).webhook).id);
		await client.call('falconyte', 'POST', `/webhooks/${id}/disable`);
		await happen('falconyte', 'email.opened');
		expect(received).toEqual([]);
		await client.call('falconyte', 'POST', `/webhooks/${id}/enable`);
		await client.call('falconyte', 'PATCH', `/webhooks/${id}`, { events: ['email.sent'] });
		await happen('falconyte', 'email.sent');
		expect(received).toHaveLength(1);
		expect((await client.call('falconyte', 'DELETE', `/webhooks/${id}`)).status).toBe(200);
		expect((await client.call('falconyte', 'DELETE', `/webhooks/${id}`)).status).toBe(404);
	});
});

describe('Smartlead', () => {
	const create = async (body: JsonObject) =>
		await client.call('smartlead', 'POST', '/webhook/create', { webhook_url: url(), ...body });
	const ofAccount = { association_type: 'user', event_type_map: { EMAIL_OPEN: true }, name: 'a' };
	const ofCampaign = {
		...ofAccount,
		association_type: 'campaign',
		email_campaign_id: 2048110,
		name: 'c',
	};

	it('replaces the hook of the same name', async () => {
		const first = object((await create(ofAccount)).data);
		const second = object((await create({ ...ofAccount, webhook_url: url('/2') })).data);
		expect(second.id).toBe(first.id);
		expect(rows((await client.control('GET', '/hooks?provider=smartlead')).data)).toHaveLength(1);
	});

	it('lets a hook of the account override those of campaigns', async () => {
		await create({ ...ofCampaign, webhook_url: url('/campaign') });
		await happen('smartlead', 'EMAIL_OPEN', { campaign: '2048110' });
		await create({ ...ofAccount, webhook_url: url('/account') });
		await happen('smartlead', 'EMAIL_OPEN', { campaign: '2048110' });
		expect(received.map(({ url: called }) => called)).toEqual(['/hook/campaign', '/hook/account']);
	});

	it('does not repeat what was answered with 4xx, and repeats 5xx three times', async () => {
		await create(ofAccount);
		answers.push(401, 500, 500, 500, 500);
		await happen('smartlead', 'EMAIL_OPEN');
		await happen('smartlead', 'EMAIL_OPEN');
		expect(await attempts('smartlead')).toEqual([[401], [500, 500, 500, 500]]);
	});

	it('delivers a change of status, with the documented fields and nothing signed', async () => {
		await create({ ...ofAccount, event_type_map: { CAMPAIGN_STATUS_CHANGED: true } });
		await client.call('smartlead', 'POST', '/campaigns/2048110/status', { status: 'STOPPED' });
		await over();
		expect(received).toHaveLength(1);
		expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
			event_type: 'CAMPAIGN_STATUS_CHANGED',
			campaign_id: 2048110,
			current_status: 'STOPPED',
			secret_key: expect.any(String),
		});
		expect(Object.keys(received[0]?.headers ?? {}).join()).not.toContain('signature');
	});

	it('refuses unknown words and fields, and those of a campaign the newer words', async () => {
		expect((await create({ ...ofAccount, event_type_map: { EMAIL_OPENED: true } })).status).toBe(
			400,
		);
		expect((await create({ ...ofAccount, other: 1 })).status).toBe(400);
		expect((await create({ ...ofCampaign, email_campaign_id: 1 })).status).toBe(404);
		expect((await create({ ...ofAccount, webhook_url: undefined })).status).toBe(422);
		const hook = { name: 'x', webhook_url: url(), categories: ['Interested'] };
		const add = async (word: string) =>
			(
				await client.call('smartlead', 'POST', '/campaigns/2048110/webhooks', {
					...hook,
					event_types: [word],
				})
			).status;
		expect([await add('EMAIL_OPEN'), await add('CAMPAIGN_STATUS_CHANGED')]).toEqual([200, 400]);
		const listed = await client.call('smartlead', 'GET', '/campaigns/2048110/webhooks');
		expect(rows(listed.data)).toMatchObject([
			{ event_types: ['EMAIL_OPEN'], email_campaign_id: 2048110 },
		]);
	});

	it('deletes in both documented ways', async () => {
		for (const remove of [
			async (id: unknown) => await client.call('smartlead', 'DELETE', '/webhook/delete', { id }),
			async (id: unknown) =>
				await client.call('smartlead', 'DELETE', `/webhook/delete/${String(id)}`),
		]) {
			const { id } = object((await create(ofAccount)).data);
			expect((await remove(id)).status).toBe(200);
			expect((await remove(id)).status).toBe(404);
		}
	});
});

describe('RapidPro', () => {
	const subscribe = async (body: JsonObject) =>
		await client.call('rapidPro', 'POST', '/resthook_subscribers.json', body);
	const subscriber = { resthook: 'campaign-reply', target_url: url() };

	it('lists resthooks, and subscribers newest first', async () => {
		const { data } = await client.call('rapidPro', 'GET', '/resthooks.json');
		expect(rows(object(data).results).map(({ resthook }) => resthook)).toEqual([
			'campaign-reply',
			'new-registration',
		]);
		expect((await client.call('rapidPro', 'POST', '/resthooks.json', {})).status).toBe(405);
		expect(await subscribe(subscriber)).toMatchObject({
			status: 201,
			data: { id: 1, ...subscriber },
		});
		await subscribe({ ...subscriber, resthook: 'new-registration' });
		const listed = await client.call('rapidPro', 'GET', '/resthook_subscribers.json');
		expect(rows(object(listed.data).results).map(({ id }) => id)).toEqual([2, 1]);
	});

	it('refuses as observed', async () => {
		await subscribe(subscriber);
		expect((await subscribe(subscriber)).data).toEqual({
			non_field_errors: ['URL is already subscribed to this event.'],
		});
		expect((await subscribe({ ...subscriber, resthook: 'x' })).data).toEqual({
			resthook: ['No resthook with slug: x'],
		});
		expect((await subscribe({ ...subscriber, target_url: 'x' })).data).toEqual({
			target_url: ['Enter a valid URL.'],
		});
		const remove = async (query: string) =>
			(await client.call('rapidPro', 'DELETE', `/resthook_subscribers.json${query}`)).status;
		expect([
			await remove(''),
			await remove('?id=abc'),
			await remove('?id=9'),
			await remove('?id=1'),
		]).toEqual([400, 500, 404, 204]);
	});

	it('calls once, and unsubscribes who answers 410', async () => {
		await subscribe(subscriber);
		answers.push(500, 410);
		await happen('rapidPro', 'campaign-reply');
		await happen('rapidPro', 'campaign-reply');
		await happen('rapidPro', 'campaign-reply');
		expect(await attempts('rapidPro')).toEqual([[500], [410]]);
		const { data } = await client.call(
			'rapidPro',
			'GET',
			'/resthook_events.json?resthook=campaign-reply',
		);
		expect(rows(object(data).results)).toHaveLength(3);
	});
});

describe('Inbox', () => {
	it('delivers every event of its log, signed, in the form of the log', async () => {
		await client.control('POST', '/hooks', {
			provider: 'inbox',
			url: url(),
			events: ['campaign.*'],
			secret: 's',
		});
		await client.control('PUT', '/campaigns/inbox/s2nd0gen0campaign0000005', { status: 'paused' });
		await over();
		expect(received).toHaveLength(1);
		expect(isSigned('X-Inbox-Signature', 's')).toBe(true);
		const { data } = await client.call('inbox', 'GET', '/events?afterSeq=0&limit=10');
		expect(rows(object(data).events)).toEqual([JSON.parse(received[0]?.body ?? '')]);
	});
});

describe('the control API', () => {
	beforeEach(async () => {
		await client.control('POST', '/hooks', {
			provider: 'inbox',
			url: url(),
			events: ['target.replied'],
			secret: 's',
		});
	});
	const fault = async (body: JsonObject) =>
		expect(
			(await client.control('POST', '/deliveries/faults', { provider: 'inbox', ...body })).status,
		).toBe(200);
	const seqs = () => received.map(({ body }) => object(JSON.parse(body)).seq);

	it('drops, repeats, delays and reorders deliveries', async () => {
		await fault({ drop: true });
		await happen('inbox', 'target.replied');
		await fault({ repeat: 2 });
		await happen('inbox', 'target.replied');
		expect(seqs()).toEqual([2, 2, 2]);
		await fault({ reorder: true });
		await client.control('POST', '/events', { provider: 'inbox', event: 'target.replied' });
		await happen('inbox', 'target.replied');
		expect(seqs()).toEqual([2, 2, 2, 4, 3]);
		await fault({ delayMs: 300 });
		const before = Date.now();
		await happen('inbox', 'target.replied');
		expect(Date.now() - before).toBeGreaterThanOrEqual(300);
	});

	it.each([
		['unsigned', undefined],
		['wrongSecret', false],
		['old', true],
		['future', true],
	])('forges signatures: %s', async (forge, signedRight) => {
		await fault({ forge });
		await happen('inbox', 'target.replied');
		const header = received[0]?.headers['x-inbox-signature'];
		if (signedRight === undefined) expect(header).toBeUndefined();
		else expect(isSigned('X-Inbox-Signature', 's')).toBe(signedRight);
	});

	it('pauses and loses hooks', async () => {
		const [hook] = rows((await client.control('GET', '/hooks?provider=inbox')).data);
		await client.control('POST', `/hooks/inbox/${String(hook?.id)}/pause`);
		await happen('inbox', 'target.replied');
		await client.control('DELETE', `/hooks/inbox/${String(hook?.id)}`);
		expect(rows((await client.control('GET', '/hooks?provider=inbox')).data)).toEqual([]);
		expect(received).toEqual([]);
	});

	it('refuses what does not exist', async () => {
		const event = async (body: JsonObject) =>
			(await client.control('POST', '/events', body)).status;
		expect(await event({ provider: 'dailyStory', event: 'x' })).toBe(400);
		expect(await event({ provider: 'inbox', event: 'x' })).toBe(400);
		expect((await client.control('POST', '/hooks/inbox/x/pause')).status).toBe(404);
	});
});
