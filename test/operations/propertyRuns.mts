import type { RunResult } from '../engine/engine.mts';

/** Every operation, by its value. */
export const operations = ['create', 'upsert', 'update', 'get', 'getAll', 'changeStatus', 'delete'];

/** Traces of a value that code took for something else. */
const faultTraces = /\[object |undefined|NaN|is not a function|Cannot read/;

/** Expects what holds of every run: a result, or one of n8n's own errors in readable words. */
export function expectResultOrError(result: RunResult): void {
	expect(resultProblems(result)).toEqual([]);
}

/**
 * Checks what holds of every run: a result, or one of n8n's own errors in readable words.
 *
 * @param quoted what the service said; a message may repeat it
 * @returns what does not hold
 */
export function resultProblems({ items, error }: RunResult, quoted = ''): string[] {
	if (error === undefined) {
		if (!Array.isArray(items)) return ['neither a result nor an error'];
		return items.some((item) => 'error' in item) ? ['an error inside a result'] : [];
	}
	const { name, message, description } = error;
	const problems: string[] = [];
	if (!/^(NodeApiError|NodeOperationError|WorkflowOperationError)$/.test(name)) {
		problems.push(`a bare ${name}: ${message}`);
	}
	for (const text of [message, description ?? '']) {
		if (faultTraces.test(text) && !faultTraces.test(quoted)) {
			problems.push(`shows a fault of the code: ${text}`);
		}
		if (text.length >= 1_500) problems.push(`a text of ${text.length} characters`);
	}
	return problems;
}
