/**
 * Loads node and credential files as n8n does, in this fresh process, and prints the ms that it took: `loading.mts FILE
 * ...`. n8n-workflow is there before, as it is in n8n.
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
	if (Type === undefined) throw new Error(`${file} has no class of its name.`);
	new Type();
}
console.log(performance.now() - startedAt);
