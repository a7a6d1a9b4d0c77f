import type { RunResult } from '../engine/engine.mts';

/** Every operation, by its value. */
export const operations = ['create', 'upsert', 'update', 'get', 'getAll', 'changeStatus', 'delete'];

/** Traces of a value that code took for something else. */
const faultTraces = /\[object |undefined|NaN|is not a function|Cannot read/;

/** Expects what holds of every run: a result, or one of n8n's own errors in readable words. */
export function expectResultOrError({ items, error }: RunResult): void {
	if (error === undefined) {
		expect(Array.isArray(items)).toBe(true);
		for (const item of items ?? []) expect(item).not.toHaveProperty('error');
		return;
	}
	expect(error.name).toMatch(/^(NodeApiError|NodeOperationError|WorkflowOperationError)$/);
	const { message, description } = error;
	for (const text of [message, description ?? '']) {
		expect(text).not.toMatch(faultTraces);
		expect(text.length).toBeLessThan(1_500);
	}
}
