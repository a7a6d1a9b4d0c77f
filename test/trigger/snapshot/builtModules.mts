import { createRequire } from 'node:module';
import type * as MemoryModule from '../../../dist/modules/nodes/Campaign/trigger/memory.js';
import type * as Advance from '../../../dist/modules/nodes/Campaign/trigger/snapshot/advance.js';
import type * as Digest from '../../../dist/modules/nodes/Campaign/trigger/snapshot/digest.js';
import type * as Entry from '../../../dist/modules/nodes/Campaign/trigger/snapshot/entry.js';
import type * as Packing from '../../../dist/modules/nodes/Campaign/trigger/snapshot/packing.js';
import type * as Resume from '../../../dist/modules/nodes/Campaign/trigger/snapshot/resume.js';
import type * as StateModule from '../../../dist/modules/nodes/Campaign/trigger/snapshot/state.js';
import type * as StoredText from '../../../dist/modules/nodes/Campaign/trigger/snapshot/storedText.js';
import type * as Unchanged from '../../../dist/modules/nodes/Campaign/trigger/snapshot/unchanged.js';
import type * as StoredStateModule from '../../../dist/modules/nodes/Campaign/trigger/storedState.js';

const require = createRequire(import.meta.url);
const load = (name: string): unknown =>
	require(`../../../dist/modules/nodes/Campaign/trigger/snapshot/${name}`);

/** The pure part of the trigger, as it is built. */
export const snapshotModules = {
	...(load('advance') as typeof Advance),
	...(load('digest') as typeof Digest),
	...(load('entry') as typeof Entry),
	...(load('packing') as typeof Packing),
	...(load('resume') as typeof Resume),
	...(load('state') as typeof StateModule),
	...(load('storedText') as typeof StoredText),
	...(load('unchanged') as typeof Unchanged),
};

/** The parts that tie it to n8n. */
export const hostModules = {
	...(load('../memory') as typeof MemoryModule),
	...(load('../storedState') as typeof StoredStateModule),
};

export type { Memory } from '../../../dist/modules/nodes/Campaign/trigger/memory.js';
export type { Outcome } from '../../../dist/modules/nodes/Campaign/trigger/snapshot/advance.js';
export type { ChangeEvent as TriggerEvent } from '../../../dist/modules/nodes/Campaign/trigger/snapshot/events.js';
export type { Filter } from '../../../dist/modules/nodes/Campaign/trigger/snapshot/filter.js';
export type {
	FetchedCampaign,
	LogScan,
	ScanResult,
	ScanTarget,
} from '../../../dist/modules/nodes/Campaign/trigger/snapshot/scanResult.js';
export type { State } from '../../../dist/modules/nodes/Campaign/trigger/snapshot/state.js';
