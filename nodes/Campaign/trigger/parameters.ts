import type { IPollFunctions } from 'n8n-workflow';
import { campaignStatuses } from '../campaign';
import { isObject } from '../json';
import { InvalidInput } from '../providers/contract/invalidInput';
import { idList } from '../providers/shared/values';
import type { EventName } from './snapshot/diff';
import type { Wanted } from './snapshot/filter';

/** The events, by what the user chooses from. */
export const eventNames: readonly EventName[] = ['created', 'deleted', 'statusChanged', 'updated'];

/** What the node's parameters ask for. */
export interface Parameters {
	readonly wanted: Wanted;
	readonly emitsExisting: boolean;
	readonly simplify: boolean;
	/** The rate of the user's plan, where it is not the one that the service documents. */
	readonly requestsPerMinute: number | undefined;
}

/**
 * Reads the node's parameters.
 *
 * @throws InvalidInput when one holds what it can't
 */
export function parametersOf(caller: IPollFunctions): Parameters {
	const filters = collection(caller, 'filters');
	const options = collection(caller, 'options');
	const { name = '', campaigns } = filters;
	if (typeof name !== 'string') {
		throw new InvalidInput("'Name' is not a text", 'Enter a part of the name, or leave it empty.');
	}
	const events = chosen(caller.getNodeParameter('events', []), eventNames, 'Events');
	if (events.length === 0) {
		throw new InvalidInput("'Events' is empty", 'Choose at least one event to be told of.');
	}
	return {
		wanted: {
			events,
			statuses: chosen(caller.getNodeParameter('statuses', []), campaignStatuses, 'Statuses'),
			name: name.trim(),
			campaigns: campaigns === undefined ? [] : idList(campaigns, 'Campaign IDs').sort(),
			figures: options.figures === true,
		},
		emitsExisting: options.emitExisting === true,
		simplify: options.simplify !== false,
		requestsPerMinute: rate(options.requestsPerMinute),
	};
}

function chosen<T extends string>(value: unknown, known: readonly T[], label: string): T[] {
	const list: unknown[] = Array.isArray(value) ? value : value === '' ? [] : [value];
	for (const one of list) {
		if (known.every((each) => each !== one)) {
			throw new InvalidInput(
				`'${label}' can't hold '${String(one)}'`,
				`It is a list of: ${known.join(', ')}.`,
			);
		}
	}
	return known.filter((each) => list.includes(each));
}

function rate(value: unknown): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const number = Number(value);
	if (Number.isSafeInteger(number) && number >= 1) return number;
	throw new InvalidInput("'Requests per Minute' must be a whole number from 1", 'Or remove it.');
}

function collection(caller: IPollFunctions, name: string): Readonly<Record<string, unknown>> {
	const value = caller.getNodeParameter(name, {});
	return isObject(value) ? value : {};
}
