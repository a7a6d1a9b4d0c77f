import { isObject } from '../../json';
import { packEntries, unpackEntries } from './entry';
import type { Wanted } from './filter';
import type { LogPlace, Place, Watch } from './snapshot';

/** The state as it is stored, with what it is valid for. */
export interface State {
	readonly watch: Watch;
	/** The workflow and node that wrote it: a copy of a workflow must not go on from its original's. */
	readonly owner: string;
	readonly provider: string;
	/** A mark of the address and key, too short to tell anything of the key. */
	readonly account: string;
	/** A mark of the fields that the fingerprints are of. */
	readonly basis: string;
	/** What was asked for when it was written, as JSON: a list, where what is stored is of the time of several questions. */
	readonly wanted: string;
	/** The user was told in n8n's log that polls cost more than the service allows. */
	readonly isWarned: boolean;
}

/** What is stored beside the entries, which take long to unpack where there are many. */
export type Head = Omit<State, 'watch'> & { readonly watch: Omit<Watch, 'entries'> };

/** Only texts, numbers and switches, so that n8n compares and copies it fast. */
export type StoredState = Record<string, string | number | boolean>;

const form = 1;

/** The state as plain data: the entries are one text of at most 64 bytes a campaign. */
export function store(state: State): StoredState {
	const { watch, ...valid } = state;
	const { entries, place, log, digest, ...rest } = watch;
	return {
		form,
		...valid,
		...rest,
		...(place === undefined ? {} : { ...place }),
		...(log === undefined ? {} : storedLog(log)),
		...(digest === undefined ? {} : { digest }),
		entries: packEntries(entries.values()),
	};
}

function storedLog({ sequence, isBegun }: LogPlace): StoredState {
	return { logSequence: sequence, isLogBegun: isBegun };
}

/**
 * The stored state after a poll that found nothing new.
 *
 * @param stored what store made
 * @param log how far the event log was read, where there is one
 */
export function storeQuiet(
	stored: Readonly<Record<string, unknown>>,
	isWarned: boolean,
	log: LogPlace | undefined,
): Record<string, unknown> {
	return { ...stored, isWarned, ...(log === undefined ? {} : storedLog(log)) };
}

/**
 * Reads what store made.
 *
 * @param stored whatever n8n gives back
 * @returns undefined when there is none, or none that this version wrote
 */
export function restore(stored: unknown): State | undefined {
	const head = headOf(stored);
	if (head === undefined) return undefined;
	const entries = unpackEntries(textOf(stored, 'entries'));
	return entries === undefined ? undefined : { ...head, watch: { ...head.watch, entries } };
}

/** The same without the entries. */
export function headOf(stored: unknown): Head | undefined {
	if (!isObject(stored) || stored.form !== form) return undefined;
	const { sequence } = stored;
	if (typeof sequence !== 'number') return undefined;
	const place: Place | undefined =
		typeof stored.page === 'string'
			? {
					page: stored.page,
					isDoubled: stored.isDoubled === true,
					asking: textOf(stored, 'asking'),
				}
			: undefined;
	const log: LogPlace | undefined =
		typeof stored.logSequence === 'number'
			? { sequence: stored.logSequence, isBegun: stored.isLogBegun === true }
			: undefined;
	return {
		owner: textOf(stored, 'owner'),
		provider: textOf(stored, 'provider'),
		account: textOf(stored, 'account'),
		basis: textOf(stored, 'basis'),
		wanted: textOf(stored, 'wanted'),
		isWarned: stored.isWarned === true,
		watch: {
			isBegun: stored.isBegun === true,
			isSteady: stored.isSteady === true,
			isCurrent: stored.isCurrent === true,
			list: textOf(stored, 'list'),
			sequence,
			epoch: textOf(stored, 'epoch'),
			...(typeof stored.digest === 'string' ? { digest: stored.digest } : {}),
			...(place === undefined ? {} : { place }),
			...(log === undefined ? {} : { log }),
		},
	};
}

function textOf(stored: unknown, key: string): string {
	const value = isObject(stored) ? stored[key] : undefined;
	return typeof value === 'string' ? value : '';
}

/** Whether two stored states are the same, so that nothing need be written. */
export function isSameState(a: unknown, b: StoredState): boolean {
	const keys = Object.keys(b);
	return (
		isObject(a) && Object.keys(a).length === keys.length && keys.every((key) => a[key] === b[key])
	);
}

/** What was asked for before, as far as it can be read. */
export function isWanted(value: unknown): value is Wanted {
	return (
		isObject(value) &&
		Array.isArray(value.events) &&
		Array.isArray(value.statuses) &&
		Array.isArray(value.campaigns) &&
		typeof value.name === 'string' &&
		typeof value.figures === 'boolean'
	);
}
