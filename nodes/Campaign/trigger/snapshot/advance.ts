import type { Change } from './change';
import type { DeletionAnswers } from './deletions';
import { keepConfirmed, removeDeleted } from './deletions';
import { diff } from './diff';
import { digestToKeep } from './digest';
import type { TriggerEvent } from './events';
import { selectEvents, selectMessages } from './events';
import type { Filter } from './filter';
import { mergeFilters, passesAll } from './filter';
import type { Scan } from './mergeScan';
import { mergeScan } from './mergeScan';
import { compareAccount, queryHash, resetState } from './resume';
import type { ReportedMessage, ScanResult } from './scanResult';
import type { Snapshot } from './snapshot';
import { markOutdated, restartScan } from './snapshot';
import type { State } from './state';

/** What to store and what to report. */
export interface Outcome {
	readonly state: State;
	readonly events: readonly TriggerEvent[];
}

/** What a scan leads to. As long as its questions are not answered, these campaigns stay missing. */
export interface Step extends Outcome {
	/** IDs of campaigns that two complete scans did not meet. The service must confirm that they are deleted. */
	readonly questions: readonly string[];
	/** For `applyAnswers`. */
	readonly draft: Draft;
}

interface Draft {
	readonly before: State;
	/** The state after the scan, apart from what depends on the events. */
	readonly after: State;
	readonly changes: readonly Change[];
	readonly messages: readonly ReportedMessage[];
	readonly scan: Scan;
	readonly filter: Filter;
	readonly emitExisting: boolean;
}

/**
 * Advances a state by one scan.
 *
 * @param state from `resume`; `compareAccount` must know whose it is
 * @param filter what to report now
 * @param emitExisting whether campaigns that the first scan finds are reported
 * @throws what `result.parse` throws
 */
export function advance(
	state: State,
	result: ScanResult,
	filter: Filter,
	emitExisting: boolean,
): Step {
	const { target } = result;
	if (compareAccount(state, result) === 'other') {
		// The position in the log is the other account's.
		const other = { ...result, log: undefined };
		return advance(resetState(state, target, filter), other, filter, emitExisting);
	}
	const before = result.isRestarted ? restartScan(state.snapshot) : state.snapshot;
	const scan = mergeScan(before, result, filter.name);
	const { snapshot, changes, missing, isShort } = diff(before, scan, {
		hasNumberedPages: target.hasNumberedPages,
		isSameBasis: state.basis === target.basis,
		wasWanted: (entry) => passesAll({ event: 'deleted', entry }, state.filters),
	});
	// Until list and log were read to their end, what happened under the former filters may still come up.
	const query = before.cursor?.query ?? queryHash(target, filter);
	const isCaughtUp =
		scan.cursor === undefined &&
		query === queryHash(target, filter) &&
		result.log?.isComplete !== false &&
		!isShort;
	const after: State = {
		owner: target.owner,
		provider: target.provider,
		account: target.account,
		basis: isCaughtUp ? target.basis : state.basis,
		filters: isCaughtUp ? [filter] : mergeFilters(state.filters, filter),
		isWarned: state.isWarned,
		snapshot: {
			...(scan.stoppedEarly ? markOutdated(snapshot) : snapshot),
			listPath: result.listPath,
			...(scan.isComplete ? { listedAt: scan.startedAt } : {}),
			cursor: scan.cursor && { ...scan.cursor, query },
			log: result.log?.position,
		},
	};
	const messages = result.log?.messages ?? [];
	const draft = { before: state, after, changes, messages, scan, filter, emitExisting };
	return { ...finish(draft), questions: missing, draft };
}

/** Removes the campaigns whose deletion the service confirmed, and reports that. */
export function applyAnswers(step: Step, answers: DeletionAnswers): Outcome {
	const { questions, draft } = step;
	if (questions.length === 0) return step;
	const kept = keepConfirmed(draft.after.snapshot, answers);
	const { snapshot, changes } = removeDeleted(kept, answers.deleted);
	return finish({
		...draft,
		after: { ...draft.after, snapshot },
		changes: [...draft.changes, ...changes],
	});
}

function finish(draft: Draft): Outcome {
	const { before, after, changes, messages, scan, filter, emitExisting } = draft;
	const events = [
		...selectEvents(before, changes, filter, emitExisting),
		...selectMessages(before, messages, filter),
	];
	const isFirst = !before.snapshot.hasBaseline && after.snapshot.hasBaseline;
	const snapshot: Snapshot = {
		...after.snapshot,
		digest: digestToKeep(after.snapshot, scan),
		// Counts only what is reported: older hosts keep any other new state in memory, where a restart loses it.
		sequence: before.snapshot.sequence + (events.length > 0 ? 1 : 0),
		epoch: before.snapshot.epoch === '' && isFirst ? scan.newEpoch : before.snapshot.epoch,
	};
	return { events, state: { ...after, snapshot } };
}
