import type { IDataObject } from 'n8n-workflow';
import type { PartialCampaign, RawCampaign } from '../../campaign';
import type { Page } from './listing';
import type { ProviderRequest } from './request';

/**
 * The fields whose change counts as an update of a campaign, besides its name. Each is a dotted path into the provider's
 * own object; a path continues into every element of a list. Leave out times and passing states, which change by
 * themselves, and the status, which has an event of its own.
 */
export interface TrackedFields {
	/** What a person sets. */
	readonly settings: readonly string[];
	/** What the service counts. Tracked only if the user asks for figures. */
	readonly figures?: readonly string[];
}

/** One event of a provider's log. */
export interface LoggedEvent {
	/** Grows with every event. */
	readonly sequence: number;
	/** When it happened, in ISO 8601 with milliseconds; null when the log does not say. */
	readonly occurredAt: string | null;
	/** The campaign as it was then, or absent when the event is about something else. */
	readonly campaign?: RawCampaign;
	/** Whether the event created the campaign. */
	readonly isCreation: boolean;
	/** The message that the event is about; absent when it is about something else. */
	readonly message?: LoggedMessage;
}

/** What a log can say about messages. */
export type MessageEventName = 'messageReplied' | 'messageSent';

/** A message that a campaign sent or got. */
export interface LoggedMessage {
	readonly event: MessageEventName;
	/** The service's own word for the event. */
	readonly providerEvent: string;
	/** The campaign as far as the log tells it; its ID is empty when it tells none. */
	readonly campaign: PartialCampaign & { readonly id: string };
	/** Who got or sent the message: the values that are known, null for the others. */
	readonly contact?: Readonly<Record<'id' | 'email' | 'name', string | null>>;
	/** The message: the values that are known, null for the others. */
	readonly message?: Readonly<Record<'id' | 'subject' | 'url' | 'reason' | 'text', string | null>>;
	/** The service's own line of the log. */
	readonly raw: IDataObject;
}

/** A log that can be read from any event on, oldest first. */
export interface EventLog {
	/** The events about messages that the log has. */
	readonly messageEvents: readonly MessageEventName[];
	/** The number of events on a full page. */
	readonly pageSize: number;
	/** @param sequence the last event that was read, or 0 to start at the oldest event that is kept */
	pageAfter(sequence: number): ProviderRequest;
	/** @returns undefined when the answer has an unexpected shape; a line that cannot be read is skipped */
	parsePage(answer: unknown, request: ProviderRequest): Page<LoggedEvent> | undefined;
}
