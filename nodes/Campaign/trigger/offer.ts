import { InvalidInput } from '../providers/contract/invalidInput';
import type { Provider } from '../providers/contract/provider';
import { findWrongIds, normalizeIds, wrongIdsError } from '../providers/shared/campaignIds';
import type { TriggerParameters } from './parameters';
import { eventLabels } from './parameters';
import type { EventName } from './snapshot/change';

/**
 * Checks what the user asks for against what the provider can give.
 *
 * @param isStrict somebody is there to mend it. Otherwise the part that can be given goes on, and the rest is a warning:
 * an update of this package or a restart must not switch off a trigger that works.
 * @param warn called with what will never be reported
 * @returns the parameters with IDs as the provider writes them
 * @throws InvalidInput when something cannot be given, and somebody is there or nothing else was asked for
 */
export function fitToProvider(
	parameters: TriggerParameters,
	provider: Provider,
	isStrict: boolean,
	warn: (text: string) => void,
): TriggerParameters {
	const { filter } = parameters;
	const campaigns = normalizeIds(filter.campaigns, provider).sort();
	for (const { wrong, isAll, error } of [
		checkEvents(filter.events, provider),
		checkIds(campaigns, provider),
	]) {
		if (wrong.length === 0) continue;
		if (isStrict || isAll) throw error;
		warn(`${error.message}. ${error.description ?? ''}`);
	}
	return { ...parameters, filter: { ...filter, campaigns } };
}

interface Check {
	readonly wrong: readonly string[];
	readonly isAll: boolean;
	readonly error: InvalidInput;
}

function checkEvents(events: readonly EventName[], provider: Provider): Check {
	const offered = offeredEvents(provider);
	const wrong = events.filter((event) => !offered.includes(event));
	const error = new InvalidInput(
		`${provider.displayName} never shows ${labels(wrong)}`,
		`Choose other events. It shows ${labels(offered)}.`,
	);
	return { wrong, isAll: wrong.length === events.length, error };
}

/** The events that a provider's list can show. Where it has campaigns of one status only, no status ever changes. */
function offeredEvents({ campaigns, eventLog }: Provider): EventName[] {
	const hasOneStatus = campaigns.getAll.statuses?.length === 1;
	const changes: EventName[] = ['created', 'deleted', 'statusChanged', 'updated'];
	return [
		...changes.filter((event) => event !== 'statusChanged' || !hasOneStatus),
		...(eventLog?.messageEvents ?? []),
	];
}

function labels(events: readonly EventName[]): string {
	return events.map((event) => `'${eventLabels[event]}'`).join(', ');
}

function checkIds(ids: readonly string[], provider: Provider): Check {
	const wrong = findWrongIds(ids, provider);
	return { wrong, isAll: wrong.length === ids.length, error: wrongIdsError(wrong, provider) };
}
