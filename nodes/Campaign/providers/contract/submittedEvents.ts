import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ProviderRequest } from './request';

/** Tells a campaign that something happened to a person. A running campaign may then send messages to that person. */
export interface SubmitEventCapability {
	/** What the editor always shows. */
	readonly fields: readonly INodeProperties[];
	/**
	 * The event to submit. The service takes an event with the same key once, however often it is sent.
	 *
	 * @param fields those that the user set, by parameter name
	 * @param defaultKey the key of the event if the user sets none
	 * @throws InvalidInput when the event cannot be sent
	 */
	toEvent(campaignId: string, fields: IDataObject, defaultKey: string): SubmittedEvent;
	/** Whether the answer confirms that the service took the event. */
	isAccepted(answer: unknown): boolean;
}

/** An event that is going to be submitted. */
export interface SubmittedEvent {
	/** What the service tells the event by. */
	readonly key: string;
	/** Idempotent, because of the key. */
	readonly request: ProviderRequest;
	/** What names the event in outputs. */
	readonly output: IDataObject;
}
