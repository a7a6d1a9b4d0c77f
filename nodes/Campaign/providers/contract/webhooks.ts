import type { IDataObject } from 'n8n-workflow';
import type { CampaignStatus, PartialCampaign } from '../../campaign';
import type { Listing } from './listing';
import type { ProviderRequest } from './request';

/** What the Campaign Webhook Trigger reports, in words that are the same for every service. */
export type WebhookEventName =
	| 'contactSaved'
	| 'created'
	| 'flowStepReached'
	| 'leadCategoryChanged'
	| 'leadCreated'
	| 'linkClicked'
	| 'manualStepReached'
	| 'messageBounced'
	| 'messageDeferred'
	| 'messageDelivered'
	| 'messageOpened'
	| 'messageReplied'
	| 'messageSent'
	| 'saleCreated'
	| 'statusChanged'
	| 'unsubscribed';

/**
 * What a service pushes: which events, how a delivery proves where it comes from, and how the service is told where to
 * send it. Data and pure functions, like the rest of a provider.
 */
export interface Webhooks {
	readonly events: readonly PushedEvent[];
	/** The service's own words that are known but report nothing of their own. They are answered silently. */
	readonly ignored?: readonly string[];
	/** Whether deliveries name a campaign, so that they can be filtered by it. */
	readonly namesCampaign: boolean;
	readonly verification: Verification;
	/** How a hook is registered. Left out where only the service's app does that: then users paste the address. */
	readonly registration?: Registration;
	/** Keys of a delivery's body that are secret, at any depth. They never reach an item. */
	readonly secretKeys?: readonly string[];
	/** What the editor says about this service, as HTML. */
	readonly hint?: string;
	/** The service's own word for the event, or undefined when the delivery has none. */
	wordOf(delivery: Delivery): string | undefined;
	/** Whether the delivery comes from a trial in the service's editor, not from a real campaign. */
	isTrial?(delivery: Delivery): boolean;
	/** Reads a delivery with one of the words of `events`. Never throws: what is missing or strange becomes null. */
	read(delivery: Delivery): DeliveryContent;
}

/** One event of ours, with the service's own words for it. */
export interface PushedEvent {
	readonly event: WebhookEventName;
	readonly words: readonly string[];
	/** Words for what bots did. They are registered and reported only when the user asks for them. */
	readonly botWords?: readonly string[];
}

/** A verified delivery. */
export interface Delivery {
	readonly body: IDataObject;
	/** A header by its name, in any case. */
	header(name: string): string | undefined;
}

/**
 * How a delivery proves that the service sent it. `signature`: an HMAC of the body under a secret that the service
 * issues with the hook, or that users paste into the credential. `mark`: the service signs nothing, so the registered
 * address carries a part that only who knows the API key can make.
 */
export type Verification =
	| { readonly by: 'signature'; readonly header: string; readonly secret: 'issued' | 'pasted' }
	| { readonly by: 'mark' };

/** What a delivery says. */
export interface DeliveryContent {
	readonly identity: Identity;
	/** ISO 8601 with milliseconds, or null. */
	readonly occurredAt: string | null;
	/** The campaign as far as the delivery tells it; absent when it names none. */
	readonly campaign?: Omit<PartialCampaign, 'provider'>;
	readonly previous?: { readonly status: CampaignStatus };
	readonly contact?: Contact;
	readonly message?: Message;
	/** What simplified items carry besides, for a service whose deliveries are not about campaigns. */
	readonly data?: IDataObject;
}

/**
 * What a delivery is told by when it comes again: its own ID, its number in the log that the polling trigger reads, or
 * the values that identify the event. Undefined when it has none of them: then the whole body counts.
 */
export type Identity =
	| { readonly deliveryId: string }
	| { readonly logSequence: number }
	| { readonly values: readonly unknown[] }
	| undefined;

/** Whom an event is about. */
export interface Contact {
	readonly id: string | null;
	readonly email: string | null;
	readonly name: string | null;
}

/** The message that an event is about. */
export interface Message {
	readonly id: string | null;
	readonly subject: string | null;
	/** The link that was clicked. */
	readonly url: string | null;
	/** Why it bounced or was deferred, why a contact unsubscribed, or the new category of a lead. */
	readonly reason: string | null;
	readonly text: string | null;
}

/** What a hook shall be. */
export interface WantedHook {
	/** The whole address, with its mark if the service does not sign. */
	readonly url: string;
	/** Derived from the address, the same every time. */
	readonly name: string;
	/** The service's own words for the events. */
	readonly words: readonly string[];
	/** The campaign to which the hook is limited, where the service has such hooks. */
	readonly campaignId?: string;
	/** The resthook that is subscribed to, where the service has them. */
	readonly resthook?: string;
}

/** A hook as the service has it. */
export interface Hook {
	readonly id: string;
	readonly url: string;
	/** Whether it is switched on. Only those count for a limit. */
	readonly isEnabled: boolean;
	/** The service's own object. */
	readonly raw: IDataObject;
}

/** A hook that was just registered. */
export interface CreatedHook {
	readonly id: string;
	/** The secret that signs its deliveries, where the service issues one. */
	readonly secret?: string;
}

/** The calls with which a hook is registered, checked and removed. */
export interface Registration {
	/** How hooks are found again: in the list of all, or by the stored ID where the service has no list. */
	readonly find: HookList | HookById;
	/** How many enabled hooks the service allows, if it says so. */
	readonly maxHooks?: number;
	/** What users choose besides the events: one campaign or the whole account, or a resthook. */
	readonly target?: 'campaignOrAccount' | 'resthook';
	/** Whether a service in a private network can reach an address in it. */
	readonly mayBePrivate?: boolean;
	create(wanted: WantedHook): ProviderRequest;
	/** @returns undefined when the answer has an unexpected shape */
	parseCreated(answer: unknown): CreatedHook | undefined;
	remove(id: string): ProviderRequest;
	/** Whether a hook with the right address is all that is wanted: its events, its scope, switched on. */
	isCurrent(raw: IDataObject, wanted: WantedHook): boolean;
}

/** All hooks of the account can be listed. */
interface HookList {
	readonly by: 'list';
	readonly list: Listing<Hook>;
}

/** A hook can only be read by its ID. A second one with the same name replaces the first. */
interface HookById {
	readonly by: 'id';
	request(id: string): ProviderRequest;
	/** @returns null when the hook does not exist, undefined when the answer has an unexpected shape */
	parse(answer: unknown): Hook | null | undefined;
}
