import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { isObject } from '../json';
import { InvalidInput } from '../providers/contract/invalidInput';
import { resolveCredential } from '../transport/credential';
import type { ApiClient } from '../transport/client';
import { createClient } from '../transport/client';
import { difference, withoutGone, withThere } from './snapshot/diff';
import { digestToKeep } from './snapshot/digest';
import { fingerprint } from './snapshot/fingerprint';
import { report } from './snapshot/events';
import { headOf, isSameState, restore, store, storeQuiet } from './snapshot/state';
import { asked } from './snapshot/filter';
import type { Watch } from './snapshot/snapshot';
import { newWatch, notCurrent } from './snapshot/snapshot';
import type { Budget } from './budget';
import { budgetOf } from './budget';
import { pollsPerHour, tooMany } from './rateWarning';
import { lookAt } from './confirmDeleted';
import { itemsOf } from './items';
import type { Parameters } from './parameters';
import { parametersOf } from './parameters';
import type { Read } from './scan';
import { meet, read } from './scan';
import { sample } from './manualRun';
import { inTurn, isBehind, noteReport } from './singleFlight';
import {
	afresh,
	nodeOf,
	settledFor,
	showsTheSame,
	stateFor,
	together,
	validity,
	wantedThen,
	whose,
} from './stateIdentity';

/** The longest wait for a busy service in one poll, in ms: the next poll comes anyway. */
const longestWaitMs = 60_000;

/**
 * One poll: reads what the service has, compares it with what is stored, and reports the difference.
 * What is stored changes once, at the end; when anything fails before, nothing happened.
 *
 * @returns one output with an item for each event, or null when there is none
 * @throws NodeApiError or NodeOperationError saying what to do; the next poll goes on where this one began
 */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const budget = budgetOf(this);
		const account = resolveCredential(await this.getCredentials('campaignApi'));
		const maxWaitMs = Math.min(longestWaitMs, budget.ms / 2);
		const parameters = parametersOf(this);
		const { requestsPerMinute } = parameters;
		const api = createClient(this, account, {
			maxWaitMs,
			maxQueueMs: maxWaitMs,
			requestsPerMinute,
		});
		const detectedAt = () => new Date(api.toServiceTime(Date.now())).toISOString();
		const items =
			this.getMode() === 'manual'
				? await sample(api, parameters, detectedAt)
				: await inTurn(
						nodeOf(this),
						async () => await news(this, api, parameters, budget, detectedAt),
					);
		return items === undefined || items.length === 0 ? null : [items];
	} catch (error) {
		throw told(this, error);
	}
}

