import { join } from 'node:path';
import { LazyPackageDirectoryLoader } from 'n8n-core';
import type { INodeParameters, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { keys } from '../../sandbox/api/keys.mts';
import { n8nFolder } from '../../sandbox/n8n/folders.mts';
import { chain, type ChainNode } from './chain.mts';
import type { Subject, Task } from './subject.mts';

/** The parameters of the HTTP Request node for a list, and the field of a page that holds the campaigns. */
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
			sendHeaders: true,
			headerParameters: headers,
			options: { pagination },
		},
		listField: 'results',
	};
}

/** n8n's HTTP Request node with its pagination, followed by Split Out if a page holds the campaigns in a field. */
export const httpRequestList: Subject = async (task) => {
	const folder = join(n8nFolder, 'node_modules', 'n8n-nodes-base');
	const loader = new LazyPackageDirectoryLoader(folder);
	await loader.loadAll();
	const nodeType = (name: string, version: number): INodeType =>
		NodeHelpers.getVersionedNodeType(loader.getNode(name).type, version);
	const { parameters, listField } = settings(task);
	const nodes: ChainNode[] = [
		{ name: 'HTTP Request', type: nodeType('httpRequest', 4.2), parameters },
	];
	if (listField !== undefined) {
		const split = { fieldToSplitOut: listField, options: {} };
		nodes.push({ name: 'Split Out', type: nodeType('splitOut', 1), parameters: split });
	}
	return chain(nodes);
};
