import { createRequire } from 'node:module';
import type * as Difference from '../../dist/modules/nodes/Campaign/trigger/snapshot/diff.js';
import type * as DigestOf from '../../dist/modules/nodes/Campaign/trigger/snapshot/digest.js';
import type * as Entry from '../../dist/modules/nodes/Campaign/trigger/snapshot/entry.js';
import type * as Reading from '../../dist/modules/nodes/Campaign/trigger/snapshot/scanResult.js';
import type * as Report from '../../dist/modules/nodes/Campaign/trigger/snapshot/events.js';
import type * as State from '../../dist/modules/nodes/Campaign/trigger/snapshot/state.js';
import type * as Wanted from '../../dist/modules/nodes/Campaign/trigger/snapshot/filter.js';
import type * as Watch from '../../dist/modules/nodes/Campaign/trigger/snapshot/snapshot.js';

const load = createRequire(import.meta.url);
const part = (name: string): unknown => load(`../../dist/modules/nodes/Campaign/trigger/${name}`);

/** The pure parts of the trigger, as they are built. */
export const parts = {
	...(part('snapshot/diff') as typeof Difference),
	...(part('snapshot/digest') as typeof DigestOf),
	...(part('snapshot/entry') as typeof Entry),
	...(part('snapshot/scanResult') as typeof Reading),
	...(part('snapshot/events') as typeof Report),
	...(part('snapshot/state') as typeof State),
	...(part('snapshot/filter') as typeof Wanted),
	...(part('snapshot/snapshot') as typeof Watch),
};

export type { Kept } from '../../dist/modules/nodes/Campaign/trigger/snapshot/entry.js';
export type { Event } from '../../dist/modules/nodes/Campaign/trigger/snapshot/events.js';
export type {
	Source,
	Wanted as Question,
} from '../../dist/modules/nodes/Campaign/trigger/snapshot/filter.js';
export type { Watch as Knowledge } from '../../dist/modules/nodes/Campaign/trigger/snapshot/snapshot.js';
