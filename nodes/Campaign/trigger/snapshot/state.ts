import { isObject } from '../../json';
import type { Filter } from './filter';
import { filtersFromText, filtersToText } from './filter';
import { packEntries, packSigns, recordsOf, unpackRecords } from './packing';
import type { Identity } from './scanResult';
import type { Cursor, LogPosition, Snapshot, SnapshotHead, Unchanged } from './snapshot';
import { emptySnapshot } from './snapshot';

/** What a trigger stores between two polls. */
export interface State extends Identity {
	readonly snapshot: Snapshot;
	/** The filters in force since the snapshot was last complete; the newest last. */
	readonly filters: readonly Filter[];
	/** n8n's log already says that polls take more requests than the service allows. */
	readonly isWarned: boolean;
}

/** A state without its entries, which take long to unpack when there are many. */
export interface StateHead extends Omit<State, 'snapshot'> {
	readonly snapshot: SnapshotHead;
}

/** The stored form: only texts, numbers and booleans, so that n8n compares and copies it fast. */
export type StoredForm = Readonly<Record<string, unknown>>;

/** Identifies the stored form. States of version 0.1.0 are stored in users' workflows: no key may change. */
const form = 1;

/** Writes a state as plain data. */
export function toStored(state: State): StoredForm {
	const { snapshot } = state;
	const { cursor, log, digest, listedAt, shortage, gone, entries } = snapshot;
	return {
		form,
		owner: state.owner,
		provider: state.provider,
		account: state.account,
		basis: state.basis,
		wanted: filtersToText(state.filters),
		isWarned: state.isWarned,
		isBegun: snapshot.hasBaseline,
		isSteady: snapshot.isStable,
		isCurrent: snapshot.isCurrent,
		list: snapshot.listPath,
		sequence: snapshot.sequence,
		epoch: snapshot.epoch,
		...(cursor === undefined
			? {}
			: {
					page: cursor.page,
					isDoubled: cursor.hasDuplicates,
					asking: cursor.query,
					...(cursor.startedAt === undefined ? {} : { begunAt: cursor.startedAt }),
				}),
		...(log === undefined ? {} : storedLog(log)),
		...(digest === undefined ? {} : { digest }),
		...(listedAt === undefined ? {} : { listedAt }),
		...(shortage === undefined ? {} : { shortSince: shortage.since, shortScans: shortage.scans }),
		...(gone.size === 0 ? {} : { gone: packEntries(gone.values()) }),
		...signsToStore('goneSigns', gone),
		entries: packEntries(entries.values(), snapshot.unchanged.records),
		...signsToStore('signs', entries),
	};
}

function signsToStore(key: string, entries: Snapshot['entries']): StoredForm {
	const signs = packSigns(entries.values());
	return signs === '' ? {} : { [key]: signs };
}

function storedLog({ sequence, reachedEnd }: LogPosition): StoredForm {
	return { logSequence: sequence, isLogBegun: reachedEnd };
}

/** A stored state with another position in the event log, and whether the user was warned. */
export function updateStored(
	stored: StoredForm,
	isWarned: boolean,
	log: LogPosition | undefined,
): StoredForm {
	const revision = revisionOf(stored) + 1;
	return { ...stored, isWarned, ...(log === undefined ? {} : storedLog(log)), revision };
}

/** What distinguishes the stored states of a node. States of earlier versions have none of it. */
export interface Stamp {
	/** The name of the node that stored it. */
	readonly node: string;
	/** Changes with every report, and no other state has it. */
	readonly mark: string;
	/** Counts the changes of the state. */
	readonly revision: number;
}

/** What identifies a stored state between two reports. States of earlier versions have no mark of their own. */
export function markOf(stored: StoredForm | undefined): string {
	const mark = textAt(stored, 'mark');
	return mark === '' ? `${textAt(stored, 'epoch')}:${numberAt(stored, 'sequence')}` : mark;
}

/** How often a stored state was changed. */
export function revisionOf(stored: StoredForm | undefined): number {
	return numberAt(stored, 'revision');
}

/** Whether a stored state is one that another one has left behind. */
export function isOlder(stored: StoredForm, than: StoredForm | undefined): boolean {
	const epoch = textAt(stored, 'epoch');
	const isSameLine = than !== undefined && epoch !== '' && epoch === textAt(than, 'epoch');
	return isSameLine && numberAt(stored, 'sequence') < numberAt(than, 'sequence');
}

