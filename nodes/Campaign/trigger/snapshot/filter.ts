import type { Campaign, CampaignStatus, RawCampaign } from '../../campaign';
import type { Change, EventName } from './diff';
import { changesMore } from './diff';

/** What an event's item is made of. */
export interface Source {
	readonly campaign: Campaign;
	/** The service's own object. */
	readonly raw: RawCampaign;
}

/** What a user asked to be told. */
export interface Wanted {
	readonly events: readonly EventName[];
	/** For statusChanged: the states that it must have changed to; empty means any. */
	readonly statuses: readonly CampaignStatus[];
	/** Part of the name, in any case; empty means any. */
	readonly name: string;
	/** Ids; empty means any. */
	readonly campaigns: readonly string[];
	/** Whether a change of figures alone makes an `updated`. */
	readonly figures: boolean;
}

/**
 * The changes that a user asked for.
 *
 * @returns the change as it is to be reported, or undefined
 */
export function asked(change: Change<Source>, wanted: Wanted): Change<Source> | undefined {
	const { event, entry } = change;
	if (change.isSilent === true || !wanted.events.includes(event)) return undefined;
	if (wanted.campaigns.length > 0 && !wanted.campaigns.includes(entry.id)) return undefined;
	if (event === 'statusChanged' && !isIn(wanted.statuses, entry.status)) return undefined;
	if (!hasName(change, wanted.name)) return undefined;
	if (wanted.figures || change.previous?.figures === undefined) return change;
	const previous = { ...change.previous };
	delete previous.figures;
	if (event === 'updated' && !changesMore(previous)) return undefined;
	return { ...change, previous };
}

/** A renamed campaign counts by both its names. One whose name is not kept may have had any, once it is gone. */
function hasName({ entry, source, previous }: Change<Source>, part: string): boolean {
	if (part === '') return true;
	const now = source === undefined ? entry.name : source.campaign.name;
	const names = previous?.name === undefined ? [now] : [now, previous.name];
	return names.some((name) => name === null || name.toLowerCase().includes(part.toLowerCase()));
}

function isIn<T>(list: readonly T[], value: T): boolean {
	return list.length === 0 || list.includes(value);
}
