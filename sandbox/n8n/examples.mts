import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { N8nClient, Stored } from './client.mts';
import { rootFolder } from './folders.mts';
import {
	isObject,
	type JsonObject,
	objectOr,
	objectsIn,
	parseObject,
	requireString,
} from './json.mts';

/** What a workflow's name starts with when the start runs it and shows what came out. */
export const TOUR_PREFIX = 'Tour: ';

/** An example as it is stored in n8n. */
export interface ImportedExample {
	stored: Stored;
	/** The workflow, with its credentials bound */
	workflow: JsonObject;
}

/**
 * Reads the importable workflows of a folder, in the order of their file names; none when there is no such folder.
 * Throws an Error that names the file that is not a workflow.
 */
export function readExamples(folder = join(rootFolder, 'examples')): JsonObject[] {
	if (!existsSync(folder)) return [];
	const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
	return files.sort().map((name) => {
		const what = `examples/${basename(name)}`;
		const workflow = parseObject(readFileSync(join(folder, name), 'utf8'), what);
		requireString(workflow, 'name', what);
		if (!Array.isArray(workflow.nodes)) throw new Error(`${what} has no "nodes".`);
		return workflow;
	});
}

/**
 * A copy of an exported workflow in which every credential has the id that its name has in this n8n.
 *
 * @param idOf the ids by credential name
 * @throws Error naming the credential that is not there
 */
export function bindCredentials(workflow: JsonObject, idOf: Map<string, string>): JsonObject {
	const nodes = objectsIn(workflow.nodes).map((node) => {
		if (!isObject(node.credentials)) return node;
		const bound = Object.entries(node.credentials).map(([type, value]) => {
			const where = `The credential of node "${String(node.name)}" in "${String(workflow.name)}"`;
			const name = requireString(objectOr(value), 'name', where);
			const id = idOf.get(name);
			if (id === undefined) throw new Error(`${where} is "${name}", which n8n does not have.`);
			return [type, { id, name }];
		});
		return { ...node, credentials: Object.fromEntries(bound) };
	});
	return { ...workflow, nodes };
}

/**
 * Stores the examples in n8n. A tour is put back to what its file says at every start; any other example is replaced
 * only when its file has changed, so that what a person did to it stays.
 *
 * @param idOf credential ids by name
 * @param stateFile JSON file that remembers from what each example was stored
 */
export async function importExamples(
	client: N8nClient,
	examples: JsonObject[],
	idOf: Map<string, string>,
	stateFile: string,
): Promise<ImportedExample[]> {
	const state = existsSync(stateFile)
		? parseObject(readFileSync(stateFile, 'utf8'), stateFile)
		: {};
	const there = await client.workflows();
	const imported: ImportedExample[] = [];
	for (const example of examples) {
		const workflow = bindCredentials(example, idOf);
		const name = String(workflow.name);
		const hash = createHash('sha256').update(JSON.stringify(workflow)).digest('hex');
		const found = there.find((it) => it.name === name);
		const isCurrent = state[name] === hash && !name.startsWith(TOUR_PREFIX);
		const stored = found !== undefined && isCurrent ? found : await client.saveWorkflow(workflow);
		state[name] = hash;
		imported.push({ stored, workflow });
	}
	writeFileSync(stateFile, JSON.stringify(state, null, '\t'));
	return imported;
}
