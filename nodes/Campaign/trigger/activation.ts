import type { IPollFunctions } from 'n8n-workflow';
import type { NodeError } from '../errors';
import { defaultBudgetMs, hostBudgetMs } from './budget';

const polled = new WeakSet<IPollFunctions>();

/**
 * Whether this poll tests an activation: after publishing, and whenever n8n starts. n8n does not say so, but polls with
 * the same functions from then on, or gives later polls a budget of their own. It must be asked once for each poll.
 */
export function isActivationTest(context: IPollFunctions): boolean {
	if (polled.has(context)) return false;
	polled.add(context);
	return hostBudgetMs(context) === defaultBudgetMs;
}

/** Whether somebody has just published the workflow, so that an error of its activation test will be seen. */
export function isAttended(context: IPollFunctions): boolean {
	return ['activate', 'update'].includes(context.getActivationMode());
}

/** The causes that pass by themselves. */
const transientCauses: readonly unknown[] = [
	'temporarily-unavailable',
	'rate-limited',
	'quota-exhausted',
];

/** The causes that a person must mend. */
const lasting: readonly unknown[] = ['credential-invalid', 'configuration-invalid', 'node-defect'];

/**
 * Whether an activation may go on in spite of an error. After a few failed tests, n8n switches the trigger off until
 * somebody publishes it. While n8n starts nobody is there, so only what a person must mend is a reason. When somebody
 * publishes, so is everything that may have to do with what was entered.
 */
export function mayPass(context: IPollFunctions, error: NodeError): boolean {
	const cause = error.failure?.cause;
	return isAttended(context) ? transientCauses.includes(cause) : !lasting.includes(cause);
}
