import { join } from 'node:path';

/** The root folder of the repository. */
export const rootFolder = join(import.meta.dirname, '..', '..');

/** The folder where the pinned n8n is installed. */
export const n8nFolder = import.meta.dirname;

/** The folder for everything the sandbox creates: logs, the packed package and n8n's data. Git ignores it. */
export const sandboxFolder = join(rootFolder, '.sandbox');
