import { isNameOf } from './entry';
import type { Filter } from './filter';
import { filtersToText } from './filter';
import { fingerprint } from './fingerprint';
import type { Identity, ScanResult, ScanTarget } from './scanResult';
import type { Cursor } from './snapshot';
import { emptySnapshot, restartScan } from './snapshot';
import type { State, StateHead } from './state';

/** A state that knows nothing yet. */
export function newState(target: ScanTarget, filter: Filter): State {
	const { owner, provider, account, basis, newEpoch } = target;
	const snapshot = { ...emptySnapshot, epoch: newEpoch };
	return { owner, provider, account, basis, snapshot, filters: [filter], isWarned: false };
}

/** A state that knows nothing of the target yet, and continues the count of another one. */
export function resetState({ snapshot }: State, target: ScanTarget, filter: Filter): State {
	const state = newState(target, filter);
	return { ...state, snapshot: { ...state.snapshot, sequence: snapshot.sequence } };
}
/**
 * The state with which a poll begins. A state of another workflow or node is ignored; a state of another provider is
 * reset. A scan that began with another key, filter or basis is restarted, unless it was restarted already.
 */
export function resume(stored: State | undefined, target: ScanTarget, filter: Filter): State {
	if (stored === undefined || stored.owner !== target.owner) return newState(target, filter);
	if (stored.provider !== target.provider) return resetState(stored, target, filter);
	const { snapshot } = stored;
	const filters = stored.filters.length > 0 ? stored.filters : [filter];
	if (stored.account !== target.account) {
		return { ...stored, filters, snapshot: { ...restartScan(snapshot), listPath: '' } };
	}
	const { cursor } = snapshot;
	// A filter that changes with every poll, by an expression, would start a long list again and again.
	const continues =
		cursor === undefined || cursor.query === queryHash(target, filter) || filters.length > 1;
	return { ...stored, filters, snapshot: continues ? snapshot : restartScan(snapshot) };
}

/** Marks a cursor with the basis and the filter of its scan. */
export function queryHash({ basis }: Identity, filter: Filter): Cursor['query'] {
	return fingerprint([basis, filtersToText([filter])], 8);
}

/** Whether the state stays as it is when the next list equals the last one. */
export function canSkipComparison(head: StateHead, target: Identity, filter: Filter): boolean {
	return (
		head.snapshot.digest !== undefined &&
		head.owner === target.owner &&
		head.provider === target.provider &&
		head.account === target.account &&
		head.basis === target.basis &&
		filtersToText(head.filters) === filtersToText([filter])
	);
}

/** Whether the list equals the last one, and the event log added nothing. */
export function showsNoChange({ snapshot }: StateHead, { digest, log }: ScanResult): boolean {
	if (digest !== snapshot.digest) return false;
	if (log === undefined) return true;
	const isQuiet = log.campaigns.length + log.messages.length === 0;
	return log.isComplete && isQuiet && snapshot.log?.reachedEnd === true;
}

/**
 * Whether a scan with a new key read the account that was watched: it did when it met known campaigns, and most of them
 * have their known names. Two accounts may use the same IDs.
 *
 * @returns `unknown` for an empty list: the account can be told once there is something in it
 */
export function compareAccount(
	{ account, snapshot }: State,
	{ target, list, parse }: ScanResult,
): 'same' | 'other' | 'unknown' {
	const { entries, hasBaseline } = snapshot;
	if (account === target.account) return 'same';
	let met = 0;
	let recognized = 0;
	for (const raw of list) {
		const { id, name } = parse(raw).campaign;
		const known = entries.get(id);
		if (known === undefined) continue;
		met += 1;
		if (isNameOf(known, name)) recognized += 1;
	}
	if (met > 0) return 2 * recognized >= met ? 'same' : 'other';
	return hasBaseline && entries.size > 0 && list.length === 0 ? 'unknown' : 'other';
}