/** Whether version 0.1.0, which stamps nothing, may have gone on from a state when it was installed again. */
export function mayContinue(stored: StoredForm | undefined, from: StoredForm): boolean {
	const isUnstamped = stored !== undefined && textAt(stored, 'mark') === '';
	const isSameEpoch = textAt(stored, 'epoch') === textAt(from, 'epoch');
	return isUnstamped && isSameEpoch && !isOlder(stored, from);
}

/** A stored state of this owner, or undefined when it is something else. */
export function storedOf(owner: string, stored: unknown): StoredForm | undefined {
	const isUsable = isObject(stored) && stored.form === form && stored.owner === owner;
	return isUsable ? stored : undefined;
}

/**
 * Reads what `toStored` wrote.
 *
 * @param stored whatever n8n returns
 * @returns undefined when nothing is stored, or something in another form
 */
export function fromStored(stored: unknown): State | undefined {
	const head = headFromStored(stored);
	if (head === undefined) return undefined;
	return withEntries(head, stored, storedRecords(stored));
}

/** The stored records of the known campaigns. */
export function storedRecords(stored: unknown): string[] {
	return recordsOf(textAt(stored, 'entries'));
}

/** The stored signs of the names that are not stored. */
export function storedSigns(stored: unknown): string {
	return textAt(stored, 'signs');
}

/**
 * Completes a state.
 *
 * @param records those of the known campaigns that are to be compared with a scan; all of them if names have signs
 * @param unchanged the others
 * @returns undefined when a record has another form
 */
export function withEntries(
	head: StateHead,
	stored: unknown,
	records: readonly string[],
	unchanged: Unchanged = emptySnapshot.unchanged,
): State | undefined {
	const entries = unpackRecords(records, storedSigns(stored));
	if (entries === undefined) return undefined;
	const gone =
		unpackRecords(recordsOf(textAt(stored, 'gone')), textAt(stored, 'goneSigns')) ??
		new Map<string, never>();
	return { ...head, snapshot: { ...head.snapshot, entries, gone, unchanged } };
}

/** Reads what `toStored` wrote, without the entries. */
export function headFromStored(stored: unknown): StateHead | undefined {
	if (!isObject(stored) || stored.form !== form) return undefined;
	const { sequence } = stored;
	if (typeof sequence !== 'number') return undefined;
	const cursor: Cursor | undefined =
		typeof stored.page === 'string'
			? {
					page: stored.page,
					hasDuplicates: stored.isDoubled === true,
					query: textAt(stored, 'asking'),
					...(typeof stored.begunAt === 'number' ? { startedAt: stored.begunAt } : {}),
				}
			: undefined;
	const log: LogPosition | undefined =
		typeof stored.logSequence === 'number'
			? { sequence: stored.logSequence, reachedEnd: stored.isLogBegun === true }
			: undefined;
	return {
		owner: textAt(stored, 'owner'),
		provider: textAt(stored, 'provider'),
		account: textAt(stored, 'account'),
		basis: textAt(stored, 'basis'),
		filters: filtersFromText(textAt(stored, 'wanted')),
		isWarned: stored.isWarned === true,
		snapshot: {
			hasBaseline: stored.isBegun === true,
			isStable: stored.isSteady === true,
			isCurrent: stored.isCurrent === true,
			listPath: textAt(stored, 'list'),
			sequence,
			epoch: textAt(stored, 'epoch'),
			...(typeof stored.digest === 'string' ? { digest: stored.digest } : {}),
			...(typeof stored.listedAt === 'number' ? { listedAt: stored.listedAt } : {}),
			...(typeof stored.shortSince === 'number'
				? { shortage: { since: stored.shortSince, scans: numberAt(stored, 'shortScans') } }
				: {}),
			...(cursor === undefined ? {} : { cursor }),
			...(log === undefined ? {} : { log }),
		},
	};
}

function textAt(stored: unknown, key: string): string {
	const value = isObject(stored) ? stored[key] : undefined;
	return typeof value === 'string' ? value : '';
}

function numberAt(stored: unknown, key: string): number {
	const value = isObject(stored) ? stored[key] : undefined;
	return typeof value === 'number' ? value : 0;
}

const stampKeys: readonly string[] = ['node', 'mark', 'revision'];

/** Whether two stored states are equal but for their stamps, so that nothing needs to be written. */
export function hasSameContent(a: StoredForm | undefined, b: StoredForm): boolean {
	const keysOf = (stored: StoredForm) =>
		Object.keys(stored).filter((key) => !stampKeys.includes(key));
	const keys = keysOf(b);
	return (
		a !== undefined && keysOf(a).length === keys.length && keys.every((key) => a[key] === b[key])
	);
}
