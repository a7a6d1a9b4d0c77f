import type { IPollFunctions } from 'n8n-workflow';
import type { ResolvedCredential } from '../transport/credential';
import type { ApiClient } from '../transport/client';
import { fingerprint } from './snapshot/fingerprint';
import type { Head, State } from './snapshot/state';
import { isSameState, isWanted } from './snapshot/state';
import type { Wanted } from './snapshot/filter';
import type { Watch } from './snapshot/snapshot';
import { fromBeginning, newWatch } from './snapshot/snapshot';
import type { Read } from './scan';
import { sourceOf } from './scan';

/** What is stored, if a list that reads the same as then would leave it as it is. */
export function settledFor(stored: Head | undefined, valid: Validity): Head | undefined {
	if (stored?.watch.digest === undefined) return undefined;
	const { owner, provider, account, basis, wanted } = stored;
	return isSameState({ owner, provider, account, basis, wanted }, { ...valid })
		? stored
		: undefined;
}

/** Whether the list and the log read as they did when that was stored. */
export function showsTheSame({ watch }: Head, { digest, log }: Read): boolean {
	if (digest !== watch.digest) return false;
	return log === undefined || (log.isAtEnd && log.news.length === 0 && watch.log?.isBegun === true);
}

/** What a state is valid for. */
export type Validity = Pick<State, 'owner' | 'provider' | 'account' | 'basis' | 'wanted'>;

/** The node among all of this n8n. */
export function nodeOf(caller: IPollFunctions): string {
	return `${caller.getWorkflow().id ?? ''}:${caller.getNode().id}`;
}

/** What the state of this poll is valid for: the mark of the account is 24 bits of a hash, which say nothing of the key. */
export function validity(
	caller: IPollFunctions,
	account: ResolvedCredential,
	wanted: Wanted,
): Validity {
	const { provider, apiUrl, key } = account;
	// Stored states have the mark of an empty list where a provider has no figures.
	const { settings, figures = [] } = provider.trackedFields;
	return {
		owner: nodeOf(caller),
		provider: provider.id,
		account: fingerprint([apiUrl, key], 4),
		// Of which fields the fingerprints are, and of which kind they are themselves.
		basis: fingerprint(['in order', { settings, figures }], 4),
		wanted: JSON.stringify(wanted),
	};
}

/**
 * The stored state, unless it is another workflow's, node's or service's: then a new one. A reading
 * that began with another key or another question begins anew.
 */
export function stateFor(stored: State | undefined, valid: Validity, asking: string): State {
	if (stored === undefined || stored.owner !== valid.owner) {
		return { ...valid, watch: newWatch, isWarned: false };
	}
	if (stored.provider !== valid.provider) {
		return { ...valid, watch: afresh(stored.watch), isWarned: false };
	}
	const { watch } = stored;
	if (stored.account !== valid.account) {
		return { ...stored, watch: { ...fromBeginning(watch), list: '' } };
	}
	const goesOn = watch.place === undefined || watch.place.asking === asking;
	return goesOn ? stored : { ...stored, watch: fromBeginning(watch) };
}

/** Whether a new key opens the account that was watched: it does when it shows a campaign that is known. */
export function whose(
	api: ApiClient,
	{ watch, ...state }: State,
	account: string,
	{ list }: Read,
): 'same' | 'other' | 'unknown' {
	const { entries, isBegun } = watch;
	if (state.account === account) return 'same';
	if (list.some((raw) => entries.has(sourceOf(api, raw).campaign.id))) return 'same';
	return isBegun && entries.size > 0 && list.length === 0 ? 'unknown' : 'other';
}

/** Events keep being counted on, so that no id comes twice. */
export function afresh({ sequence }: Watch): Watch {
	return { ...newWatch, sequence };
}

/** The questions that what is stored is of the time of. */
export function wantedThen(state: State, now: Wanted): Wanted[] {
	const then: unknown = state.wanted === '' ? [] : JSON.parse(state.wanted);
	const all = [then].flat().filter(isWanted);
	return all.length > 0 ? all : [now];
}

/** Several questions as they are stored, each once. */
export function together(then: readonly Wanted[], now: Wanted): string {
	const texts = new Set([...then, now].map((one) => JSON.stringify(one)));
	return texts.size === 1 ? JSON.stringify(now) : `[${[...texts].join()}]`;
}
