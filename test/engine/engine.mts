import { join } from 'node:path';
import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	WorkflowExecute,
	getAdditionalKeys,
} from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IDataObject,
	IExecuteData,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
	ITaskData,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	createEmptyRunExecutionData,
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
} from 'n8n-workflow';

const root = join(import.meta.dirname, '..', '..');

/** The built package, loaded as n8n loads an installed one. */
const loader = new PackageDirectoryLoader(root);
await loader.loadAll();

const start: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: 'Outputs the items of a test',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
};

/** The node types of a package, by the names that workflows use. */
export function nodeTypesOf(loader: PackageDirectoryLoader): INodeTypes {
	function nodeType(name: string): INodeType {
		if (name === 'test.start') return start;
		const { type } = loader.getNode(name.replace(/^n8n-nodes-campaigns\./, ''));
		return NodeHelpers.getVersionedNodeType(type);
	}
	return { getByName: nodeType, getByNameAndVersion: nodeType, getKnownTypes: () => ({}) };
}

/** The node types of a test's workflow. */
export const nodeTypes = nodeTypesOf(loader);

const nodeType = (name: string) => nodeTypes.getByNameAndVersion(name);

const { type: credentialType } = loader.getCredential('campaignApi');

/**
 * Does what n8n's own credentials helper does: decrypts, resolves expressions with the item, and lets the credential's
 * own code authenticate requests.
 */
class TestCredentials extends ICredentialsHelper {
	readonly data: ICredentialDataDecryptedObject;

	constructor(data: ICredentialDataDecryptedObject) {
		super();
		this.data = data;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = credentialType;
		if (typeof authenticate !== 'function')
			throw new Error('The credential has no authenticate function.');
		return await authenticate(credentials, request);
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_nodeCredentials: INodeCredentialsDetails,
		_type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		_raw?: boolean,
		values?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = { ...this.data };
		if (values === undefined) return data;
		return values.workflow.expression.getParameterValue(
			data as INodeParameters,
			values.runExecutionData,
			values.runIndex,
			values.itemIndex,
			values.node.name,
			values.connectionInputData,
			mode,
			getAdditionalKeys(additionalData, mode, null, { isCredential: true }),
			executeData,
			false,
			data as INodeParameters,
		) as ICredentialDataDecryptedObject;
	}

