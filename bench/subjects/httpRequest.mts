import { LazyPackageDirectoryLoader, WorkflowExecute } from 'n8n-core';
import type { IConnections, INode, INodeParameters, INodeType, INodeTypes } from 'n8n-workflow';
import { createEmptyRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';
import { join } from 'node:path';
import { keys } from '../../sandbox/api/keys.mts';
import { n8nFolder } from '../../sandbox/n8n/folders.mts';
import { executionData, nodeTypes as campaignTypes } from '../../test/engine/engine.mts';
import type { Subject, Task } from './subject.mts';
import { timed } from './subject.mts';

const nodesBase = 'n8n-nodes-base';

/** What the HTTP Request node is set to for a list, and where its answers keep the campaigns. */
function settings({ provider, address }: Task): {
	parameters: INodeParameters;
	listField?: string;
} {
	if (provider === 'smartlead') {
		const query = { parameters: [{ name: 'api_key', value: keys.smartlead }] };
		const url = `${address}/api/v1/campaigns`;
		return { parameters: { url, sendQuery: true, queryParameters: query, options: {} } };
	}
	const headers = { parameters: [{ name: 'Authorization', value: `Token ${keys.rapidPro}` }] };
	const pagination = {
		pagination: {
			paginationMode: 'responseContainsNextURL',
			nextURL: '={{ $response.body.next }}',
			paginationCompleteWhen: 'other',
			completeExpression: '={{ !$response.body.next }}',
			limitPagesFetched: false,
			requestInterval: 0,
		},
	};
	return {
		parameters: {
			url: `${address}/api/v2/campaigns.json`,
			...{ sendHeaders: true, headerParameters: headers, options: { pagination } },
		},
		listField: 'results',
	};
}

/** n8n's HTTP Request node with its own pagination, and Split Out where a page holds the campaigns in a field. */
export const httpRequestList: Subject = async (task) => {
	const loader = new LazyPackageDirectoryLoader(join(n8nFolder, 'node_modules', nodesBase));
	await loader.loadAll();
	const nodeType = (name: string, version?: number): INodeType =>
		name.startsWith(`${nodesBase}.`)
			? NodeHelpers.getVersionedNodeType(
					loader.getNode(name.slice(nodesBase.length + 1)).type,
					version,
				)
			: (campaignTypes.getByNameAndVersion(name) as INodeType);
	const nodeTypes: INodeTypes = {
		getByName: nodeType,
		getByNameAndVersion: nodeType,
		getKnownTypes: () => ({}),
	};
	const { parameters, listField } = settings(task);
	const place = { position: [0, 0] as [number, number] };
	const nodes: INode[] = [
		{ ...place, id: '1', name: 'Start', type: 'test.start', typeVersion: 1, parameters: {} },
		{
			...{ ...place, id: '2', name: 'HTTP Request', type: `${nodesBase}.httpRequest` },
			...{ typeVersion: 4.2, parameters },
		},
	];
	const connections: IConnections = { Start: to('HTTP Request') };
	if (listField !== undefined) {
		nodes.push({
			...{ ...place, id: '3', name: 'Split Out', type: `${nodesBase}.splitOut`, typeVersion: 1 },
			parameters: { fieldToSplitOut: listField, options: {} },
		});
		connections['HTTP Request'] = to('Split Out');
	}
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
		const last = nodes.at(-1)?.name ?? '';
		return { count: runData[last]?.[0]?.data?.main?.[0]?.length ?? 0, ms };
	};
};

const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
