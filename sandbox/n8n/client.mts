import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import axios, { type AxiosInstance, type AxiosRequestConfig } from 'axios';
import { type Execution, readExecution } from './execution.mts';
import {
	isObject,
	type JsonObject,
	objectOr,
	objectsIn,
	requireString,
	stringOr,
} from './json.mts';

/** Who logs in. */
export interface Login {
	email: string;
	password: string;
}

/** A stored credential or workflow, as far as callers need it. */
export interface Stored {
	id: string;
	name: string;
}

/** What the editor's credential window shows after Save. */
export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
	/** How long n8n took, in milliseconds */
	timeMs: number;
}

/** What the editor sends when a field loads its choices. */
export interface ChoicesRequest {
	/** The full name, e.g. n8n-nodes-campaigns.campaign */
	nodeType: string;
	/** The node's version; 1 when not given */
	version?: number;
	/** The field's path, e.g. parameters.campaign */
	path: string;
	/** The method under methods.loadOptions or methods.listSearch */
	method: string;
	/** The node's parameters as they now stand */
	parameters: JsonObject;
	/** Credential type to stored credential */
	credentials?: Record<string, Stored>;
}

/** One choice of a list. */
export interface Choice {
	name: string;
	value: unknown;
	url?: string;
	description?: string;
}

/** A page of choices. */
export interface ChoicesPage {
	results: Choice[];
	/** To be given back for the next page; undefined on the last one */
	paginationToken?: string;
}

/** How a workflow is run. */
export interface RunOptions {
	/** Name of the trigger node to start from; the first trigger of the workflow when not given */
	trigger?: string;
	/** How long the execution may take, in milliseconds; 120 s when not given */
	limitMs?: number;
}

/** n8n's REST API refused a request. */
export class N8nRequestError extends Error {
	/** The HTTP status */
	readonly status: number;

	constructor(what: string, status: number, message: string) {
		super(`n8n refused ${what} (${status}): ${message}`);
		this.name = 'N8nRequestError';
		this.status = status;
	}
}

const ENDED = new Set(['success', 'error', 'crashed', 'canceled']);

function readStored(value: unknown, what: string): Stored {
	const object = objectOr(value);
	return { id: requireString(object, 'id', what), name: requireString(object, 'name', what) };
}

function readChoice(value: JsonObject): Choice {
	return {
		name: stringOr(value.name) ?? '',
		value: value.value,
		url: stringOr(value.url),
		description: stringOr(value.description),
	};
}

/** Whether a node of an exported workflow is one that starts it, by what n8n's own nodes are called. */
function isTrigger(node: JsonObject): boolean {
	return node.disabled !== true && /trigger$|\.(webhook|start)$/i.test(stringOr(node.type) ?? '');
}

/**
 * Does over n8n's REST API what a person does in its editor: one session, one browser.
 * Every method throws N8nRequestError with n8n's own message when n8n refuses.
 */
export class N8nClient {
	/** Address of the n8n, without a slash at the end */
	readonly address: string;

	private readonly http: AxiosInstance;
	private cookie = '';

	constructor(address: string) {
		this.address = address;
		this.http = axios.create({
			baseURL: address,
			timeout: 60_000,
			// n8n ties a session to the browser that opened it, and asks for this on every later request.
			headers: { 'browser-id': randomUUID() },
			proxy: false,
			validateStatus: () => true,
		});
	}

	private async request(config: AxiosRequestConfig): Promise<unknown> {
		const headers = { ...config.headers, cookie: this.cookie };
		const response = await this.http
			.request<unknown>({ ...config, headers })
			// The client's own error holds its sockets, with which no report of tests can be written.
			.catch((error: unknown) => {
				const reason = error instanceof Error ? error.message : String(error);
				throw new Error(`${config.method} ${config.url} of n8n was not answered: ${reason}`);
			});
		const setCookie: unknown = response.headers['set-cookie'];
		for (const line of Array.isArray(setCookie) ? setCookie : []) {
			const pair = String(line).split(';')[0] ?? '';
			if (pair.startsWith('n8n-auth=')) this.cookie = pair;
		}
		if (response.status >= 400) {
			const message = stringOr(objectOr(response.data).message) ?? 'no message';
			throw new N8nRequestError(`${config.method} ${config.url}`, response.status, message);
		}
		return response.data;
	}

	/** A REST call; resolves with the `data` of n8n's envelope. */
	private async rest(
		method: string,
		path: string,
		data?: JsonObject,
		params?: Record<string, string>,
	): Promise<unknown> {
		return objectOr(await this.request({ method, url: `/rest${path}`, data, params })).data;
	}

	/** Logs in. n8n takes at most 5 log-ins a minute of one person. */
	async logIn(login: Login): Promise<void> {
		await this.rest('post', '/login', {
			emailOrLdapLoginId: login.email,
			password: login.password,
		});
	}

