import type { Campaign, CampaignStatus, RawCampaign } from '../../campaign';
import type { TrackedFields } from '../../providers/contract/events';
import { commonFingerprint, fingerprint, valuesAt } from './fingerprint';
import { fingerprintLengths, isNameStorable } from './storedText';

/** What the state remembers of a campaign: enough to see that it changed, and what its status was. */
export interface Entry {
	readonly id: string;
	readonly status: CampaignStatus;
	/** The name, or null when it is too long to store: then `nameHash` shows whether it changed. */
	readonly name: string | null;
	/**
	 * Fingerprint of a name that is too long to store; empty when the name is stored. With a filter by name, a sign after it
	 * says whether the name contains the part.
	 */
	readonly nameHash: string;
	/** Fingerprint of the settings; empty when they were not read yet. */
	readonly settings: string;
	/** Fingerprint of the figures; empty when they were not read yet, or the service has none. */
	readonly figures: string;
}

/** An entry of a snapshot, with what the last scans showed of it. */
export interface SnapshotEntry extends Entry {
	/** The scan in progress has met it. */
	readonly isSeen: boolean;
	/** The last complete scan did not meet it. */
	readonly isMissing: boolean;
	/** If it turns out to be deleted, that happened while no filter asked for it: it is not reported. */
	readonly isSilent: boolean;
}

/**
 * The entry of a campaign as it was read.
 *
 * @param raw the provider's object; undefined when it lacks the tracked fields, as in an event log
 * @param part the part of the name that is filtered by; empty for none
 * @param known what is known of the campaign
 */
export function toEntry(
	{ id, name, status }: Pick<Campaign, 'id' | 'name' | 'status'>,
	tracked: TrackedFields,
	raw: RawCampaign | undefined,
	part = '',
	known?: Entry,
): Entry {
	const isStored = known?.name === name || isNameStorable(id, name);
	return {
		id,
		status,
		name: isStored ? name : null,
		nameHash: isStored ? '' : fingerprint(name, fingerprintLengths.name) + signOf(name, part),
		settings: hashFields(raw, tracked.settings, fingerprintLengths.settings),
		figures: hashFields(raw, tracked.figures ?? [], fingerprintLengths.figures),
	};
}

const partSigns = { has: '+', lacks: '-' } as const;

function signOf(name: string, part: string): string {
	if (part === '') return '';
	return containsName(name, part) ? partSigns.has : partSigns.lacks;
}

/** Whether a name contains a part, in upper or lower case. */
export function containsName(name: string, part: string): boolean {
	return name.toLowerCase().includes(part.toLowerCase());
}

/** Whether a name that was not stored contains the part that was filtered by, as far as that is known. */
export function mayHavePart({ nameHash }: Entry): boolean {
	return !(nameHash.length > fingerprintLengths.name && nameHash.endsWith(partSigns.lacks));
}

/** The fingerprint of the name, without what a filter adds to it. */
export function hashOfName({ nameHash }: Entry): string {
	return nameHash.slice(0, fingerprintLengths.name);
}

/** What a filter adds to it; empty without one. */
export function signOfName({ nameHash }: Entry): string {
	return nameHash.slice(fingerprintLengths.name);
}

/** Whether this is the name of an entry. */
export function isNameOf(entry: Entry, other: string): boolean {
	if (entry.name !== null) return entry.name === other;
	return hashOfName(entry) === fingerprint(other, fingerprintLengths.name);
}

function hashFields(
	raw: RawCampaign | undefined,
	paths: readonly string[],
	length: number,
): string {
	return raw === undefined || paths.length === 0
		? ''
		: commonFingerprint(valuesAt(raw, paths), length);
}

/** Whether two entries describe the same campaign in the same condition. */
export function isSameEntry(a: Entry, b: Entry): boolean {
	return (
		a.status === b.status &&
		a.name === b.name &&
		a.nameHash === b.nameHash &&
		a.settings === b.settings &&
		a.figures === b.figures
	);
}
