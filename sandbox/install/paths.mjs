import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The folder where the pinned n8n is installed. */
export const n8nFolder = join(root, 'sandbox', 'n8n');

/** The folder of npm's log files. */
export const logFolder = join(root, '.sandbox', 'logs');

/** The folder of the installed programs, Node 24 among them. */
export const binFolder = join(root, 'node_modules', '.bin');
