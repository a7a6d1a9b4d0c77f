import type { FunctionsBase } from 'n8n-workflow';
import { isObject, textOrNull } from '../json';

/** What the node keeps of the hook that it registered, in its static data. */
export interface StoredHook {
	readonly id?: string;
	/** The secret that signs deliveries, sealed with the API key. */
	readonly secret?: string;
	/** The hash of the mark in the registered address. */
	readonly mark?: string;
	/** A registration was sent whose answer was lost: the service may have a hook of ours whose ID is not known. */
	readonly isUncertain?: boolean;
}

/** n8n's functions of a hook method or of a delivery. */
type Context = Pick<FunctionsBase, 'getWorkflowStaticData'>;

/** The key of the node's static data. */
const key = 'hook';

/**
 * Reads what is stored.
 *
 * @returns an empty object when nothing is stored
 */
export function readStored(context: Context): StoredHook {
	const stored = context.getWorkflowStaticData('node')[key];
	if (!isObject(stored)) return {};
	const text = (name: string) => textOrNull(stored[name]) ?? undefined;
	return {
		id: text('id'),
		secret: text('secret'),
		mark: text('mark'),
		isUncertain: stored.isUncertain === true,
	};
}

/** Stores a hook in place of what was stored. Only for hook methods: n8n saves it once they have run. */
export function store(context: Context, hook: StoredHook): void {
	context.getWorkflowStaticData('node')[key] = { ...hook };
}

/** Forgets the hook. */
export function forget(context: Context): void {
	delete context.getWorkflowStaticData('node')[key];
}
