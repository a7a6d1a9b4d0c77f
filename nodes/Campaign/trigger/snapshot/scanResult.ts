import type { Campaign, RawCampaign } from '../../campaign';
import type { LoggedMessage, TrackedFields } from '../../providers/contract/events';
import type { LogPosition } from './snapshot';

/** What a state belongs to. */
export interface Identity {
	/** The workflow and node. A copy of a workflow must not continue from the state of the original. */
	readonly owner: string;
	/** The provider's ID. */
	readonly provider: string;
	/** Fingerprint of the address and the key, too short to reveal anything of the key. */
	readonly account: string;
	/** Fingerprint of the tracked fields. */
	readonly basis: string;
}

/** What is scanned. */
export interface ScanTarget extends Identity {
	readonly trackedFields: TrackedFields;
	/** A campaign can move to a page that was already read when an earlier one is deleted. */
	readonly hasNumberedPages: boolean;
	/** The epoch of a snapshot that begins with this poll: a text that no other poll has. */
	readonly newEpoch: string;
}

/** A campaign as it was fetched. */
export interface FetchedCampaign {
	readonly campaign: Campaign;
	/** The provider's own object. */
	readonly raw: RawCampaign;
}

/** A campaign from an event log, as it was at the time of the event. */
export interface LoggedCampaign extends FetchedCampaign {
	/** The log's own number of the event. */
	readonly sequence: number;
	/** When it happened, in ISO 8601; null when the log does not say. */
	readonly occurredAt: string | null;
	/** The event created the campaign. */
	readonly isCreation: boolean;
}

/** A message from an event log. */
export interface ReportedMessage extends LoggedMessage {
	/** The log's own number of the event. */
	readonly sequence: number;
	readonly occurredAt: string | null;
}

/** What one poll read. */
export interface ScanResult {
	readonly target: ScanTarget;
	/** The campaigns of the list, in the service's order. */
	readonly list: readonly RawCampaign[];
	/**
	 * Reads one campaign of the list.
	 *
	 * @throws an error for the user when the campaign has no ID
	 */
	readonly parse: (raw: RawCampaign) => FetchedCampaign;
	/** The list was read to its end. */
	readonly isComplete: boolean;
	/** The list was read from its first page, although the cursor pointed to a later one. */
	readonly isRestarted: boolean;
	/** When reading began, in ms since 1970 by the service's clock. */
	readonly startedAt: number;
	/** Reading stopped at a page without new campaigns, because only new ones matter. */
	readonly stoppedEarly: boolean;
	/** Path of the list that was read. */
	readonly listPath: string;
	/** The page to continue with, when time ran out. */
	readonly nextPage?: string;
	/** Fingerprint of the list, when this poll read all of it. */
	readonly digest?: string;
	/** What the event log added, on services that have one. */
	readonly log?: LogScan;
}

/** What one poll read of an event log. */
export interface LogScan {
	readonly campaigns: readonly LoggedCampaign[];
	/** Those that were asked for. */
	readonly messages: readonly ReportedMessage[];
	/** The log was read to its end, or it cannot be read and the list alone counts. */
	readonly isComplete: boolean;
	readonly position: LogPosition;
}
