import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { executionData, nodeTypes } from './engine.mts';

/** The address at which the services believe n8n to be. The sandbox is told where it really is. */
export const publicOrigin = 'https://n8n.example';

/** How an n8n answers one call of a webhook, besides starting executions. */
export interface HostAnswer {
	status: number;
	body: string;
}

/**
 * A part of n8n: an HTTP server that gives the calls of webhooks to their nodes, in n8n's own contexts and with n8n's
 * rules for answers, and keeps the executions that it would start.
 */
export class WebhookHost {
	readonly #nodes = new Map<string, WebhookNode>();
	readonly #server: Server = createServer((request, response) => {
		this.#receive(request, response).catch((error: unknown) => {
			response.writeHead(500).end(String(error));
		});
	});

	/** Starts one for the tests of a file. */
	static use(): WebhookHost {
		const host = new WebhookHost();
		beforeAll(async () => {
			host.#server.listen(0, '127.0.0.1');
			await once(host.#server, 'listening');
		});
		afterAll(() => {
			host.#server.closeAllConnections();
			host.#server.close();
		});
		return host;
	}

	/** Where it really is. */
	get address(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** Adds a node whose webhook can be called, published or not. */
	add(node: WebhookNode): WebhookNode {
		this.#nodes.set(node.path(), node);
		return node;
	}

	/** Sends a call as a stranger would. */
	async call(node: WebhookNode, init: RequestInit & { query?: string } = {}): Promise<HostAnswer> {
		const { query = '', ...rest } = init;
		const url = `${this.address}${node.path()}${query}`;
		const response = await fetch(url, { method: 'POST', ...rest });
		return { status: response.status, body: await response.text() };
	}

	async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '', this.address);
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const node = this.#nodes.get(url.pathname);
		if (node === undefined) {
			response.writeHead(404).end('{"code":404,"message":"not registered"}');
			return;
		}
		await node.receive(request, response, Buffer.concat(chunks), url.searchParams);
	}
}

/** A Campaign Webhook Trigger of one workflow. What it stores is kept as JSON, as in n8n's database. */
export class WebhookNode {
	credential: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	webhookId: string = randomUUID();
	workflowId: string = randomUUID();
	/** The node's static data, as n8n's database would hold it. */
	stored = '{}';
	/** The items of every execution that was started. */
	readonly executions: IDataObject[][] = [];
	/** What made n8n start an execution that fails. */
	readonly failures: string[] = [];
	/** What the node wrote to n8n's log. */
	readonly warnings: string[] = [];
	/** Whether it is being tested instead of published. */
	isTest = false;
	/** How many of the next executions n8n fails to store. */
	unstorable = 0;
	/** Where n8n is, as it believes. */
	origin = publicOrigin;
	/** How many calls changed the static data. */
	writes = 0;

	constructor(credential: ICredentialDataDecryptedObject, parameters: INodeParameters) {
		this.credential = credential;
		this.parameters = parameters;
	}

	/** All items that were reported. */
	get items(): IDataObject[] {
		return this.executions.flat();
	}

	path(): string {
		return `/webhook${this.isTest ? '-test' : ''}/${this.webhookId}/campaigns`;
	}

	/** Runs one of the hook methods and keeps the static data, as n8n does, even if it throws. */
	async hook(method: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const data = JSON.parse(this.stored) as IDataObject;
		const { workflow, node, type, additionalData } = this.#context(data);
		const context = new HookContext(
			workflow,
			node,
			additionalData,
			method === 'delete' ? 'internal' : this.isTest ? 'manual' : 'trigger',
			'activate',
			this.#webhookData(additionalData),
		);
		const run = type.webhookMethods?.default?.[method];
		if (run === undefined) throw new Error(`The node has no ${method}.`);
		try {
			return await run.call(context);
		} finally {
			this.stored = JSON.stringify(workflow.staticData);
		}
	}

	/** Publishes as n8n does: checkExists, and create only if it says no. @param attempts how often, with delete after each failure */
	async publish(attempts = 1): Promise<void> {
		for (let attempt = 1; ; attempt++) {
			try {
				if (!(await this.hook('checkExists'))) await this.hook('create');
				return;
			} catch (error) {
				await this.hook('delete').catch((failed: unknown) => {
					this.warnings.push(String(failed));
				});
				if (attempt === attempts) throw error;
			}
		}
	}