	/** Makes the instance's owner on a fresh n8n, or logs in as that owner where there is one. */
	async setUpOwner(login: Login): Promise<void> {
		const settings = objectOr(await this.rest('get', '/settings'));
		if (objectOr(settings.userManagement).showSetupOnFirstLoad !== true) {
			await this.logIn(login);
			return;
		}
		await this.rest('post', '/owner/setup', {
			...login,
			firstName: 'Sandbox',
			lastName: 'Owner',
		});
	}

	/** The stored credentials. */
	async credentials(): Promise<Array<Stored & { type: string }>> {
		return objectsIn(await this.rest('get', '/credentials')).map((value) => ({
			...readStored(value, 'A credential'),
			type: stringOr(value.type) ?? '',
		}));
	}

	/** Stores a new credential, even where one of that name exists. */
	async createCredential(name: string, type: string, data: JsonObject): Promise<Stored> {
		return readStored(await this.rest('post', '/credentials', { name, type, data }), name);
	}

	/** Stores a credential: one of the same name and type is changed and keeps its id. */
	async saveCredential(name: string, type: string, data: JsonObject): Promise<Stored> {
		const found = (await this.credentials()).find((it) => it.name === name && it.type === type);
		if (found === undefined) return await this.createCredential(name, type, data);
		const answer = await this.rest('patch', `/credentials/${found.id}`, { name, type, data });
		return readStored(answer, name);
	}

	/**
	 * Tests a stored credential as the editor does.
	 *
	 * @param changes fields to test with instead of the stored ones
	 */
	async testCredential(
		{ id, name }: Stored,
		type: string,
		changes: JsonObject = {},
	): Promise<CredentialTest> {
		const stored = objectOr(
			await this.rest('get', `/credentials/${id}`, undefined, { includeData: 'true' }),
		);
		const data = { ...objectOr(stored.data), ...changes };
		const started = performance.now();
		const answer = objectOr(
			await this.rest('post', '/credentials/test', { credentials: { id, name, type, data } }),
		);
		return {
			status: answer.status === 'OK' ? 'OK' : 'Error',
			message: stringOr(answer.message) ?? '',
			timeMs: Math.round(performance.now() - started),
		};
	}

	/** The stored workflows that are not archived. */
	async workflows(): Promise<Stored[]> {
		const all = objectsIn(await this.rest('get', '/workflows'));
		return all.filter((it) => it.isArchived !== true).map((it) => readStored(it, 'A workflow'));
	}

	/** A stored workflow with its nodes. */
	async workflow(id: string): Promise<JsonObject> {
		return objectOr(await this.rest('get', `/workflows/${id}`));
	}

	/**
	 * Stores a new workflow, even where one of that name exists.
	 *
	 * @param workflow as the editor's Download makes it; its id is not taken over
	 */
	async createWorkflow(workflow: JsonObject): Promise<Stored> {
		const { name, nodes, connections, settings, pinData, meta } = workflow;
		const body = { name, nodes, connections, settings: settings ?? {}, pinData, meta };
		return readStored(await this.rest('post', '/workflows', body), String(name));
	}

	/** Replaces the nodes, connections and settings of a stored workflow. */
	async updateWorkflow(id: string, workflow: JsonObject): Promise<Stored> {
		const { name, nodes, connections, settings, pinData } = workflow;
		const body = { name, nodes, connections, settings: settings ?? {}, pinData };
		const answer = await this.rest('patch', `/workflows/${id}`, body, { forceSave: 'true' });
		return readStored(answer, String(name));
	}

	/** Stores a workflow: one of the same name is replaced and keeps its id. */
	async saveWorkflow(workflow: JsonObject): Promise<Stored> {
		const found = (await this.workflows()).find((it) => it.name === workflow.name);
		if (found === undefined) return await this.createWorkflow(workflow);
		return await this.updateWorkflow(found.id, workflow);
	}

	/** Publishes a workflow, so that its triggers work by themselves. */
	async activateWorkflow(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.rest('post', `/workflows/${id}/activate`, { versionId });
	}

	/** Takes a workflow's triggers out of work. */
	async deactivateWorkflow(id: string): Promise<void> {
		await this.rest('post', `/workflows/${id}/deactivate`, {});
	}

	/**
	 * Runs a stored workflow as the editor's Execute Workflow does, and waits for its end.
	 *
	 * @returns the execution, also when a node failed
	 * @throws Error when the workflow has no trigger, waits for a webhook call, or takes longer than `limitMs`
	 */
	async runWorkflow(id: string, options: RunOptions = {}): Promise<Execution> {
		const name = options.trigger ?? (await this.firstTrigger(id));
		const answer = objectOr(
			await this.rest('post', `/workflows/${id}/run`, { triggerToStartFrom: { name } }),
		);
		const executionId = stringOr(answer.executionId);
		if (executionId === undefined) {
			throw new Error(`Workflow ${id} waits for a call of its trigger "${name}".`);
		}
		return await this.waitForExecution(executionId, options.limitMs);
	}

