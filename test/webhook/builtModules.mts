import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as fingerprints from '../../dist/modules/nodes/Campaign/trigger/snapshot/fingerprint.js';
import type * as body from '../../dist/modules/nodes/Campaign/webhook/body.js';
import type * as mark from '../../dist/modules/nodes/Campaign/webhook/mark.js';
import type * as repeats from '../../dist/modules/nodes/Campaign/webhook/repeats.js';
import type * as seal from '../../dist/modules/nodes/Campaign/webhook/seal.js';
import type * as signature from '../../dist/modules/nodes/Campaign/webhook/signature.js';

const folder = join(import.meta.dirname, '..', '..', 'dist', 'modules', 'nodes', 'Campaign');
const load = createRequire(join(folder, 'index.js'));

// The pure functions of the webhook trigger, as they are built.
export const { readBody }: typeof body = load('./webhook/body');
export const { isSignedWith }: typeof signature = load('./webhook/signature');
export const { fingerprint }: typeof fingerprints = load('./trigger/snapshot/fingerprint');
export const marks: typeof mark = load('./webhook/mark');
export const memory: typeof repeats = load('./webhook/repeats');
export const seals: typeof seal = load('./webhook/seal');
