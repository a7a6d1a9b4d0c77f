import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { campaignStatuses } from '../campaign';
import { isObject } from '../json';
import { requestsPerMinuteProperty, simplifyProperty } from '../properties';
import { InvalidInput } from '../providers/contract/invalidInput';
import { idList, notOneOf, switchValue, wholeNumber } from '../providers/shared/values';
import type { EventName } from './snapshot/change';
import type { Filter } from './snapshot/filter';

/** In this order: a filter is stored, and compared with later ones. */
const eventNames: readonly EventName[] = [
	...(['created', 'deleted', 'statusChanged', 'updated'] as const),
	...(['messageReplied', 'messageSent'] as const),
];

/** The events as the editor shows them. */
export const eventLabels: Readonly<Record<EventName, string>> = {
	created: 'Created',
	deleted: 'Deleted',
	messageReplied: 'Message Replied',
	messageSent: 'Message Sent',
	statusChanged: 'Status Changed',
	updated: 'Updated',
};

/** What the user set. */
export interface TriggerParameters {
	readonly filter: Filter;
	/** Whether the first scan reports the campaigns that exist already. */
	readonly emitExisting: boolean;
	/** Whether items carry the neutral campaign instead of the provider's own object. */
	readonly simplify: boolean;
	/** The rate of the user's plan, if it differs from the documented one. */
	readonly requestsPerMinute: number | undefined;
}

/**
 * Reads the node's parameters.
 *
 * @throws InvalidInput when a value cannot be used
 */
export function readParameters(context: IPollFunctions): TriggerParameters {
	const filters = readCollection(context, 'filters');
	const options = readCollection(context, 'options');
	const events = readChoices(context.getNodeParameter('events', []), eventNames, 'Events');
	if (events.length === 0) {
		throw new InvalidInput("'Events' is empty", 'Choose at least one event.');
	}
	return {
		filter: {
			events,
			statuses: readChoices(context.getNodeParameter('statuses', []), campaignStatuses, 'Statuses'),
			name: readName(filters.name),
			campaigns:
				filters.campaigns === undefined ? [] : idList(filters.campaigns, 'Campaign IDs').sort(),
			figures: switchValue(options.figures, 'Include Figures', false),
		},
		emitExisting: switchValue(options.emitExisting, 'Emit Existing', false),
		simplify: switchValue(options.simplify, simplifyProperty.displayName, true),
		requestsPerMinute: readRate(options.requestsPerMinute),
	};
}

function readCollection(context: IPollFunctions, name: string): IDataObject {
	const value = context.getNodeParameter(name, {});
	return isObject(value) ? value : {};
}

/** @returns the chosen values without duplicates, in the order of `offered` */
function readChoices<T extends string>(
	parameter: unknown,
	offered: readonly T[],
	displayName: string,
): T[] {
	const selected: unknown[] = Array.isArray(parameter)
		? parameter
		: parameter === ''
			? []
			: [parameter];
	for (const value of selected) {
		if (!offered.some((choice) => choice === value)) throw notOneOf(displayName, value, offered);
	}
	return offered.filter((choice) => selected.includes(choice));
}

function readName(value: unknown): string {
	if (value === undefined) return '';
	if (typeof value === 'string') return value.trim();
	throw new InvalidInput("'Name' is not a text", 'Enter a part of the name, or leave it empty.');
}

function readRate(value: unknown): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const { displayName } = requestsPerMinuteProperty;
	return wholeNumber(value, displayName, 'Enter one, or remove the option.');
}
