import type { CampaignStatus } from '../../campaign';
import type { MessageEventName } from '../../providers/contract/events';
import type { Entry } from './entry';
import { hashOfName } from './entry';
import type { FetchedCampaign } from './scanResult';

/** What happens to a campaign. */
type ChangeName = 'created' | 'updated' | 'statusChanged' | 'deleted';

/** What the trigger reports. */
export type EventName = ChangeName | MessageEventName;

/** The fields that changed, with their old values. Null: the old value was not stored. */
export interface Previous {
	status?: CampaignStatus;
	name?: string | null;
	settings?: null;
	figures?: null;
}

/** Something that happened to a campaign. */
export interface Change {
	readonly event: ChangeName;
	/** The campaign as it is now, or as it was last when it no longer exists. */
	readonly entry: Entry;
	readonly previous?: Previous;
	/** The campaign as it was fetched; absent when it no longer exists. */
	readonly current?: FetchedCampaign;
	/** The campaign as it was before, when it was renamed. */
	readonly former?: Entry;
	/** The event log's number of the event. */
	readonly logSequence?: number;
	/** Found by the first scan: the campaign may have existed for long. */
	readonly isExisting?: boolean;
	/** It happened while no filter asked for it. */
	readonly isSilent?: boolean;
}

/**
 * What changed between two conditions of a campaign.
 *
 * @param known undefined when the campaign was not known
 * @param isSameBasis whether the fingerprints of both are of the same fields
 */
export function changesBetween(
	known: Entry | undefined,
	entry: Entry,
	isSameBasis: boolean,
): Change[] {
	if (known === undefined) return [{ event: 'created', entry }];
	const hasNewStatus = known.status !== entry.status;
	const isRenamed = known.name !== entry.name || hashOfName(known) !== hashOfName(entry);
	const differs = (field: 'settings' | 'figures') =>
		isSameBasis && known[field] !== '' && entry[field] !== '' && known[field] !== entry[field];
	const previous: Previous = {
		...(hasNewStatus ? { status: known.status } : {}),
		...(isRenamed ? { name: known.name } : {}),
		...(differs('settings') ? { settings: null } : {}),
		...(differs('figures') ? { figures: null } : {}),
	};
	const events: ChangeName[] = [];
	if (isMoreThanStatus(previous)) events.push('updated');
	if (hasNewStatus) events.push('statusChanged');
	if (hasNewStatus && entry.status === 'deleted') events.push('deleted');
	const former = isRenamed ? { former: known } : {};
	return events.map((event) => ({ event, entry, previous, ...former }));
}

/** Whether anything besides the status changed. */
export function isMoreThanStatus(previous: Previous): boolean {
	return Object.keys(previous).some((field) => field !== 'status');
}
