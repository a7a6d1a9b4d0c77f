import { WorkflowExecute } from 'n8n-core';
import type { IConnections, INode, INodeParameters, INodeType, INodeTypes } from 'n8n-workflow';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';
import { executionData, nodeTypes as campaignTypes } from '../../test/engine/engine.mts';
import { type Done, timed } from './subject.mts';

/** One node of a chain. */
export interface Link {
	name: string;
	type: INodeType;
	parameters: INodeParameters;
}

/** Runs nodes one after the other in n8n's engine; what it counts are the items of the last. */
export function chain(links: readonly Link[]): () => Promise<Done> {
	const nodeType = (name: string): INodeType => {
		const link = links.find((one) => `bench.${one.name}` === name);
		return link?.type ?? (campaignTypes.getByNameAndVersion(name) as INodeType);
	};
	const nodeTypes: INodeTypes = {
		getByName: nodeType,
		getByNameAndVersion: nodeType,
		getKnownTypes: () => ({}),
	};
	const place = { position: [0, 0] as [number, number] };
	const start = { id: 'Start', name: 'Start', type: 'test.start', typeVersion: 1, parameters: {} };
	const nodes: INode[] = [
		{ ...place, ...start },
		...links.map(({ name, type, parameters }) => {
			const version = [type.description.version].flat().at(-1) ?? 1;
			return { ...place, id: name, name, type: `bench.${name}`, typeVersion: version, parameters };
		}),
	];
	const connections: IConnections = {};
	for (const [index, { name }] of nodes.entries()) {
		const next = nodes[index + 1]?.name;
		if (next === undefined) continue;
		connections[name] = { main: [[{ node: next, type: 'main', index: 0 }]] };
	}
	const last = nodes.at(-1)?.name ?? '';
	return async () => {
		const workflow = new Workflow({
			...{ id: 'bench', name: 'Bench', nodes: structuredClone(nodes), connections, active: false },
			...{ nodeTypes, settings: { executionOrder: 'v1' } },
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
		return { count: runData[last]?.[0]?.data?.main?.[0]?.length ?? 0, ms };
	};
}
