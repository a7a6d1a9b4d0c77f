import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JsonObject, asObject, objectArray } from '../../../sandbox/n8n/json.mts';
import { CREDENTIAL_TYPE } from '../../../sandbox/n8n/sandbox-credentials.mts';
import { WEBHOOK_TRIGGER_NODE } from '../../../sandbox/n8n/tour.mts';
import { node, type WorkflowNode } from './workflows.mts';
import type { Provider, World } from './world.mts';

/** The address at which the services believe n8n to be. */
export const publicOrigin = 'https://n8n.example';

/** What n8n needs to give out that address. */
export const publicAddress = { N8N_WEBHOOK_URL: `${publicOrigin}/` };

/** A Campaign Webhook Trigger, with the sandbox credential of its provider. */
export function webhookTrigger(
	world: World,
	provider: Provider,
	parameters: JsonObject,
	more: JsonObject = {},
): WorkflowNode {
	const credentials = { [CREDENTIAL_TYPE]: world.credential(provider) };
	return node(
		'Campaign Webhook Trigger',
		WEBHOOK_TRIGGER_NODE,
		{ provider, ...parameters },
		{ webhookId: randomUUID(), credentials, ...more },
	);
}

/** Of each service that pushes: the parameters of a trigger for one event, and the service's word for it. */
export const pushed = {
	falconyte: { parameters: { events: ['messageReplied'] }, event: 'email.replied' },
	inbox: { parameters: { events: ['messageReplied'] }, event: 'target.replied' },
	rapidPro: {
		parameters: {
			events: ['flowStepReached'],
			resthook: { __rl: true, mode: 'name', value: 'campaign-reply' },
		},
		event: 'campaign-reply',
	},
	smartlead: { parameters: { events: ['messageReplied'], scope: 'account' }, event: 'EMAIL_REPLY' },
} as const;

/** Tells the sandbox where n8n really is. @param timeScale multiplies the waits between attempts */
export async function connectServices(world: World, timeScale = 0.001): Promise<void> {
	const origins = { [publicOrigin]: world.n8n.address };
	await world.control('PUT', '/deliveries', { timeScale, origins });
}

/** The hooks that a service has. */
export async function hooksOf(world: World, provider: Provider): Promise<JsonObject[]> {
	return objectArray(await world.control('GET', `/hooks?provider=${provider}`));
}

/** Makes an event happen, without waiting for its delivery. */
export async function happen(
	world: World,
	provider: Provider,
	event: string,
	more: JsonObject = {},
): Promise<void> {
	await world.control('POST', '/events', { provider, event, ...more });
}

/** Waits until no delivery is under way. */
export async function delivered(world: World): Promise<void> {
	await until('no delivery is under way', async () => {
		return asObject(await world.control('GET', '/deliveries')).pending === 0;
	});
}

/** Waits until something is so. @throws Error after 60 s, unless another limit is given */
export async function until(
	what: string,
	isSo: () => Promise<boolean>,
	limitMs = 60_000,
): Promise<void> {
	for (const since = Date.now(); !(await isSo()); await sleep(100)) {
		if (Date.now() - since > limitMs) throw new Error(`Not within ${limitMs / 1000} s: ${what}`);
	}
}
