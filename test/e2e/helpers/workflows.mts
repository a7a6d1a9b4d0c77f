import { randomUUID } from 'node:crypto';
import type { Execution } from '../../../sandbox/n8n/execution.mts';
import type { JsonObject } from '../../../sandbox/n8n/json.mts';
import { CREDENTIAL_TYPE } from '../../../sandbox/n8n/sandbox-credentials.mts';
import { CAMPAIGN_NODE, TRIGGER_NODE } from '../../../sandbox/n8n/tour.mts';
import type { Provider, World } from './world.mts';

/** A node as the editor stores it. */
export interface WorkflowNode extends JsonObject {
	name: string;
	type: string;
	parameters: JsonObject;
}

/**
 * A node of any type.
 *
 * @param more fields besides the parameters: credentials, onError, retryOnFail, disabled, ...
 */
export function node(
	name: string,
	type: string,
	parameters: JsonObject = {},
	more: JsonObject = {},
): WorkflowNode {
	return { id: randomUUID(), typeVersion: 1, position: [0, 0], ...more, name, type, parameters };
}

/** The trigger that a click on Execute Workflow starts from. */
export function manualTrigger(): WorkflowNode {
	return node('Start', 'n8n-nodes-base.manualTrigger');
}

/** A node that outputs the given items, whatever its input. */
export function itemSource(name: string, items: JsonObject[]): WorkflowNode {
	const jsonOutput = items.map((json) => ({ json }));
	return node(
		name,
		'n8n-nodes-base.code',
		{ jsCode: `return ${JSON.stringify(jsonOutput)};` },
		{ typeVersion: 2 },
	);
}

/** A Campaign node with the sandbox credential of its provider. */
export function campaignNode(
	world: World,
	name: string,
	provider: Provider,
	parameters: JsonObject,
	more: JsonObject = {},
): WorkflowNode {
	const credentials = { [CREDENTIAL_TYPE]: world.credential(provider) };
	return node(name, CAMPAIGN_NODE, { provider, ...parameters }, { credentials, ...more });
}

/**
 * A Campaign Trigger that n8n polls every five seconds: it refuses one poll time that comes twice a
 * minute, but not twelve that come once a minute each.
 */
export function campaignTrigger(
	world: World,
	provider: Provider,
	parameters: JsonObject,
): WorkflowNode {
	const seconds = Array.from({ length: 12 }, (_, index) => index * 5);
	const item = seconds.map((at) => ({ mode: 'custom', cronExpression: `${at} * * * * *` }));
	const credentials = { [CREDENTIAL_TYPE]: world.credential(provider) };
	return node(
		'Campaign Trigger',
		TRIGGER_NODE,
		{ pollTimes: { item }, ...parameters },
		{ credentials },
	);
}

/** A workflow of nodes in a row, first output to first input. */
export function chain(name: string, nodes: WorkflowNode[]): JsonObject {
	const connections: JsonObject = {};
	nodes.slice(1).forEach((next, index) => {
		const from = nodes[index];
		if (from === undefined) return;
		connections[from.name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	const placed = nodes.map((it, index) => ({ ...it, position: [index * 220, 0] }));
	return { name, nodes: placed, connections, settings: {} };
}

/**
 * Stores a new workflow of a manual trigger and the given nodes in a row, runs it, and waits for its end.
 *
 * @returns the execution, also when a node failed
 */
export async function runChain(
	world: World,
	nodes: WorkflowNode[],
	options: { timeoutMs?: number } = {},
): Promise<Execution> {
	const name = `Test ${randomUUID()}`;
	const { id } = await world.client.createWorkflow(chain(name, [manualTrigger(), ...nodes]));
	return await world.client.runWorkflow(id, options);
}
