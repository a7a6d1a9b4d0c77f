import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { inboxWebhookSecret } from '../../sandbox/api/keys.mts';
import type { DeliveryRecord } from '../../sandbox/api/webhooks/deliveries.mts';
import type { Hook } from '../../sandbox/api/webhooks/hooks.mts';
import { publicOrigin, type WebhookHost, WebhookNode } from '../engine/webhook.mts';
import type { ProviderId, World } from '../engine/world.mts';

/** The providers that push. */
export const pushing = ['falconyte', 'inbox', 'rapidPro', 'smartlead'] as const;

export type Pushing = (typeof pushing)[number];

export { inboxWebhookSecret as inboxSecret };

/** Every event of each provider, with the service's own words. */
export const words: Record<Pushing, Record<string, string[]>> = {
	falconyte: {
		contactSaved: ['email.contact.saved'],
		leadCreated: ['email.lead.created'],
		linkClicked: ['email.clicked', 'email.bot.clicked'],
		messageBounced: ['email.bounced.soft', 'email.bounced.hard'],
		messageDeferred: ['email.deferred'],
		messageDelivered: ['email.delivered'],
		messageOpened: ['email.opened', 'email.bot.opened'],
		messageReplied: ['email.replied'],
		messageSent: ['email.sent'],
		saleCreated: ['email.sale.created'],
		unsubscribed: ['email.contact.unsubscribed'],
	},
	inbox: {
		created: ['campaign.created'],
		messageReplied: ['target.replied'],
		messageSent: ['target.contacted', 'target.followUpSent'],
		statusChanged: ['campaign.started', 'campaign.paused', 'campaign.completed'],
	},
	rapidPro: { flowStepReached: ['campaign-reply'] },
	smartlead: {
		leadCategoryChanged: ['LEAD_CATEGORY_UPDATED'],
		linkClicked: ['EMAIL_LINK_CLICK'],
		manualStepReached: ['MANUAL_STEP_REACHED'],
		messageBounced: ['EMAIL_BOUNCE'],
		messageOpened: ['EMAIL_OPEN'],
		messageReplied: ['EMAIL_REPLY', 'UNTRACKED_REPLIES'],
		messageSent: ['EMAIL_SENT'],
		statusChanged: ['CAMPAIGN_STATUS_CHANGED'],
		unsubscribed: ['LEAD_UNSUBSCRIBED'],
	},
};

/** A campaign of Smartlead's seed. */
export const smartleadCampaign = '2048110';

/** Parameters with which a provider pushes everything, bots included. */
export function allEvents(provider: Pushing, more: INodeParameters = {}): INodeParameters {
	return {
		provider,
		events: Object.keys(words[provider]),
		...(provider === 'smartlead' ? { scope: 'account' } : {}),
		...(provider === 'rapidPro'
			? { resthook: { __rl: true, mode: 'name', value: 'campaign-reply' } }
			: {}),
		options: provider === 'falconyte' ? { includeBots: true } : {},
		...more,
	};
}

/** What tests of the webhook trigger do with their sandbox and host. */
export class WebhookSetup {
	readonly #world: World;
	readonly host: WebhookHost;

	constructor(world: World, host: WebhookHost) {
		this.#world = world;
		this.host = host;
	}

	/** A node that is not published. */
	node(provider: Pushing, parameters: INodeParameters = allEvents(provider)): WebhookNode {
		const webhookSecret = provider === 'inbox' ? inboxWebhookSecret : '';
		const credential = this.#world.credential(provider, { webhookSecret });
		return this.host.add(new WebhookNode(credential, parameters));
	}

	/** A published node; on Inbox, also registered in the app. */
	async published(provider: Pushing, parameters?: INodeParameters): Promise<WebhookNode> {
		const node = this.node(provider, parameters);
		await this.reachable();
		await node.publish();
		if (provider === 'inbox') await this.registerInbox(node);
		return node;
	}

	/** A node with the same address and the same stored data, in another workflow. It takes over all calls. */
	copy(node: WebhookNode): WebhookNode {
		const copy = new WebhookNode(node.credential, node.parameters);
		return this.host.add(Object.assign(copy, { webhookId: node.webhookId, stored: node.stored }));
	}

	/** Tells the sandbox where n8n is, and to hurry. */
	async reachable(): Promise<void> {
		await this.#world.control('PUT', '/deliveries', {
			timeScale: 0.000_01,
			origins: { [publicOrigin]: this.host.address },
		});
	}

	async registerInbox(node: WebhookNode, secret = inboxWebhookSecret): Promise<void> {
		await this.#world.control('POST', '/hooks', {
			provider: 'inbox',
			url: publicOrigin + node.path(),
			events: [...Object.values(words.inbox).flat(), 'campaign.resumed'],
			secret,
		});
	}

	async hooks(provider: ProviderId): Promise<Hook[]> {
		return (await this.#world.control('GET', `/hooks?provider=${provider}`)) as Hook[];
	}

	/** Makes an event happen, and waits until all deliveries are over. */
	async happen(provider: ProviderId, event: string, more: IDataObject = {}): Promise<void> {
		await this.#world.control('POST', '/events', { provider, event, ...more });
		await this.delivered();
	}

	async fault(provider: ProviderId, fault: IDataObject): Promise<void> {
		await this.#world.control('POST', '/deliveries/faults', { provider, ...fault });
	}

	/** Waits until no delivery is under way. */
	async delivered(): Promise<void> {
		for (;;) {
			const { pending } = (await this.#world.control('GET', '/deliveries')) as { pending: number };
			if (pending === 0) return;
			await sleep(5);
		}
	}

	async deliveries(provider: ProviderId): Promise<DeliveryRecord[]> {
		const answer = await this.#world.control('GET', `/deliveries?provider=${provider}`);
		return (answer as { deliveries: DeliveryRecord[] }).deliveries;
	}

	/** The statuses of all attempts of all deliveries. */
	async statuses(provider: ProviderId): Promise<Array<number | null>> {
		const all = await this.deliveries(provider);
		return all.flatMap(({ attempts }) => attempts.map(({ status }) => status));
	}
}
