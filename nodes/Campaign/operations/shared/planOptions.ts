import type { INodeProperties } from 'n8n-workflow';
import { InvalidInput } from '../../providers/contract/invalidInput';
import { providers } from '../../providers/registry';
import type { Item, OperationName } from './operation';
import { isEmpty, readBoolean } from './parameters';

/** The operations that write a campaign. Each of them is planned first. */
const writes: ReadonlyArray<OperationName<'campaign'>> = [
	'changeStatus',
	'create',
	'delete',
	'duplicate',
	'update',
	'upsert',
];

const forWrites = { show: { '/resource': ['campaign'], '/operation': [...writes] } };

/** Providers some of whose content is refused while a campaign is active. */
const pausing = providers.flatMap(({ id, campaigns: { content = [] } }) =>
	content.some(({ mayNeedPause }) => mayNeedPause === true) ? [id] : [],
);

const pauseWhileChanging: INodeProperties = {
	displayName: 'Pause While Changing',
	name: 'pauseWhileChanging',
	type: 'boolean',
	default: false,
	description:
		'Whether to pause an active campaign for changes that the service refuses otherwise, and to start it again afterwards. If a change fails, the campaign stays paused.',
	displayOptions: {
		show: {
			'/resource': ['campaign'],
			'/operation': ['update', 'upsert'],
			'/provider': pausing,
		},
	},
};

const planId: INodeProperties = {
	displayName: 'Plan ID',
	name: 'planId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 3f6c1f0c9a3b4d27b1e8a4c2d5e6f708',
	description:
		"The 'planId' of a plan that was approved. Nothing is written unless a plan made now is the same.",
	displayOptions: forWrites,
};

const planOnly: INodeProperties = {
	displayName: 'Plan Only',
	name: 'planOnly',
	type: 'boolean',
	default: false,
	description:
		'Whether to change nothing, and only return what would be changed, with which requests, and whether that reaches people',
	displayOptions: forWrites,
};

/** The options about plans. */
export const planOptions: readonly INodeProperties[] = [pauseWhileChanging, planId, planOnly];

/** What the user wants of plans. */
export interface Planning {
	readonly planOnly: boolean;
	/** The plan that must still hold. */
	readonly planId?: string;
}

/** @throws InvalidInput when an option cannot be read */
export function readPlanning(item: Item): Planning {
	const id: unknown = item.functions.getNodeParameter('options.planId', item.itemIndex, '');
	if (!isEmpty(id) && typeof id !== 'string') {
		throw new InvalidInput(
			`'${planId.displayName}' is not a text`,
			"Enter the 'planId' of a plan, or remove the option.",
		);
	}
	return {
		planOnly: readOption(item, planOnly),
		...(isEmpty(id) ? {} : { planId: String(id).trim() }),
	};
}

/** @throws InvalidInput when it is neither true nor false */
export function readPauseWhileChanging(item: Item): boolean {
	return readOption(item, pauseWhileChanging);
}

function readOption(item: Item, option: INodeProperties): boolean {
	return readBoolean(item, { ...option, name: `options.${option.name}` }, false);
}
