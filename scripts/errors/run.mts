import { type Execution, itemsOf } from '../../sandbox/n8n/execution.mts';
import type { JsonObject } from '../../sandbox/n8n/json.mts';
import { manualTrigger, type WorkflowNode } from '../../test/e2e/helpers/workflows.mts';
import type { World } from '../../test/e2e/helpers/world.mts';

/** What n8n's editor shows of a node after a run: its error, or its items if there was none. */
export type NodeResult =
	| { readonly message: string; readonly description: string }
	| { readonly items: JsonObject[] };

/**
 * Stores a workflow in which every node has its own trigger.
 *
 * @returns a function that runs one of the nodes, given its index
 */
export async function storeNodes(
	world: World,
	name: string,
	nodes: WorkflowNode[],
): Promise<(index: number) => Promise<NodeResult>> {
	const triggers = nodes.map((_, index) => ({ ...manualTrigger(), name: `Start ${index}` }));
	const connections = Object.fromEntries(
		nodes.map((node, index) => [
			`Start ${index}`,
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]),
	);
	const workflow = { name, nodes: [...triggers, ...nodes], connections };
	const { id } = await world.client.createWorkflow(workflow);
	return async (index) => {
		const execution = await world.client.runWorkflow(id, { trigger: `Start ${index}` });
		return resultOf(execution, nodes[index]?.name ?? '');
	};
}

function resultOf(execution: Execution, name: string): NodeResult {
	const { error } = execution;
	return error === undefined
		? { items: itemsOf(execution, name).map(({ json }) => json) }
		: { message: error.message, description: error.description ?? '' };
}
