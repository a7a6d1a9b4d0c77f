import { type Execution, itemsOf } from '../../sandbox/n8n/execution.mts';
import type { JsonObject } from '../../sandbox/n8n/json.mts';
import { manualTrigger, type WorkflowNode } from '../../test/e2e/helpers/workflows.mts';
import type { World } from '../../test/e2e/helpers/world.mts';

/** What n8n's editor shows of a node that ran: its error, or the items of a node that saw none. */
export type Shown =
	| { readonly message: string; readonly description: string }
	| { readonly items: JsonObject[] };

/**
 * Stores a workflow in which every node has a trigger of its own.
 *
 * @returns a function that runs one of the nodes, by index
 */
export async function runner(
	world: World,
	name: string,
	nodes: WorkflowNode[],
): Promise<(index: number) => Promise<Shown>> {
	const triggers = nodes.map((_, index) => ({ ...manualTrigger(), name: `Start ${index}` }));
	const connections = Object.fromEntries(
		nodes.map((it, index) => [
			`Start ${index}`,
			{ main: [[{ node: it.name, type: 'main', index: 0 }]] },
		]),
	);
	const workflow = { name, nodes: [...triggers, ...nodes], connections };
	const { id } = await world.client.createWorkflow(workflow);
	return async (index) => {
		const execution = await world.client.runWorkflow(id, { trigger: `Start ${index}` });
		return shownOf(execution, nodes[index]?.name ?? '');
	};
}

function shownOf(execution: Execution, name: string): Shown {
	const { error } = execution;
	return error === undefined
		? { items: itemsOf(execution, name).map(({ json }) => json) }
		: { message: error.message, description: error.description ?? '' };
}
