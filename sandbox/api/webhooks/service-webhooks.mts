import type { JsonObject } from '../json.mts';
import type { Hook, HookStore } from './hooks.mts';

/** An event that the control API makes happen. */
export interface Happening {
	/** The service's own word for it. */
	event: string;
	/** The ID of the campaign that it is about; the service's first one if omitted. */
	campaign?: string;
	/** Fields that replace those of the payload. */
	fields?: JsonObject;
}

/** What a service sends to one hook. */
export interface Outgoing {
	hook: Hook;
	event: string;
	body: string;
	/** Besides the content type and the signature. */
	headers: Record<string, string>;
}

/** How a service delivers. */
export interface DeliveryPolicy {
	/** How long the receiver may take, in ms. */
	timeoutMs: number;
	/** The waits before the second attempt, the third, and so on, in ms. */
	retriesMs: readonly number[];
	/** Whether an attempt is repeated. @param status null if there was no answer in time */
	isRetried(status: number | null): boolean;
	/** The header of the signature and what stands between its parts; null if the service signs nothing. */
	signature: { header: string; separator: string } | null;
	/** Called for every answer. */
	answered?(hook: Hook, status: number): void;
}

/** The part of a service that pushes events. */
export interface ServiceWebhooks {
	readonly hooks: HookStore;
	readonly policy: DeliveryPolicy;
	/** Set by the server: sends what happened without the control API, such as a change of status. */
	send: (outgoing: Outgoing[]) => void;
	/** Makes an event happen. @returns what goes to each hook that wants it, or null for an unknown event or campaign */
	happen(happening: Happening): Outgoing[] | null;
}
