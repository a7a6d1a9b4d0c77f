import type { RawCampaign } from '../../campaign';
import { toEntry } from './entry';
import { isUnnamed, packedIdOf, packRecord } from './packing';
import type { ScanResult } from './scanResult';
import type { State, StateHead, StoredForm } from './state';
import { storedRecords, storedSigns, withEntries } from './state';
import { packId } from './storedText';

/** A state and a scan to compare. */
export interface Comparison {
	readonly state: State;
	readonly scan: ScanResult;
}

/**
 * Leaves out of a comparison every campaign that the list shows exactly as it is stored: of a hundred thousand, usually
 * all but a few. Their records are compared as texts, and stay packed.
 *
 * @param stored what `toStored` wrote
 * @param head its head, for which `canSkipComparison` holds
 * @param part the part of the name that is filtered by; empty for none
 * @returns undefined when all of the list has to be compared: it is not whole, shows a campaign twice, or the event log
 * may say more about any of them
 * @throws what `scan.parse` throws
 */
export function withoutUnchanged(
	stored: StoredForm,
	head: StateHead,
	scan: ScanResult,
	part: string,
): Comparison | undefined {
	if (!scan.isComplete || mayLogSayMore(scan) || storedSigns(stored) !== '') return undefined;
	const records = storedRecords(stored);
	const { isMet, left } = match(records, scan, part);
	const changed = new Map(left.map(({ id, raw }) => [id, raw]));
	if (changed.size < left.length) return undefined;
	const unchanged = records.map((record, position) => (isMet[position] === 1 ? record : undefined));
	// With a filter by name, the signs of names that are not stored are in the order of all records.
	if (part !== '' && unchanged.some((record) => record !== undefined && isUnnamed(record)))
		return undefined;
	const others = records.filter((_, position) => isMet[position] === 0);
	const count = records.length - others.length;
	const state = withEntries(head, stored, others, { count, records: unchanged });
	if (state === undefined || isAnyMetTwice(changed, state)) return undefined;
	return { state, scan: { ...scan, list: [...changed.values()] } };
}

/** A campaign of the list with the record that it would be stored as. */
interface Listed {
	readonly id: string;
	readonly raw: RawCampaign;
	readonly record: string;
}

/**
 * Finds the campaigns of a list among the stored records.
 *
 * @returns which records were found, by their places, and the campaigns without one
 */
function match(records: readonly string[], scan: ScanResult, part: string) {
	const isMet = new Uint8Array(records.length);
	const outOfOrder: Listed[] = [];
	let next = 0;
	for (const raw of scan.list) {
		const { campaign } = scan.parse(raw);
		const record = packRecord(toEntry(campaign, scan.target.trackedFields, raw, part));
		const position = positionNear(records, next, record);
		if (position === undefined) {
			outOfOrder.push({ id: campaign.id, raw, record });
		} else {
			isMet[position] = 1;
			next = position + 1;
		}
	}
	const positions = new Map<string, number>();
	records.forEach((record, position) => isMet[position] === 1 || positions.set(record, position));
	const left = outOfOrder.filter(({ record }) => {
		const position = positions.get(record);
		if (position === undefined || isMet[position] === 1) return true;
		isMet[position] = 1;
		return false;
	});
	return { isMet, left };
}

/** How many records are passed over: a list shows most campaigns in the order in which they are stored. */
const maxSkipped = 4;

function positionNear(
	records: readonly string[],
	from: number,
	record: string,
): number | undefined {
	for (let position = from; position <= from + maxSkipped; position++) {
		if (records[position] === record) return position;
	}
	return undefined;
}

function mayLogSayMore({ log }: ScanResult): boolean {
	return log !== undefined && (!log.isComplete || log.campaigns.length + log.messages.length > 0);
}

/** Whether the list shows an unchanged campaign a second time, in another condition. */
function isAnyMetTwice(
	changed: ReadonlyMap<string, unknown>,
	{ snapshot: { entries, unchanged } }: State,
): boolean {
	const added = new Set([...changed.keys()].filter((id) => !entries.has(id)).map(packId));
	return (
		added.size > 0 &&
		unchanged.records.some((record) => record !== undefined && added.has(packedIdOf(record)))
	);
}
