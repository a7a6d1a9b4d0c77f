import { isDeepStrictEqual } from 'node:util';
import { errorOf, type Execution, itemsOf } from './execution.mts';
import { type JsonObject, objectOr, objectsIn, parseObject, stringOr } from './json.mts';

/** The node type whose nodes are a tour's stations. */
export const CAMPAIGN_NODE = 'n8n-nodes-campaigns.campaign';

/** The full name of the trigger. */
export const TRIGGER_NODE = 'n8n-nodes-campaigns.campaignTrigger';

/** One line of the table: what was done, and whether it came out as it should. */
export interface Row {
	/** The provider's value, e.g. smartlead */
	provider: string;
	/** What was done, in words */
	verb: string;
	/** What came out, in words */
	result: string;
	/** How long it took, in milliseconds; undefined when it did not happen */
	timeMs?: number;
	isRight: boolean;
}

/**
 * Reads what a node's notes promise: JSON after the word "expect:", at their end. Undefined when they promise nothing.
 *
 * `items` is a number or a comparison such as ">=5" with the count of output items; `error` is a part of the message
 * with which the node must refuse; every other field must be, as it stands, in every output item.
 *
 * @throws Error when what follows the word is not a JSON object
 */
export function readExpectation(notes: unknown): JsonObject | undefined {
	const text = /\bexpect:([^]*)$/.exec(stringOr(notes) ?? '')?.[1];
	return text === undefined ? undefined : parseObject(text, 'What follows "expect:" in the notes');
}

/** Whether `count` is what `wanted` says: a number, or a comparison such as ">=5". */
export function countIs(count: number, wanted: unknown): boolean {
	const match = /^(>=|<=|>|<|=)?\s*(\d+)$/.exec(String(wanted));
	if (match === null) throw new Error(`"items" is ${JSON.stringify(wanted)}: give 5 or ">=5".`);
	const number = Number(match[2]);
	switch (match[1]) {
		case '>=':
			return count >= number;
		case '<=':
			return count <= number;
		case '>':
			return count > number;
		case '<':
			return count < number;
		default:
			return count === number;
	}
}

function describe(items: JsonObject[]): string {
	const [first] = items;
	if (items.length !== 1 || first === undefined) return `${items.length} items`;
	if (first.deleted === true) return 'deleted';
	const name = stringOr(first.name);
	const status = stringOr(first.status);
	return name !== undefined && status !== undefined ? `${name} is ${status}` : '1 item';
}

/** What is not as expected, in words; undefined when all is. */
function firstDifference(items: JsonObject[], expected: JsonObject): string | undefined {
	const { items: count, ...fields } = expected;
	if (count !== undefined && !countIs(items.length, count)) {
		return `${items.length} items instead of ${String(count)}`;
	}
	if (Object.keys(fields).length > 0 && items.length === 0) return 'no item';
	for (const [name, wanted] of Object.entries(fields)) {
		const odd = items.find((item) => !isDeepStrictEqual(item[name], wanted));
		if (odd !== undefined) {
			return `${name} is ${JSON.stringify(odd[name])} instead of ${JSON.stringify(wanted)}`;
		}
	}
	return undefined;
}

function judge(
	execution: Execution,
	name: string,
	notes: unknown,
): Pick<Row, 'result' | 'isRight'> {
	let expected: JsonObject;
	try {
		expected = readExpectation(notes) ?? {};
	} catch (error) {
		return { result: error instanceof Error ? error.message : String(error), isRight: false };
	}
	const items = itemsOf(execution, name).map((item) => item.json);
	// With "continue on error" a failed item is put out with its message instead.
	const failed = items.find((item) => item.error !== undefined);
	const message =
		errorOf(execution, name)?.message ??
		(failed === undefined ? undefined : (stringOr(failed.error) ?? JSON.stringify(failed.error)));
	if (message !== undefined) {
		const wanted = stringOr(expected.error);
		return wanted !== undefined && message.includes(wanted)
			? { result: `ok: refused, "${message}"`, isRight: true }
			: { result: message, isRight: false };
	}
	if (expected.error !== undefined) {
		return { result: `${describe(items)}, but it should have been refused`, isRight: false };
	}
	const difference = firstDifference(items, expected);
	return difference === undefined
		? { result: `ok: ${describe(items)}`, isRight: true }
		: { result: difference, isRight: false };
}

/**
 * A row for every Campaign node of a tour, in the order of the workflow's nodes.
 *
 * @param workflow the workflow that was run
 * @param execution how it went
 */
export function tourRows(workflow: JsonObject, execution: Execution): Row[] {
	const stations = objectsIn(workflow.nodes).filter((node) => node.type === CAMPAIGN_NODE);
	return stations.map((node) => {
		const verb = stringOr(node.name) ?? '';
		const provider = stringOr(objectOr(node.parameters).provider) ?? '';
		const runs = execution.nodes.get(verb);
		if (runs === undefined) return { provider, verb, result: 'did not run', isRight: false };
		const timeMs = runs.reduce((sum, run) => sum + run.executionTimeMs, 0);
		return { provider, verb, timeMs, ...judge(execution, verb, node.notes) };
	});
}
