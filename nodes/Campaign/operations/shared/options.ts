import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../providers/contract/provider';
import type { RetryPolicy } from '../../transport/client';
import { usualAttempts } from '../../transport/retry';

const mostItemsAtOnce = 20;

/** Timers overflow after 24 days, and fire at once then. */
const longestTimeoutS = 3_600;
const longestWaitS = 86_400;

/** Long enough for a rate a minute, too short for one an hour: then the user is told. */
const longestPaceMs = 120_000;

/** The rate of the user's plan: an option of both nodes. */
export const requestsPerMinuteOption: INodeProperties = {
	displayName: 'Requests per Minute',
	name: 'requestsPerMinute',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 60,
	description:
		'The rate that your plan allows, where it is not the one that the service documents. Counts all requests with the same credential.',
};

/** Options of every operation. */
export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'If Name Exists',
			name: 'ifNameExists',
			type: 'options',
			default: 'create',
			description: 'What to do when there is a campaign of exactly this name already',
			options: [
				{ name: 'Create Anyway', value: 'create' },
				{ name: 'Stop With an Error', value: 'stop' },
				{
					name: 'Use Existing',
					value: 'use',
					description:
						'Makes running again safe. A draft gets those settings of this item that have calls of their own after a creation, so that what an earlier run began is finished; any other campaign stays as it is.',
				},
			],
			displayOptions: { show: { '/operation': ['create'] } },
		},
		{
			displayName: 'Items at Once',
			name: 'itemsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: mostItemsAtOnce },
			default: 5,
			description:
				'How many items are worked on side by side. Items about the same campaign always run one after the other, in their order.',
		},
		{
			displayName: 'Maximum Attempts',
			name: 'maxAttempts',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: usualAttempts,
			description:
				'How often a request is sent that fails for a passing reason. A creation that may have happened is never repeated. Waiting for a busy service counts as no attempt.',
		},
		{
			displayName: 'Maximum Wait (Seconds)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: longestWaitS },
			default: 60,
			description:
				'How long a request may be delayed by a service that is busy, asks to come back later or fails, before the item fails',
		},
		requestsPerMinuteOption,
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: longestTimeoutS },
			default: 30,
			description: 'How long the service may take for one answer',
		},
	],
};

/**
 * How many items the user lets run side by side, from 1 to 20.
 *
 * @throws InvalidInput when it is no number
 */
export function itemsAtOnce(caller: IExecuteFunctions): number {
	const most = wholeNumber(caller, 0, 'itemsAtOnce', 'Items at Once') ?? 5;
	return Math.min(most, mostItemsAtOnce);
}

/**
 * What the user lets the requests of an item cost.
 *
 * @throws InvalidInput when an option is no number, or too small or large a one
 */
export function readRetryPolicy(caller: IExecuteFunctions, itemIndex: number): RetryPolicy {
	const seconds = Number(caller.getNodeParameter('options.maxWait', itemIndex, 60));
	if (!(seconds >= 0 && seconds <= longestWaitS)) {
		throw new InvalidInput(
			`'Maximum Wait' is not a number of seconds from 0 to ${longestWaitS}`,
			'Enter one, or remove the option.',
		);
	}
	const maxWaitMs = seconds * 1000;
	const timeoutS = wholeNumber(caller, itemIndex, 'timeout', 'Timeout', longestTimeoutS);
	return {
		maxWaitMs,
		maxPaceMs: Math.max(maxWaitMs, longestPaceMs),
		maxAttempts: wholeNumber(caller, itemIndex, 'maxAttempts', 'Maximum Attempts'),
		timeoutMs: timeoutS === undefined ? undefined : timeoutS * 1000,
		requestsPerMinute: wholeNumber(caller, itemIndex, 'requestsPerMinute', 'Requests per Minute'),
		itemIndex,
	};
}

/** An option that was added, or undefined. */
function wholeNumber(
	caller: IExecuteFunctions,
	itemIndex: number,
	name: string,
	displayName: string,
	most = Number.MAX_SAFE_INTEGER,
): number | undefined {
	const value = caller.getNodeParameter(`options.${name}`, itemIndex, null);
	if (value === null || value === '') return undefined;
	const number = Number(value);
	if (Number.isInteger(number) && number >= 1 && number <= most) return number;
	throw new InvalidInput(
		`'${displayName}' is not a whole number from 1${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}`,
		'Enter one, or remove the option.',
	);
}
