import { isDeepStrictEqual } from 'node:util';
import { errorOf, type Execution, itemsOf } from './execution.mts';
import { asObject, asString, type JsonObject, objectArray, parseJsonObject } from './json.mts';

/** The full name of the Campaign node's type. A tour has one node of it for each step. */
export const CAMPAIGN_NODE = 'n8n-nodes-campaigns.campaign';

/** The full name of the Campaign Trigger's type. */
export const TRIGGER_NODE = 'n8n-nodes-campaigns.campaignTrigger';

/** The full type name of the Campaign Webhook Trigger. */
export const WEBHOOK_TRIGGER_NODE = 'n8n-nodes-campaigns.campaignWebhookTrigger';

/** One row of the result table. */
export interface ResultRow {
	/** The value of `provider`, e.g. smartlead */
	provider: string;
	/** What was done */
	step: string;
	/** The result, as text for the table */
	result: string;
	/** Duration in milliseconds; undefined if the step did not run */
	timeMs?: number;
	/** Whether the result is the expected one */
	passed: boolean;
}

/**
 * Reads the expected result of a node from the end of its notes: a JSON object after "expect:".
 *
 * `items` is the number of output items, or a comparison such as ">=5". `error` is a part of the message with which the
 * node must fail. Every output item must have every other field with the given value.
 *
 * @returns undefined if the notes have no "expect:"
 * @throws Error if it is not followed by a JSON object
 */
function readExpectation(notes: unknown): JsonObject | undefined {
	const text = /\bexpect:([^]*)$/.exec(asString(notes) ?? '')?.[1];
	return text === undefined
		? undefined
		: parseJsonObject(text, 'The text after "expect:" in the notes');
}

/** Whether a count is the expected one: a number, or a comparison such as ">=5". */
function matchesCount(count: number, expected: unknown): boolean {
	const match = /^(>=|<=|>|<|=)?\s*(\d+)$/.exec(String(expected));
	if (match === null) {
		throw new Error(
			`"items" is ${JSON.stringify(expected)}. Use a number or a comparison such as ">=5".`,
		);
	}
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
	const name = asString(first.name);
	const status = asString(first.status);
	return name !== undefined && status !== undefined ? `${name} is ${status}` : '1 item';
}

/** Describes the first difference from the expected items; undefined if there is none. */
function firstDifference(items: JsonObject[], expected: JsonObject): string | undefined {
	const { items: count, ...fields } = expected;
	if (count !== undefined && !matchesCount(items.length, count)) {
		return `${items.length} items instead of ${String(count)}`;
	}
	if (Object.keys(fields).length > 0 && items.length === 0) return 'no item';
	for (const [name, value] of Object.entries(fields)) {
		const mismatch = items.find((item) => !isDeepStrictEqual(item[name], value));
		if (mismatch !== undefined) {
			return `${name} is ${JSON.stringify(mismatch[name])} instead of ${JSON.stringify(value)}`;
		}
	}
	return undefined;
}

/** The message of a node's error, also of one that it put out as an item because of "continue on error". */
function errorMessage(execution: Execution, name: string, items: JsonObject[]) {
	const error = errorOf(execution, name);
	if (error !== undefined) return error.message;
	const failed = items.find((item) => item.error !== undefined);
	return failed === undefined
		? undefined
		: (asString(failed.error) ?? JSON.stringify(failed.error));
}

function evaluate(
	execution: Execution,
	name: string,
	notes: unknown,
): Pick<ResultRow, 'result' | 'passed'> {
	let expected: JsonObject;
	try {
		expected = readExpectation(notes) ?? {};
	} catch (error) {
		return { result: error instanceof Error ? error.message : String(error), passed: false };
	}
	const items = itemsOf(execution, name).map((item) => item.json);
	const message = errorMessage(execution, name, items);
	if (message !== undefined) {
		const expectedPart = asString(expected.error);
		return expectedPart !== undefined && message.includes(expectedPart)
			? { result: `ok: refused, "${message}"`, passed: true }
			: { result: message, passed: false };
	}
	if (expected.error !== undefined) {
		return { result: `${describe(items)}, but it should have been refused`, passed: false };
	}
	const difference = firstDifference(items, expected);
	return difference === undefined
		? { result: `ok: ${describe(items)}`, passed: true }
		: { result: difference, passed: false };
}

/** Compares each Campaign node of a tour with its expected result. @returns a row per node, in the workflow's order */
export function tourRows(workflow: JsonObject, execution: Execution): ResultRow[] {
	const nodes = objectArray(workflow.nodes).filter((node) => node.type === CAMPAIGN_NODE);
	return nodes.map((node) => {
		const step = asString(node.name) ?? '';
		const provider = asString(asObject(node.parameters).provider) ?? '';
		const runs = execution.nodes.get(step);
		if (runs === undefined) return { provider, step, result: 'did not run', passed: false };
		const timeMs = runs.reduce((sum, run) => sum + run.executionTimeMs, 0);
		return { provider, step, timeMs, ...evaluate(execution, step, node.notes) };
	});
}
