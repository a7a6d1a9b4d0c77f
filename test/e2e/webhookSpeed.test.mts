import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inboxWebhookSecret } from '../../sandbox/api/keys.mts';
import { signature } from '../../sandbox/api/webhooks/signature.mts';
import { useWorld } from './helpers/useWorld.mts';
import {
	connectServices,
	hooksOf,
	publicAddress,
	publicOrigin,
	until,
	webhookTrigger,
} from './helpers/webhooks.mts';
import { chain, node } from './helpers/workflows.mts';

const world = useWorld({ env: publicAddress });
const rounds = 80;

const services = {
	falconyte: { events: ['messageOpened'] },
	inbox: { events: ['statusChanged'] },
	rapidPro: {
		events: ['flowStepReached'],
		resthook: { __rl: true, mode: 'name', value: 'campaign-reply' },
	},
	smartlead: { events: ['messageOpened'], scope: 'account' },
} as const;

type Service = keyof typeof services;

/** A delivery of each service, with an ID of its own. */
const bodies: Record<Service, () => object> = {
	falconyte: () => ({
		id: randomUUID(),
		event: 'email.opened',
		timestamp: new Date().toISOString(),
		payload: { contact_id: '1', email: 'ada@example.com', email_send_log_id: '2' },
	}),
	inbox: () => ({
		id: randomUUID(),
		seq: sequence++,
		type: 'campaign.paused',
		timestamp: new Date().toISOString(),
		version: '1.0',
		data: { campaign: { id: 'abc', name: 'A', status: 'paused' } },
	}),
	rapidPro: () => ({ run: { uuid: randomUUID() }, contact: { uuid: '1', name: 'Bob' }, path: [] }),
	smartlead: () => ({
		event_type: 'EMAIL_OPEN',
		campaign_id: 1,
		stats_id: randomUUID(),
		event_timestamp: new Date().toISOString(),
	}),
};
let sequence = 1;

/** The time from the call to the answer, in ms. */
async function timed(url: string, headers: Record<string, string>, body: string): Promise<number> {
	const startedAt = performance.now();
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', ...headers },
		body,
	});
	const text = await response.text();
	const ms = performance.now() - startedAt;
	if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text}`);
	return ms;
}

const median = (values: number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

it('answers at most 1.5 times as slowly as the Webhook node with Header Auth and one expression', async () => {
	await connectServices(world());
	const auth = await world().client.saveCredential('Header', 'httpHeaderAuth', {
		name: 'X-Secret',
		value: 'a-secret-of-the-header',
	});
	const path = randomUUID();
	const webhook = node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{
			httpMethod: 'POST',
			path,
			authentication: 'headerAuth',
			options: { responseData: '={{ "taken " + (1 + 1) }}' },
		},
		{ typeVersion: 2, webhookId: path, credentials: { httpHeaderAuth: auth } },
	);
	const then = () => node('Then', 'n8n-nodes-base.noOp');
	const ids = [(await world().client.createWorkflow(chain('Webhook', [webhook, then()]))).id];
	const paths = new Map<Service, string>();
	for (const provider of Object.keys(services) as Service[]) {
		const trigger = webhookTrigger(world(), provider, services[provider]);
		ids.push((await world().client.createWorkflow(chain(provider, [trigger, then()]))).id);
		paths.set(provider, `/webhook/${String(trigger.webhookId)}/campaigns`);
	}
	for (const id of ids) await world().client.activateWorkflow(id);
	const registered = ['falconyte', 'rapidPro', 'smartlead'] as const;
	for (const provider of registered) {
		await until(
			`a hook at ${provider}`,
			async () => (await hooksOf(world(), provider)).length === 1,
		);
	}
	const hooks = new Map(
		await Promise.all(
			registered.map(
				async (provider) => [provider, (await hooksOf(world(), provider))[0]] as const,
			),
		),
	);
	await sleep(2_000);

	const { address } = world().n8n;
	const call: Record<string, () => Promise<number>> = {
		webhook: async () =>
			await timed(
				`${address}/webhook/${path}`,
				{ 'X-Secret': 'a-secret-of-the-header' },
				'{"n":1}',
			),
	};
	for (const provider of Object.keys(services) as Service[]) {
		const hook = hooks.get(provider as (typeof registered)[number]);
		const url = hook === undefined ? publicOrigin + (paths.get(provider) ?? '') : String(hook.url);
		const secret = provider === 'inbox' ? inboxWebhookSecret : String(hook?.secret);
		const header = { falconyte: 'X-FY-Signature', inbox: 'X-Inbox-Signature' }[String(provider)];
		call[provider] = async () => {
			const body = JSON.stringify(bodies[provider]());
			const signed =
				header === undefined ? '' : signature(secret, body, Math.floor(Date.now() / 1000));
			return await timed(
				url.replace(publicOrigin, address),
				header === undefined ? {} : { [header]: signed },
				body,
			);
		};
	}
	const times = Object.fromEntries(Object.keys(call).map((name) => [name, [] as number[]]));
	for (let round = 0; round < rounds; round++) {
		for (const [name, run] of Object.entries(call)) {
			const ms = await run();
			// The first ones load what n8n loads late.
			if (round >= 10) times[name]?.push(ms);
		}
	}
	const medians = Object.fromEntries(
		Object.entries(times).map(([name, list]) => [name, median(list)]),
	);
	const base = medians.webhook ?? 0;
	console.log(
		Object.entries(medians)
			.map(([name, ms]) => `${name}: ${ms.toFixed(1)} ms, ${(ms / base).toFixed(2)} times`)
			.join('\n'),
	);
	for (const provider of Object.keys(services)) {
		expect((medians[provider] ?? Infinity) / base).toBeLessThanOrEqual(1.5);
	}
}, 300_000);
