import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../errors';
import type { ApiClient } from '../transport/client';
import { createClient } from '../transport/client';
import { resolveCredential } from '../transport/credential';
import { isActivationTest, isAttended, mayPass } from './activation';
import type { Budget } from './budget';
import { readBudget } from './budget';
import { confirmDeleted } from './confirmDeleted';
import { toItems } from './items';
import { sampleItems } from './manualRun';
import { fitToProvider } from './offer';
import type { TriggerParameters } from './parameters';
import { readParameters } from './parameters';
import { warnAboutLog } from './logWarning';
import { warnAboutRate } from './rateWarning';
import { scanService } from './scan';
import { skipIfRunning } from './singleFlight';
import { advance, applyAnswers } from './snapshot/advance';
import { compareAccount } from './snapshot/resume';
import { nodeKey, scanTarget } from './stateIdentity';
import { canStopEarly } from './stopEarly';
import { StoredState } from './storedState';
import { activationWarning, renameWarning, withTriggerAdvice } from './userError';

/** The longest wait for a busy service in one poll, in ms: the next poll comes anyway. */
const longestWaitMs = 60_000;

/**
 * One poll: reads what the service has, compares it with the stored state, and reports the difference. The new state is
 * stored once, at the end. When anything fails before, the stored state stays as it is.
 *
 * @returns one output with an item for each event, or null when there is none
 * @throws NodeApiError or NodeOperationError that says what to do; the next poll starts from the same state. The poll
 * that tests an activation throws only for what a person must mend.
 */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const isManual = this.getMode() === 'manual';
	const isActivation = !isManual && isActivationTest(this);
	try {
		const budget = readBudget(this, isActivation);
		const account = resolveCredential(await this.getCredentials('campaignApi'));
		const isStrict = isManual || (isActivation && isAttended(this));
		const parameters = fitToProvider(readParameters(this), account.provider, isStrict, (text) => {
			if (isActivation) this.logger.warn(`${this.getNode().name}: ${text}`);
		});
		const { requestsPerMinute } = parameters;
		const maxWaitMs = Math.min(longestWaitMs, budget.ms / 2);
		const remainingMs = () => budget.remainingMs();
		const policy = { maxWaitMs, maxQueueMs: maxWaitMs, requestsPerMinute, remainingMs };
		const client = createClient(this, account, policy);
		const items = isManual
			? await sampleItems(client, parameters)
			: await skipIfRunning(
					// With the name: two nodes of a workflow can have one ID.
					`${nodeKey(this)}:${this.getNode().name}`,
					async () => await pollForChanges(this, client, parameters, budget),
				);
		return items === undefined || items.length === 0 ? null : [items];
	} catch (thrown) {
		const error = toNodeError(this.getNode(), thrown);
		if (isActivation && mayPass(this, error)) {
			this.logger.warn(activationWarning(this, error));
			return null;
		}
		throw isActivation ? error : withTriggerAdvice(error, isManual);
	}
}

async function pollForChanges(
	context: IPollFunctions,
	client: ApiClient,
	parameters: TriggerParameters,
	budget: Budget,
): Promise<INodeExecutionData[]> {
	const { filter, emitExisting, simplify, requestsPerMinute } = parameters;
	const target = scanTarget(context, client.account);
	const stored = new StoredState(context, target, filter);
	if (stored.isJustReported) return [];
	if (stored.isOutdated) context.logger.warn(renameWarning(context));

	const knownIds = canStopEarly(client, stored, filter) ? stored.state.snapshot.entries : undefined;
	const options = { budget, knownIds, events: filter.events };
	const scan = await scanService(client, target, stored.head.snapshot, options);
	warnAboutLog(context, scan.log, stored.head.snapshot.log);
	const { isWarned: wasWarned } = stored.head;
	const isWarned = warnAboutRate(context, client.provider, scan, requestsPerMinute, wasWarned);
	if (stored.isUnchangedBy(scan)) {
		stored.update(isWarned, scan.log?.position);
		return [];
	}

	const comparison = stored.comparisonWith(scan);
	// A new key opens an empty account. Whose it is shows when there is something in it.
	if (compareAccount(comparison.state, comparison.scan) === 'unknown') return [];
	const step = advance(comparison.state, comparison.scan, filter, emitExisting);
	const answers = await confirmDeleted(client, step.questions, budget);
	const next = applyAnswers(step, answers);

	// Another poll of this node was faster and has reported the same.
	if (stored.isReplaced()) return [];
	stored.save({ ...next.state, isWarned }, next.events.length > 0);
	return toItems(client, next.events, simplify);
}
