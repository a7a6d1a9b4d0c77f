import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { N8nClient, StoredResource } from './client.mts';
import { rootFolder } from './folders.mts';
import {
	isObject,
	type JsonObject,
	asObject,
	objectArray,
	parseJsonObject,
	requireString,
} from './json.mts';

/** Workflows whose name starts with this are run by `npm start`, which shows their results. */
export const TOUR_PREFIX = 'Tour: ';

/** An example that is stored in n8n. */
export interface ImportedExample {
	stored: StoredResource;
	/** The workflow, with the IDs of its credentials */
	workflow: JsonObject;
}

/**
 * Reads the workflows in a folder, in the order of their file names. Returns none if there is no such folder.
 *
 * @throws Error naming the file if one is not a workflow
 */
export function readExamples(folder = join(rootFolder, 'examples')): JsonObject[] {
	if (!existsSync(folder)) return [];
	const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
	return files.sort().map((name) => {
		const what = `examples/${basename(name)}`;
		const workflow = parseJsonObject(readFileSync(join(folder, name), 'utf8'), what);
		requireString(workflow, 'name', what);
		if (!Array.isArray(workflow.nodes)) throw new Error(`${what} has no "nodes".`);
		return workflow;
	});
}

/**
 * Copies an exported workflow and sets the ID of every credential to the one it has in this n8n.
 *
 * @param credentialIds IDs by credential name
 * @throws Error naming the credential if n8n does not have it
 */
function bindCredentials(workflow: JsonObject, credentialIds: Map<string, string>): JsonObject {
	const nodes = objectArray(workflow.nodes).map((node) => {
		if (!isObject(node.credentials)) return node;
		const bound = Object.entries(node.credentials).map(([type, value]) => {
			const where = `The credential of node "${String(node.name)}" in "${String(workflow.name)}"`;
			const name = requireString(asObject(value), 'name', where);
			const id = credentialIds.get(name);
			if (id === undefined) throw new Error(`${where} is "${name}", which n8n does not have.`);
			return [type, { id, name }];
		});
		return { ...node, credentials: Object.fromEntries(bound) };
	});
	return { ...workflow, nodes };
}

/**
 * Copies a workflow and sets the ID of every workflow that it calls.
 *
 * @param ids IDs of the workflows that are stored already, by name
 */
function bindWorkflows(workflow: JsonObject, ids: Map<string, string>): JsonObject {
	const nodes = objectArray(workflow.nodes).map((node) => {
		const parameters = asObject(node.parameters);
		const called = asObject(parameters.workflowId);
		const value = ids.get(String(called.cachedResultName));
		if (value === undefined) return node;
		return { ...node, parameters: { ...parameters, workflowId: { ...called, value } } };
	});
	return { ...workflow, nodes };
}

/**
 * Stores the examples in n8n. A tour is always replaced. Any other example is replaced only if its file has changed, so
 * that a person's edits stay.
 *
 * @param credentialIds IDs by credential name
 * @param stateFile JSON file with the hash of each example as last stored
 */
export async function importExamples(
	client: N8nClient,
	examples: JsonObject[],
	credentialIds: Map<string, string>,
	stateFile: string,
): Promise<ImportedExample[]> {
	const state = existsSync(stateFile)
		? parseJsonObject(readFileSync(stateFile, 'utf8'), stateFile)
		: {};
	const existing = await client.workflows();
	const imported: ImportedExample[] = [];
	// A workflow comes after those that it calls.
	const ids = new Map(existing.map(({ id, name }) => [name, id]));
	for (const example of examples) {
		const workflow = bindWorkflows(bindCredentials(example, credentialIds), ids);
		const name = String(workflow.name);
		const hash = createHash('sha256').update(JSON.stringify(workflow)).digest('hex');
		const found = existing.find((it) => it.name === name);
		const isUnchanged = state[name] === hash && !name.startsWith(TOUR_PREFIX);
		const stored = found !== undefined && isUnchanged ? found : await client.saveWorkflow(workflow);
		ids.set(name, stored.id);
		state[name] = hash;
		imported.push({ stored, workflow });
	}
	writeFileSync(stateFile, JSON.stringify(state, null, '\t'));
	return imported;
}