	/** Gives a call to webhook(), and answers as n8n does. */
	async receive(
		request: IncomingMessage,
		response: ServerResponse,
		raw: Buffer,
		query: URLSearchParams,
	): Promise<void> {
		const [contentType = ''] = (request.headers['content-type'] ?? '').split(';');
		const isMultipart = contentType.startsWith('multipart/');
		let body: unknown = {};
		if (contentType.trim() === 'application/json' && raw.length > 0) {
			try {
				body = JSON.parse(raw.toString('utf8').replace(/^\uFEFF/, ''));
			} catch {
				response.writeHead(422).end('{"code":422,"message":"Failed to parse request body"}');
				return;
			}
		}
		const { workflow, node, type, additionalData } = this.#context(
			JSON.parse(this.stored) as IDataObject,
		);
		const before = JSON.stringify(workflow.staticData);
		const httpRequest = Object.assign(Object.create(request), {
			body,
			rawBody: isMultipart ? undefined : raw,
			query: Object.fromEntries([...query.keys()].map((key) => queryValue(query, key))),
			headers: request.headers,
			header: (name: string) => request.headers[name.toLowerCase()],
		}) as IWorkflowExecuteAdditionalData['httpRequest'];
		const answer = (status: number, content: unknown) => {
			response.writeHead(status, { 'Content-Type': 'application/json' });
			response.end(JSON.stringify(content));
		};
		const httpResponse = Object.assign(response, {
			status: (code: number) => ({ json: (content: unknown) => answer(code, content) }),
		}) as unknown as IWorkflowExecuteAdditionalData['httpResponse'];
		const context = new WebhookContext(
			workflow,
			node,
			{ ...additionalData, httpRequest, httpResponse },
			this.isTest ? 'manual' : 'webhook',
			this.#webhookData(additionalData),
			[],
			null,
		);
		context.logger.warn = (message: string) => void this.warnings.push(message);
		let result: IWebhookResponseData;
		try {
			if (type.webhook === undefined) throw new Error('The node has no webhook().');
			result = (await type.webhook.call(context)) as IWebhookResponseData;
		} catch (error) {
			this.failures.push(String(error));
			answer(500, { code: 0, message: 'Workflow Webhook Error: Workflow could not be started!' });
			return;
		}
		// n8n saves what webhook() changed, before the answer is sent.
		const after = JSON.stringify(workflow.staticData);
		if (after !== before) this.writes += 1;
		this.stored = after;
		if (result.noWebhookResponse === true) return;
		if (result.workflowData === undefined) {
			answer(200, result.webhookResponse ?? { message: 'Webhook call received' });
			return;
		}
		if (this.unstorable > 0) {
			this.unstorable -= 1;
			answer(500, { code: 0, message: 'Could not store the execution' });
			return;
		}
		const [items = []] = result.workflowData;
		this.executions.push(items.map(({ json }) => JSON.parse(JSON.stringify(json)) as IDataObject));
		answer(200, { message: 'Workflow was started' });
	}

	#webhookData(additionalData: IWorkflowExecuteAdditionalData): IWebhookData {
		const [webhookDescription] = this.#type().description.webhooks ?? [];
		if (webhookDescription === undefined) throw new Error('The node has no webhook.');
		return {
			httpMethod: 'POST',
			node: 'Trigger',
			path: `${this.webhookId}/campaigns`,
			webhookDescription,
			workflowId: this.workflowId,
			workflowExecuteAdditionalData: additionalData,
			webhookId: this.webhookId,
			isTest: this.isTest,
		};
	}

	#type(): INodeType {
		return nodeTypes.getByNameAndVersion('n8n-nodes-campaigns.campaignWebhookTrigger') as INodeType;
	}

	#context(staticData: IDataObject) {
		const node: INode = {
			id: 'trigger-1',
			name: 'Trigger',
			type: 'n8n-nodes-campaigns.campaignWebhookTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			webhookId: this.webhookId,
			credentials: { campaignApi: { id: '1', name: 'Test credential' } },
		};
		const workflow = new Workflow({
			id: this.workflowId,
			nodes: [node],
			connections: {},
			active: !this.isTest,
			nodeTypes,
			staticData,
			settings: {},
		});
		const [found] = Object.values(workflow.nodes);
		if (found === undefined) throw new Error('The workflow has no node.');
		const additionalData = {
			...executionData(workflow, this.credential),
			webhookBaseUrl: `${this.origin}/webhook`,
			webhookTestBaseUrl: `${this.origin}/webhook-test`,
		};
		return { workflow, node: found, type: this.#type(), additionalData };
	}
}

function queryValue(query: URLSearchParams, key: string): [string, string | string[]] {
	const values = query.getAll(key);
	return [key, values.length > 1 ? values : (values[0] ?? '')];
}
