import type { IPollFunctions } from 'n8n-workflow';
import type { ReadLog } from './scanLog';
import type { LogPosition } from './snapshot/snapshot';

/**
 * Warns in n8n's log, once, when the service's event log cannot be read.
 *
 * @param log undefined for a service that has no log
 * @param before how far it was read before this poll
 */
export function warnAboutLog(
	context: IPollFunctions,
	log: ReadLog | undefined,
	before: LogPosition | undefined,
): void {
	if (log?.refusal === undefined || before?.reachedEnd === false) return;
	context.logger.warn(
		`${context.getNode().name}: ${log.refusal.message}. The trigger goes on without the event log: messages, and what changes and changes back between two polls, are not reported.`,
	);
}
