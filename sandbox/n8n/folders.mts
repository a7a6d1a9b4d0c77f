import { join } from 'node:path';

/** The checkout's root folder. */
export const rootFolder = join(import.meta.dirname, '..', '..');

/** Where the pinned n8n is installed. */
export const n8nFolder = import.meta.dirname;

/** Where everything the sandbox makes goes: logs, the packed package, n8n's data. Ignored by git. */
export const sandboxFolder = join(rootFolder, '.sandbox');
