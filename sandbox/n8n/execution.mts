import { parseFlatted } from './flatted.mts';
import { isObject, type JsonObject, asNumber, asObject, objectArray, asString } from './json.mts';

/** An output item of a node. */
export interface OutputItem {
	/** The item's data */
	json: JsonObject;
	/** The input item it belongs to, as n8n stores it; undefined if the node did not set it */
	pairedItem?: unknown;
}

/** The error of a node or of a whole execution, as the editor shows it. */
export interface RunError {
	message: string;
	description?: string;
	/** The service's HTTP status, as text */
	httpCode?: string;
	/** The index of the input item that caused the error */
	itemIndex?: number;
	/** The whole error as n8n stores it */
	raw: JsonObject;
}

/** One run of one node. */
export interface NodeRun {
	/** n8n's execution status: success, error, canceled, ... */
	status: string;
	/** Duration in milliseconds */
	executionTimeMs: number;
	/** Items by output index; empty for an output without data */
	outputs: OutputItem[][];
	error?: RunError;
}

/** A finished execution. */
export interface Execution {
	id: string;
	/** n8n's execution status: success, error, canceled or crashed */
	status: string;
	/** Duration in milliseconds, as n8n measures it */
	durationMs: number;
	/** The error that stopped the execution */
	error?: RunError;
	/** The runs of each node, by node name; without nodes that did not run */
	nodes: Map<string, NodeRun[]>;
	/** Node names in the order of their first runs */
	order: string[];
	/** Input items of nodes that had not finished when the execution broke off, by node name */
	pendingItems: Map<string, OutputItem[]>;
}

function readError(value: unknown): RunError | undefined {
	if (!isObject(value)) return undefined;
	const context = asObject(value.context);
	return {
		message: asString(value.message) ?? 'unknown error',
		description: asString(value.description) ?? undefined,
		httpCode: asString(value.httpCode) ?? undefined,
		itemIndex: asNumber(context.itemIndex),
		raw: value,
	};
}

function readItem(value: JsonObject): OutputItem {
	return { json: asObject(value.json), pairedItem: value.pairedItem };
}

function readRun(value: JsonObject): NodeRun {
	const outputs = asObject(value.data).main;
	return {
		status: asString(value.executionStatus) ?? 'unknown',
		executionTimeMs: asNumber(value.executionTime) ?? 0,
		outputs: Array.isArray(outputs)
			? outputs.map((output: unknown) => objectArray(output).map(readItem))
			: [],
		error: readError(value.error),
	};
}

/**
 * Reads an execution from n8n's response to `GET /rest/executions/:id`.
 *
 * @param response the `data` of the response: an execution whose own `data` is text in the `flatted` format
 * @throws Error if the execution's data cannot be read
 */
export function readExecution(response: JsonObject): Execution {
	const text = asString(response.data);
	const data = asObject(text === undefined ? response.data : parseFlatted(text));
	const result = asObject(data.resultData);
	const started = Date.parse(asString(response.startedAt) ?? '');
	const stopped = Date.parse(asString(response.stoppedAt) ?? '');
	const runs = Object.entries(asObject(result.runData)).map(([name, value]) => ({
		name,
		first: Math.min(...objectArray(value).map((run) => asNumber(run.executionIndex) ?? Infinity)),
		runs: objectArray(value).map(readRun),
	}));
	runs.sort((a, b) => a.first - b.first);
	return {
		id: String(response.id),
		status: asString(response.status) ?? 'unknown',
		durationMs: Number.isFinite(stopped - started) ? stopped - started : 0,
		error: readError(result.error),
		nodes: new Map(runs.map((entry) => [entry.name, entry.runs])),
		order: runs.map((entry) => entry.name),
		pendingItems: readPendingItems(asObject(data.executionData).nodeExecutionStack),
	};
}

function readPendingItems(stack: unknown): Map<string, OutputItem[]> {
	return new Map(
		objectArray(stack).map((entry) => {
			const main = asObject(entry.data).main;
			const first: unknown = Array.isArray(main) ? main[0] : [];
			return [asString(asObject(entry.node).name) ?? '', objectArray(first).map(readItem)];
		}),
	);
}

/** The items of a node's first output in all its runs; empty if it did not run. */
export function itemsOf(execution: Execution, nodeName: string): OutputItem[] {
	return (execution.nodes.get(nodeName) ?? []).flatMap((run) => run.outputs[0] ?? []);
}

/** The data of a node's items. */
export function dataOf(execution: Execution, nodeName: string): JsonObject[] {
	return itemsOf(execution, nodeName).map(({ json }) => json);
}

/** The first error in a node's runs; undefined if there was none or it did not run. */
export function errorOf(execution: Execution, nodeName: string): RunError | undefined {
	return execution.nodes.get(nodeName)?.find((run) => run.error !== undefined)?.error;
}