	async getCredentials(): Promise<never> {
		throw new Error('These tests do not use this method.');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties() {
		return credentialType.properties;
	}
}

/** A workflow of two nodes: Start outputs the items, Campaign is under test. */
function campaignWorkflow(parameters: INodeParameters, node: Partial<INode>): Workflow {
	const nodes: INode[] = [
		{
			id: '1',
			name: 'Start',
			type: 'test.start',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: '2',
			name: 'Campaign',
			type: 'n8n-nodes-campaigns.campaign',
			typeVersion: 1,
			position: [200, 0],
			parameters: { resource: 'campaign', ...parameters },
			credentials: { campaignApi: { id: '1', name: 'Test credential' } },
			...node,
		},
	];
	return new Workflow({
		id: 'test',
		name: 'Test',
		nodes,
		connections: { Start: { main: [[{ node: 'Campaign', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

/** What n8n passes to an execution besides the workflow. */
export function executionData(
	workflow: Workflow,
	credential: ICredentialDataDecryptedObject,
	executionId = '1',
): IWorkflowExecuteAdditionalData {
	const nodes = Object.values(workflow.nodes);
	return {
		credentialsHelper: new TestCredentials(credential),
		currentNodeExecutionIndex: 0,
		currentNodeParameters: workflow.getNode('Campaign')?.parameters,
		hooks: new ExecutionLifecycleHooks('manual', '1', {
			id: 'test',
			name: 'Test',
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes,
			connections: {},
		}),
		executionId,
		restApiUrl: 'http://127.0.0.1',
		instanceBaseUrl: 'http://127.0.0.1',
		formWaitingBaseUrl: 'http://127.0.0.1',
		webhookBaseUrl: 'http://127.0.0.1',
		webhookWaitingBaseUrl: 'http://127.0.0.1',
		webhookTestBaseUrl: 'http://127.0.0.1',
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

export interface Run {
	credential: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	/** The input items; one empty item when left out. */
	items?: IDataObject[];
	/** Settings of the node, such as `onError` or `retryOnFail`. */
	node?: Partial<INode>;
	/** Cancels the execution after this many ms. */
	cancelAfterMs?: number;
	/** The default is always the same. */
	executionId?: string;
}

export interface RunResult {
	/** The node's output; undefined when it failed or n8n did not start it. */
	items: IDataObject[] | undefined;
	/** The input item that each output item is paired with. */
	paired: unknown[];
	error: ITaskData['error'];
	/** The warnings beside the node's output. */
	hints: string[];
	ms: number;
}

/**
 * Runs the Campaign node of the built package in n8n's own engine.
 *
 * @returns what n8n records of the run
 */
export async function runCampaign({
	credential,
	parameters,
	items = [{}],
	node = {},
	cancelAfterMs,
	executionId,
}: Run): Promise<RunResult> {
	const workflow = campaignWorkflow(parameters, node);
	const additionalData = executionData(workflow, credential, executionId);

	const startedAt = performance.now();
	let run: IRun;
	try {
		const execution = new WorkflowExecute(
			additionalData,
			'manual',
			createEmptyRunExecutionData(),
		).run({
			workflow,
			startNode: workflow.getNode('Start') ?? undefined,
			pinData: { Start: items.map((json) => ({ json })) },
		});
		if (cancelAfterMs !== undefined) setTimeout(() => execution.cancel(), cancelAfterMs);
		run = await execution;
	} catch (error) {
		// n8n does not start a node without a required parameter.
		return {
			items: undefined,
			paired: [],
			error: error as ITaskData['error'],
			hints: [],
			ms: 0,
		};
	}
	const task = run.data.resultData.runData.Campaign?.[0];
	const output = task?.data?.main?.[0] ?? undefined;
	return {
		items: output?.map(({ json }) => json),
		paired: output?.map(({ pairedItem }) => pairedItem) ?? [],
		error: task?.error ?? run.data.resultData.error,
		hints: (task?.hints ?? []).map(({ message }) => message),
		ms: performance.now() - startedAt,
	};
}

/**
 * Loads the list of a field as the editor does.
 *
 * @param method a listSearch or loadOptions method of the node
 * @returns what the editor receives: a page of results, or all options
 */
export async function loadList(
	credential: ICredentialDataDecryptedObject,
	provider: string,
	kind: 'listSearch' | 'loadOptions',
	method: string,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const workflow = campaignWorkflow({ provider }, {});
	const node = workflow.getNode('Campaign');
	if (node === null) throw new Error('The workflow has no Campaign node.');
	const context = new LoadOptionsContext(workflow, node, executionData(workflow, credential), '');
	const methods = nodeType(node.type).methods;
	if (kind === 'listSearch') {
		const search = methods?.listSearch?.[method];
		if (search === undefined) throw new Error(`The node has no list method '${method}'.`);
		return await search.call(context, filter, paginationToken);
	}
	const load = methods?.loadOptions?.[method];
	if (load === undefined) throw new Error(`The node has no list method '${method}'.`);
	return { results: await load.call(context) };
}

/** The names of all list methods that the node offers to the editor. */
export function listMethods(): Record<'listSearch' | 'loadOptions', string[]> {
	const methods = nodeType('campaign').methods;
	return {
		listSearch: Object.keys(methods?.listSearch ?? {}),
		loadOptions: Object.keys(methods?.loadOptions ?? {}),
	};
}

/** The node's description, as the editor receives it. */
export const description = nodeType('campaign').description;

/** That of the Campaign Webhook Trigger. */
export const webhookTriggerDescription = nodeType('campaignWebhookTrigger').description;

/** The fields that the editor offers for a provider in a collection, such as additionalFields, in alphabetical order. */
export function collectionFields(provider: string, collection: string): string[] {
	const property = description.properties.find(
		({ name, displayOptions }) =>
			name === collection && displayOptions?.show?.provider?.includes(provider),
	);
	return (property?.options ?? []).map(({ name }) => name).toSorted();
}