async function news(
	caller: IPollFunctions,
	api: ApiClient,
	parameters: Parameters,
	budget: Budget,
	detectedAt: () => string,
): Promise<INodeExecutionData[]> {
	const { provider } = api.account;
	const { wanted, emitsExisting, simplify } = parameters;
	const valid = validity(caller, api.account, wanted);
	const found = caller.getWorkflowStaticData('node').watch;
	const asking = fingerprint([valid.basis, valid.wanted], 8);
	const isNewestFirst =
		provider.campaigns.getAll.newestFirst === true &&
		wanted.events.every((event) => event === 'created');
	const settled = isNewestFirst ? undefined : settledFor(headOf(found), valid);
	let state = settled === undefined ? stateFor(restore(found), valid, asking) : undefined;
	const head = settled?.watch ?? state?.watch ?? newWatch;
	if (isBehind(valid.owner, head)) return [];

	// What a reading that was broken off did not come to is not known yet.
	const isOpen = headOf(found)?.watch.place !== undefined;
	const onlyNew = isNewestFirst && head.isBegun && !isOpen;
	const known = onlyNew ? state?.watch.entries : undefined;
	const got = await read(api, head, { budget, known });
	if (settled !== undefined && showsTheSame(settled, got)) {
		const isWarned = warn(caller, api, parameters, got, settled.isWarned);
		const data = caller.getWorkflowStaticData('node');
		const log = got.log?.place;
		const isSame = isWarned === settled.isWarned && log?.sequence === settled.watch.log?.sequence;
		if (!isSame && data.watch === found && isObject(found)) {
			data.watch = storeQuiet(found, isWarned, log);
		}
		return [];
	}

	state ??= stateFor(restore(found), valid, asking);
	const keepsAll = emitsExisting && !state.watch.isBegun;
	const met = meet(api, state.watch, got, keepsAll);
	const account = whose(api, state, valid.account, got);
	// Another key that suddenly opens an empty account: told apart when there is something in it.
	if (account === 'unknown') return [];
	const isOther = account === 'other';
	const before = isOther ? afresh(state.watch) : met.before;
	if (isOther) met.reading.log.length = 0;

	const then = isOther ? [wanted] : wantedThen(state, wanted);
	const compared = difference(before, met.reading, {
		pagesShift: provider.campaigns.getAll.entryId !== undefined,
		isSameBasis: state.basis === valid.basis,
		wasAsked: (entry) => then.every((one) => asked({ event: 'deleted', entry }, one) !== undefined),
	});
	const looked = await lookAt(api, compared.gone);
	const removed = withoutGone(withThere(compared.watch, looked.there, looked.open), looked.gone);
	const after = met.stoppedEarly ? notCurrent(removed.watch) : removed.watch;
	const watch: Watch = {
		...after,
		list: got.path,
		place: met.place === undefined ? undefined : { ...met.place, asking },
		log: isOther ? undefined : got.log?.place,
		digest: digestToKeep(after, met.reading, got.digest),
	};
	const changes = [...compared.changes, ...removed.changes];
	const reported = report(provider.id, before, watch, changes, {
		now: wanted,
		then,
		emitsExisting,
	});

	const data = caller.getWorkflowStaticData('node');
	// Another poll of this node was faster and has reported the same.
	if (data.watch !== found) return [];
	const isWarned = warn(caller, api, parameters, got, state.isWarned);
	// What was asked for before counts until all has been read since.
	const isRead =
		isOther || (watch.place === undefined && got.log?.isAtEnd !== false && !compared.isShort);
	const since = isRead ? {} : { basis: state.basis, wanted: together(then, wanted) };
	const next = store({ ...valid, ...since, watch: reported.watch, isWarned });
	if (!isSameState(found, next)) data.watch = next;
	if (reported.events.length > 0) noteReport(valid.owner, before);
	return itemsOf(reported.events, { provider: provider.id, simplify, detectedAt: detectedAt() });
}

/** Says once in n8n's log when polls take more requests than the service allows. */
function warn(
	caller: IPollFunctions,
	api: ApiClient,
	{ requestsPerMinute }: Parameters,
	got: Read,
	isWarned: boolean,
): boolean {
	if (!got.isComplete || got.log?.isAtEnd === false) return isWarned;
	const { provider } = api.account;
	const text = tooMany(provider, requestsPerMinute, got.requests, pollsPerHour(caller));
	if (text !== undefined && !isWarned) caller.logger.warn(`${caller.getNode().name}: ${text}`);
	return text !== undefined;
}

const goesOn = 'The trigger goes on by itself with the next poll; no event is lost.';

function told(caller: IPollFunctions, error: unknown): NodeApiError | NodeOperationError {
	const known =
		error instanceof NodeApiError || error instanceof NodeOperationError
			? error
			: inputError(caller, error);
	// Advice for a node that a person runs does not fit one that runs by itself.
	const advice = (known.description ?? '').replace(/(^| )Run the node [^.]*\.(?= |$)/g, '');
	known.description = `${advice} ${goesOn}`.trim();
	return known;
}

function inputError(caller: IPollFunctions, error: unknown): NodeOperationError {
	const message = error instanceof Error ? error.message : String(error);
	const isInput = error instanceof InvalidInput;
	const told = new NodeOperationError(caller.getNode(), message, {
		description: isInput ? error.description : undefined,
		...(isInput ? { failure: { cause: 'configuration-invalid' as const } } : {}),
	});
	// n8n replaces a message in which it finds the letters of an error code.
	told.message = message;
	return told;
}
