import { WorkflowExecute } from 'n8n-core';
import type { IConnections, INode, INodeParameters, INodeType, INodeTypes } from 'n8n-workflow';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';
import { executionData, nodeTypes as campaignTypes } from '../../test/engine/engine.mts';
import { type RunResult, timed } from './subject.mts';

/** One node of a chain. */
export interface ChainNode {
	name: string;
	type: INodeType;
	parameters: INodeParameters;
}

/** Runs nodes one after the other in n8n's engine. The result counts the items of the last node. */
export function chain(chainNodes: readonly ChainNode[]): () => Promise<RunResult> {
	const nodeType = (type: string): INodeType => {
		const found = chainNodes.find(({ name }) => `bench.${name}` === type);
		return found?.type ?? (campaignTypes.getByNameAndVersion(type) as INodeType);
	};
	const nodeTypes: INodeTypes = {
		getByName: nodeType,
		getByNameAndVersion: nodeType,
		getKnownTypes: () => ({}),
	};
	const start: INode = {
		id: 'Start',
		name: 'Start',
		type: 'test.start',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const nodes: INode[] = [
		start,
		...chainNodes.map(
			({ name, type, parameters }): INode => ({
				id: name,
				name,
				type: `bench.${name}`,
				typeVersion: [type.description.version].flat().at(-1) ?? 1,
				position: [0, 0],
				parameters,
			}),
		),
	];
	const connections: IConnections = {};
	for (const [index, { name }] of nodes.entries()) {
		const next = nodes[index + 1]?.name;
		if (next === undefined) continue;
		connections[name] = { main: [[{ node: next, type: 'main', index: 0 }]] };
	}
	const lastName = nodes.at(-1)?.name ?? '';
	return async () => {
		const workflow = new Workflow({
			id: 'bench',
			name: 'Bench',
			nodes: structuredClone(nodes),
			connections,
			active: false,
			nodeTypes,
			settings: { executionOrder: 'v1' },
		});
		const { value, ms } = await timed(
			async () =>
				await new WorkflowExecute(
					executionData(workflow, {}),
					'trigger',
					createEmptyRunExecutionData(),
				).run({
					workflow,
					startNode: workflow.getNode('Start') ?? undefined,
					pinData: { Start: [{ json: {} }] },
				}),
		);
		const { runData, error } = value.data.resultData;
		if (error !== undefined) throw error;
		return { count: runData[lastName]?.[0]?.data?.main?.[0]?.length ?? 0, ms };
	};
}
