import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { requestsPerMinuteProperty } from '../../properties';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { wholeNumber } from '../../providers/shared/values';
import type { SendPolicy } from '../../transport/client';
import { defaultMaxAttempts } from '../../transport/retry';
import { defaultTimeoutMs } from '../../transport/send';
import { clearFieldsOptions } from './clearFields';
import { includeFiguresOption } from './figures';
import { leadOptions } from './leadOptions';
import { listSwitches } from './listSwitches';
import { isEmpty } from './parameters';
import { planOptions } from './planOptions';

const maxItemsAtOnce = 20;
const defaultItemsAtOnce = 5;
const defaultMaxWaitS = 60;
const defaultTimeoutS = defaultTimeoutMs / 1000;

/** Timers overflow after 24 days and then fire at once. */
const maxTimeoutS = 3_600;
const maxWaitS = 86_400;

/** Long enough for a limit per minute, too short for one per hour: then the user is told. In ms. */
const minQueueMs = 120_000;

/** The options of every operation. */
export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		...clearFieldsOptions,
		...leadOptions,
		{
			displayName: 'If Name Exists',
			name: 'ifNameExists',
			type: 'options',
			default: 'create',
			description: 'What to do when a campaign with this name already exists',
			options: [
				{ name: 'Create Anyway', value: 'create' },
				{ name: 'Stop With an Error', value: 'stop' },
				{
					name: 'Use Existing',
					value: 'use',
					description:
						'Makes it safe to run the node again. If the campaign is a draft, the settings that need calls of their own are sent again, so that an interrupted run is completed. Any other campaign stays as it is.',
				},
			],
			displayOptions: { show: { '/resource': ['campaign'], '/operation': ['create'] } },
		},
		includeFiguresOption,
		...listSwitches,
		{
			displayName: 'Items at Once',
			name: 'itemsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: maxItemsAtOnce },
			default: defaultItemsAtOnce,
			description:
				'How many items to process in parallel. Items about the same campaign always run one after the other, in their order.',
		},
		{
			displayName: 'Maximum Attempts',
			name: 'maxAttempts',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: defaultMaxAttempts,
			description:
				'How often to send a request that fails for a temporary reason. A creation that may have taken effect is never repeated. Waiting for a busy service does not count as an attempt.',
		},
		{
			displayName: 'Maximum Wait (Seconds)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: maxWaitS },
			default: defaultMaxWaitS,
			description:
				'How long a request may be delayed by a service that is busy, asks to come back later or fails. After that, the item fails.',
		},
		...planOptions,
		requestsPerMinuteProperty,
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: maxTimeoutS },
			default: defaultTimeoutS,
			description: 'How long to wait for each answer of the service',
		},
	],
};

/**
 * How many items run in parallel, from 1 to 20.
 *
 * @throws InvalidInput when the option is not a whole number
 */
export function readItemsAtOnce(functions: IExecuteFunctions): number {
	const count = readWholeNumber(functions, 0, 'itemsAtOnce', 'Items at Once') ?? defaultItemsAtOnce;
	return Math.min(count, maxItemsAtOnce);
}

/**
 * How an item's requests are sent.
 *
 * @throws InvalidInput when an option is not a number, or out of its range
 */
export function readSendPolicy(functions: IExecuteFunctions, itemIndex: number): SendPolicy {
	const read = (name: string, displayName: string, max?: number) =>
		readWholeNumber(functions, itemIndex, name, displayName, max);
	const maxWait = functions.getNodeParameter('options.maxWait', itemIndex, null);
	const seconds = isEmpty(maxWait) ? defaultMaxWaitS : Number(maxWait);
	if (!(seconds >= 0 && seconds <= maxWaitS)) {
		throw new InvalidInput(
			`'Maximum Wait' must be a number of seconds from 0 to ${maxWaitS}`,
			'Enter one, or remove the option.',
		);
	}
	const maxWaitMs = seconds * 1000;
	const timeoutS = read('timeout', 'Timeout', maxTimeoutS);
	return {
		maxWaitMs,
		maxQueueMs: Math.max(maxWaitMs, minQueueMs),
		maxAttempts: read('maxAttempts', 'Maximum Attempts'),
		timeoutMs: timeoutS === undefined ? undefined : timeoutS * 1000,
		requestsPerMinute: read('requestsPerMinute', requestsPerMinuteProperty.displayName),
	};
}

/** An option, or undefined when it is not set. */
function readWholeNumber(
	functions: IExecuteFunctions,
	itemIndex: number,
	name: string,
	displayName: string,
	max?: number,
): number | undefined {
	const value = functions.getNodeParameter(`options.${name}`, itemIndex, null);
	if (isEmpty(value)) return undefined;
	return wholeNumber(value, displayName, 'Enter one, or remove the option.', max);
}
