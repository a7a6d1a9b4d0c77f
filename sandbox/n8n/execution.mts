import { parseFlatted } from './flatted.mts';
import { isObject, type JsonObject, numberOr, objectOr, objectsIn, stringOr } from './json.mts';

/** One item a node put out. */
export interface OutputItem {
	/** The item's data */
	json: JsonObject;
	/** Which input item it belongs to, as n8n keeps it; undefined when the node did not say */
	pairedItem?: unknown;
}

/** Why a node, or a whole execution, failed: what the editor shows of it. */
export interface RunError {
	message: string;
	description?: string;
	/** The service's HTTP status, as the text n8n keeps */
	httpCode?: string;
	/** The input item the error is about */
	itemIndex?: number;
	/** The whole error as n8n stores it, for what else a test looks at */
	raw: JsonObject;
}

/** One run of one node. */
export interface NodeRun {
	/** n8n's word: success, error, canceled, ... */
	status: string;
	/** How long the node worked, in milliseconds */
	executionTimeMs: number;
	/** Output items by output index; an output without data is an empty list */
	outputs: OutputItem[][];
	error?: RunError;
}

/** A finished execution. */
export interface Execution {
	id: string;
	/** n8n's word: success, error, canceled, crashed */
	status: string;
	/** From n8n's start to its end of the execution, in milliseconds */
	durationMs: number;
	/** The error that stopped the execution */
	error?: RunError;
	/** Each node's runs in order, by node name; a node that did not run is absent */
	nodes: Map<string, NodeRun[]>;
	/** The node names in the order in which they first ran */
	order: string[];
	/** Items that were handed to a node which did not run to its end, by node name: of an execution that broke off */
	waiting: Map<string, OutputItem[]>;
}

function readError(value: unknown): RunError | undefined {
	if (!isObject(value)) return undefined;
	const context = objectOr(value.context);
	return {
		message: stringOr(value.message) ?? 'unknown error',
		description: stringOr(value.description) ?? undefined,
		httpCode: stringOr(value.httpCode) ?? undefined,
		itemIndex: numberOr(context.itemIndex),
		raw: value,
	};
}

function readItem(value: JsonObject): OutputItem {
	return { json: objectOr(value.json), pairedItem: value.pairedItem };
}

function readRun(value: JsonObject): NodeRun {
	const outputs = objectOr(value.data).main;
	return {
		status: stringOr(value.executionStatus) ?? 'unknown',
		executionTimeMs: numberOr(value.executionTime) ?? 0,
		outputs: Array.isArray(outputs)
			? outputs.map((output: unknown) => objectsIn(output).map(readItem))
			: [],
		error: readError(value.error),
	};
}

/**
 * Reads the answer of n8n's `/rest/executions/:id`.
 *
 * @param answer the answer's `data`: an execution whose own `data` is text in the flatted form
 * @throws Error when the execution's data is not readable
 */
export function readExecution(answer: JsonObject): Execution {
	const text = stringOr(answer.data);
	const data = objectOr(text === undefined ? answer.data : parseFlatted(text));
	const result = objectOr(data.resultData);
	const started = Date.parse(stringOr(answer.startedAt) ?? '');
	const stopped = Date.parse(stringOr(answer.stoppedAt) ?? '');
	const runs = Object.entries(objectOr(result.runData)).map(([name, value]) => ({
		name,
		first: Math.min(...objectsIn(value).map((run) => numberOr(run.executionIndex) ?? Infinity)),
		runs: objectsIn(value).map(readRun),
	}));
	runs.sort((a, b) => a.first - b.first);
	return {
		id: String(answer.id),
		status: stringOr(answer.status) ?? 'unknown',
		durationMs: Number.isFinite(stopped - started) ? stopped - started : 0,
		error: readError(result.error),
		nodes: new Map(runs.map((entry) => [entry.name, entry.runs])),
		order: runs.map((entry) => entry.name),
		waiting: readWaiting(objectOr(data.executionData).nodeExecutionStack),
	};
}

function readWaiting(stack: unknown): Map<string, OutputItem[]> {
	return new Map(
		objectsIn(stack).map((entry) => {
			const main = objectOr(entry.data).main;
			const first: unknown = Array.isArray(main) ? main[0] : [];
			return [stringOr(objectOr(entry.node).name) ?? '', objectsIn(first).map(readItem)];
		}),
	);
}

/** All items of a node's first output over all its runs; none when it did not run. */
export function itemsOf(execution: Execution, nodeName: string): OutputItem[] {
	return (execution.nodes.get(nodeName) ?? []).flatMap((run) => run.outputs[0] ?? []);
}

/** The first error of a node's runs; undefined when there was none or it did not run. */
export function errorOf(execution: Execution, nodeName: string): RunError | undefined {
	return execution.nodes.get(nodeName)?.find((run) => run.error !== undefined)?.error;
}
