import type { IPollFunctions } from 'n8n-workflow';
import { isObject, objectArray } from '../json';
import type { Provider } from '../providers/contract/provider';
import type { ServiceScan } from './scan';

const hourMs = 3_600_000;

/**
 * Warns in n8n's log, once, when polls take more requests than the service allows.
 *
 * @param requestsPerMinute the rate of the user's plan, if it was set
 * @param isWarned whether the log already says so
 * @returns the new value of `isWarned`; only a complete scan can change it
 */
export function warnAboutRate(
	context: IPollFunctions,
	provider: Provider,
	{ isComplete, log, requests }: ServiceScan,
	requestsPerMinute: number | undefined,
	isWarned: boolean,
): boolean {
	if (!isComplete || log?.isComplete === false) return isWarned;
	const warning = rateWarning(provider, requestsPerMinute, requests, pollsPerHour(context));
	if (warning === undefined) return false;
	if (!isWarned) context.logger.warn(`${context.getNode().name}: ${warning}`);
	return true;
}

/** @returns undefined when polls stay below the limit */
function rateWarning(
	{ displayName, service }: Provider,
	requestsPerMinute: number | undefined,
	requests: number,
	perHour: number,
): string | undefined {
	const limit =
		requestsPerMinute === undefined
			? Math.min(...(service.rates ?? []).map((rate) => (rate.requests * hourMs) / rate.perMs))
			: requestsPerMinute * 60;
	if (requests * perHour <= limit) return undefined;
	const minutes = Math.ceil((requests * 60) / limit);
	const often = perHour === 60 ? 'every minute' : `${Math.ceil(perHour)} times an hour`;
	return `Each poll takes ${requests} requests to ${displayName}. Polling ${often} exceeds the limit of ${limit} requests an hour. Set 'Poll Times' to every ${minutes} minutes or longer.`;
}

/** How often an hour the node's Poll Times start a poll. n8n starts one at most 60 times an hour for each of them. */
function pollsPerHour(context: IPollFunctions): number {
	const pollTimes: unknown = context.getNodeParameter('pollTimes', {});
	const items = isObject(pollTimes) ? (objectArray(pollTimes.item) ?? []) : [];
	return items.reduce((sum, item) => sum + timesPerHour(item), 0);
}

function timesPerHour(pollTime: Readonly<Record<string, unknown>>): number {
	const { mode, unit, value, cronExpression } = pollTime;
	if (mode === 'everyMinute') return 60;
	if (mode === 'everyX') return unit === 'hours' ? 1 / Number(value) : 60 / Number(value);
	if (mode !== 'custom' || typeof cronExpression !== 'string') return 1;
	// The minutes come first of the last five fields, after the seconds, if there are any.
	const minutes = cronExpression.trim().split(/\s+/).slice(-5)[0] ?? '*';
	const times = minutes.split(',').reduce((sum, part) => {
		const [range = '*', step] = part.split('/');
		const [from = 0, to = step === undefined ? from : 59] =
			range === '*' ? [0, 59] : range.split('-').map(Number);
		return sum + Math.floor((to - from) / Number(step ?? 1)) + 1;
	}, 0);
	// A word such as @hourly has no minutes.
	return Number.isNaN(times) ? 1 : times;
}