	private async firstTrigger(id: string): Promise<string> {
		const trigger = objectsIn((await this.workflow(id)).nodes).find(isTrigger);
		if (trigger === undefined) throw new Error(`Workflow ${id} has no trigger to start from.`);
		return requireString(trigger, 'name', 'The trigger');
	}

	/** Ids of a workflow's executions, newest first. */
	async executionIds(workflowId: string): Promise<string[]> {
		const filter = JSON.stringify({ workflowId });
		const ids: string[] = [];
		for (;;) {
			const lastId = ids.at(-1);
			const query = { filter, limit: '100', ...(lastId === undefined ? {} : { lastId }) };
			const answer = objectOr(await this.rest('get', '/executions', undefined, query));
			const page = objectsIn(answer.results).map((it) => String(it.id));
			if (page.length === 0) return ids;
			ids.push(...page);
		}
	}

	/**
	 * Waits for an execution's end.
	 *
	 * @param limitMs how long to wait, in milliseconds; then the execution is stopped and an Error thrown
	 */
	async waitForExecution(id: string, limitMs = 120_000): Promise<Execution> {
		const deadline = Date.now() + limitMs;
		for (let pause = 25; ; pause = Math.min(pause * 1.5, 500)) {
			const answer = await this.executionIfStored(id);
			if (answer !== undefined && ENDED.has(stringOr(answer.status) ?? '')) {
				return readExecution(answer);
			}
			if (Date.now() > deadline) {
				await this.rest('post', `/executions/${id}/stop`, {});
				throw new Error(`Execution ${id} did not end within ${limitMs / 1000} s.`);
			}
			await sleep(pause);
		}
	}

	private async executionIfStored(id: string): Promise<JsonObject | undefined> {
		try {
			return objectOr(await this.rest('get', `/executions/${id}`));
		} catch (error) {
			if (error instanceof N8nRequestError && error.status === 404) return undefined;
			throw error;
		}
	}

	/** The node types n8n has loaded from a package, as the editor gets them. */
	async nodeTypes(packageName: string): Promise<JsonObject[]> {
		return await this.types('/types/nodes.json', `${packageName}.`);
	}

	/** The credential types of the given names. */
	async credentialTypes(names: string[]): Promise<JsonObject[]> {
		const all = await this.types('/types/credentials.json', '');
		return all.filter((it) => names.includes(stringOr(it.name) ?? ''));
	}

	private async types(url: string, prefix: string): Promise<JsonObject[]> {
		const all = objectsIn(await this.request({ method: 'get', url }));
		return all.filter((it) => (stringOr(it.name) ?? '').startsWith(prefix));
	}

	/** The icon addresses a node or credential type gives, below this n8n's address: light, dark, or one for both. */
	iconUrls(type: JsonObject): string[] {
		const { iconUrl } = type;
		const all = isObject(iconUrl) ? Object.values(iconUrl) : [iconUrl];
		return all.flatMap((it) => (typeof it === 'string' ? [it.replace(/^\/?/, '/')] : []));
	}

	/** Fetches a file below this n8n's address, such as an icon. Never throws for an HTTP status. */
	async file(path: string): Promise<{ status: number; contentType: string; text: string }> {
		const response = await this.http.get<unknown>(path, {
			responseType: 'text',
			headers: { cookie: this.cookie },
		});
		return {
			status: response.status,
			contentType: String(response.headers['content-type'] ?? ''),
			text: String(response.data),
		};
	}

	/** The choices of a drop-down field (methods.loadOptions), as the editor loads them. */
	async options(request: ChoicesRequest): Promise<Choice[]> {
		const body = this.choicesBody(request);
		const answer = await this.rest('post', '/dynamic-node-parameters/options', body);
		return objectsIn(answer).map(readChoice);
	}

	/**
	 * A page of a resource locator's From List (methods.listSearch), as the editor loads it.
	 *
	 * @param filter what the person typed
	 * @param paginationToken the earlier page's token
	 */
	async resourceLocatorResults(
		request: ChoicesRequest,
		filter?: string,
		paginationToken?: string,
	): Promise<ChoicesPage> {
		const answer = objectOr(
			await this.rest('post', '/dynamic-node-parameters/resource-locator-results', {
				...this.choicesBody(request),
				filter,
				paginationToken,
			}),
		);
		const token = answer.paginationToken;
		return {
			results: objectsIn(answer.results).map(readChoice),
			paginationToken: token === undefined || token === null ? undefined : String(token),
		};
	}

	private choicesBody(request: ChoicesRequest): JsonObject {
		return {
			path: request.path,
			methodName: request.method,
			nodeTypeAndVersion: { name: request.nodeType, version: request.version ?? 1 },
			currentNodeParameters: request.parameters,
			credentials: request.credentials,
		};
	}
}
