/**
 * Loads node and credential files like n8n, in this new process, and prints the time it took in ms:
 * `loadNodes.mts FILE ...`. n8n-workflow is loaded first, because n8n has loaded it before any node.
 */
import { createRequire } from 'node:module';
import { basename } from 'node:path';

const files = process.argv.slice(2);
const load = createRequire(files[0] ?? import.meta.url);
load('n8n-workflow');
const startedAt = performance.now();
for (const file of files) {
	const exported: Record<string, new () => unknown> = load(file);
	const Type = exported[basename(file).split('.')[0] ?? ''];
	if (Type === undefined) throw new Error(`${file} does not export a class with its name.`);
	new Type();
}
console.log(performance.now() - startedAt);
