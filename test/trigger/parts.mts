import { createRequire } from 'node:module';
import type * as Difference from '../../dist/modules/nodes/Campaign/trigger/difference.js';
import type * as DigestOf from '../../dist/modules/nodes/Campaign/trigger/digest.js';
import type * as Entry from '../../dist/modules/nodes/Campaign/trigger/entry.js';
import type * as Reading from '../../dist/modules/nodes/Campaign/trigger/reading.js';
import type * as Report from '../../dist/modules/nodes/Campaign/trigger/report.js';
import type * as State from '../../dist/modules/nodes/Campaign/trigger/state.js';
import type * as Wanted from '../../dist/modules/nodes/Campaign/trigger/wanted.js';
import type * as Watch from '../../dist/modules/nodes/Campaign/trigger/watch.js';

const load = createRequire(import.meta.url);
const part = (name: string): unknown => load(`../../dist/modules/nodes/Campaign/trigger/${name}`);

/** The pure parts of the trigger, as they are built. */
export const parts = {
	...(part('difference') as typeof Difference),
	...(part('digest') as typeof DigestOf),
	...(part('entry') as typeof Entry),
	...(part('reading') as typeof Reading),
	...(part('report') as typeof Report),
	...(part('state') as typeof State),
	...(part('wanted') as typeof Wanted),
	...(part('watch') as typeof Watch),
};

export type { Kept } from '../../dist/modules/nodes/Campaign/trigger/entry.js';
export type { Event } from '../../dist/modules/nodes/Campaign/trigger/report.js';
export type {
	Source,
	Wanted as Question,
} from '../../dist/modules/nodes/Campaign/trigger/wanted.js';
export type { Watch as Knowledge } from '../../dist/modules/nodes/Campaign/trigger/watch.js';
