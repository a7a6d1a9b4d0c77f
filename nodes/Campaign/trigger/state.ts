import { isObject } from '../campaign';
import { packEntries, unpackEntries } from './entry';
import type { Wanted } from './wanted';
import type { LogPlace, Place, Watch } from './watch';

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
	/** What was asked for when it was written, as JSON. */
	readonly wanted: string;
	/** The user was told in n8n's log that polls cost more than the service allows. */
	readonly isWarned: boolean;
}

/** Only texts, numbers and switches, so that n8n compares and copies it fast. */
export type StoredState = Record<string, string | number | boolean>;

const form = 1;

/** The state as plain data: the entries are one text of at most 64 bytes a campaign. */
export function store(state: State): StoredState {
	const { watch, ...valid } = state;
	const { entries, place, log, ...rest } = watch;
	return {
		form,
		...valid,
		...rest,
		...(place === undefined ? {} : { page: place.page, isDoubled: place.isDoubled }),
		...(log === undefined ? {} : { logSequence: log.sequence, isLogBegun: log.isBegun }),
		entries: packEntries(entries.values()),
	};
}

/**
 * Reads what store made.
 *
 * @param stored whatever n8n gives back
 * @returns undefined when there is none, or none that this version wrote
 */
export function restore(stored: unknown): State | undefined {
	if (!isObject(stored) || stored.form !== form) return undefined;
	const text = (key: string) => {
		const value = stored[key];
		return typeof value === 'string' ? value : '';
	};
	const entries = unpackEntries(text('entries'));
	const { sequence } = stored;
	if (entries === undefined || typeof sequence !== 'number') return undefined;
	const place: Place | undefined =
		typeof stored.page === 'string'
			? { page: stored.page, isDoubled: stored.isDoubled === true }
			: undefined;
	const log: LogPlace | undefined =
		typeof stored.logSequence === 'number'
			? { sequence: stored.logSequence, isBegun: stored.isLogBegun === true }
			: undefined;
	return {
		owner: text('owner'),
		provider: text('provider'),
		account: text('account'),
		basis: text('basis'),
		wanted: text('wanted'),
		isWarned: stored.isWarned === true,
		watch: {
			entries,
			isBegun: stored.isBegun === true,
			isSteady: stored.isSteady === true,
			isCurrent: stored.isCurrent === true,
			sequence,
			epoch: text('epoch'),
			...(place === undefined ? {} : { place }),
			...(log === undefined ? {} : { log }),
		},
	};
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
