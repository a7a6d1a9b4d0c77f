import type { IPollFunctions } from 'n8n-workflow';
import { isObject, objectArray } from '../json';
import type { Provider } from '../providers/contract/provider';

const hourMs = 3_600_000;

/**
 * What to tell a user whose polls take more requests in an hour than the service allows.
 *
 * @param requestsPerMinute the rate of the user's plan, if it was set
 * @param requests requests of one complete poll
 * @param perHour polls in an hour
 * @returns the warning, or undefined when they stay below
 */
export function tooMany(
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
	return `One poll of ${displayName} takes ${requests} requests; polled ${inWords(perHour)}, that is more than the ${limit} an hour that the service allows. Set 'Poll Times' to every ${minutes} minutes or less often.`;
}

function inWords(perHour: number): string {
	return perHour === 60 ? 'every minute' : `${Math.ceil(perHour)} times an hour`;
}

/** How often an hour the node's Poll Times let it be polled; 60 is the most that n8n does for one of them. */
export function pollsPerHour(caller: IPollFunctions): number {
	const pollTimes: unknown = caller.getNodeParameter('pollTimes', {});
	const items = isObject(pollTimes) ? (objectArray(pollTimes.item) ?? []) : [];
	return items.reduce((sum, item) => sum + timesAnHour(item), 0);
}

function timesAnHour({
	mode,
	unit,
	value,
	cronExpression,
}: Readonly<Record<string, unknown>>): number {
	if (mode === 'everyMinute') return 60;
	if (mode === 'everyX') return unit === 'hours' ? 1 / Number(value) : 60 / Number(value);
	if (mode !== 'custom' || typeof cronExpression !== 'string') return 1;
	const minutes = cronExpression.trim().split(/\s+/).slice(-5)[0] ?? '*';
	return minutes.split(',').reduce((sum, part) => {
		const [range = '*', step = '1'] = part.split('/');
		const [from = 0, to = from] = range === '*' ? [0, 59] : range.split('-').map(Number);
		return sum + Math.floor((to - from) / Number(step)) + 1;
	}, 0);
}
