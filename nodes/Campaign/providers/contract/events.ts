import type { RawCampaign } from '../../campaign';
import type { Page } from './listing';
import type { ProviderRequest } from './request';

/**
 * The fields that count as a change of a campaign, besides its name and status. Dotted paths into the provider's
 * object; a path continues into every element of a list. Times and passing states are left out.
 */
export interface TrackedFields {
	/** What a person sets. */
	readonly settings: readonly string[];
	/** What the service counts. */
	readonly figures?: readonly string[];
}

/** One event of a provider's log. */
export interface LoggedEvent {
	/** Grows with every event. */
	readonly sequence: number;
	/** The campaign as it was then; absent when the event is about something else. */
	readonly campaign?: RawCampaign;
	/** The event created the campaign. */
	readonly isCreation: boolean;
}

/** A log that can be read from any event on, oldest first. */
export interface EventLog {
	/** Events on a full page. */
	readonly pageSize: number;
	/** @param sequence the last event that was read; 0 to start at the oldest one that is kept */
	pageAfter(sequence: number): ProviderRequest;
	/** @returns undefined when the answer has an unexpected shape */
	parsePage(answer: unknown, asked: ProviderRequest): Page<LoggedEvent> | undefined;
}
