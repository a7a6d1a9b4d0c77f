import { setTimeout as sleep } from 'node:timers/promises';
import { type Execution, readExecution } from './execution.mts';
import {
	isObject,
	type JsonObject,
	asObject,
	objectArray,
	requireString,
	asString,
} from './json.mts';
import { N8nRequestError, Session } from './session.mts';

/** A user's login. */
export interface Login {
	email: string;
	password: string;
}

/** A stored credential or workflow. */
export interface StoredResource {
	id: string;
	name: string;
}

/** The result of a credential test, as the editor shows it after Save. */
export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
	/** Duration in milliseconds */
	timeMs: number;
}

/** What the editor sends to load the options of a field. */
export interface ListOptionsRequest {
	/** The full name of the node type, e.g. n8n-nodes-campaigns.campaign */
	nodeType: string;
	/** The node's version; default 1 */
	version?: number;
	/** The field's path, e.g. parameters.campaign */
	path: string;
	/** The name of the method in the node's methods.loadOptions or methods.listSearch */
	method: string;
	/** The node's current parameters */
	parameters: JsonObject;
	/** Stored credentials by credential type */
	credentials?: Record<string, StoredResource>;
}

/** One option of a list. */
export interface ListOption {
	name: string;
	value: unknown;
	url?: string;
	description?: string;
}

/** A page of options. */
export interface ListOptionsPage {
	results: ListOption[];
	/** Token of the next page; undefined on the last page */
	paginationToken?: string;
}

/** How to run a workflow. */
export interface RunOptions {
	/** Name of the trigger node to start from; default is the workflow's first trigger */
	trigger?: string;
	/** How long the execution may take, in milliseconds; default 120 s */
	timeoutMs?: number;
}

const FINAL_STATUSES = new Set(['success', 'error', 'crashed', 'canceled']);

function readResource(value: unknown, what: string): StoredResource {
	const object = asObject(value);
	return { id: requireString(object, 'id', what), name: requireString(object, 'name', what) };
}

function readListOption(value: JsonObject): ListOption {
	return {
		name: asString(value.name) ?? '',
		value: value.value,
		url: asString(value.url),
		description: asString(value.description),
	};
}

/** Whether a node can start its workflow, judging by the names of n8n's own node types. */
function isTrigger(node: JsonObject): boolean {
	return node.disabled !== true && /trigger$|\.(webhook|start)$/i.test(asString(node.type) ?? '');
}

/**
 * Does through n8n's internal REST API what a person does in the editor, in one session.
 * Every method throws N8nRequestError, with n8n's message, if n8n refuses the request.
 */
export class N8nClient {
	readonly #session: Session;

	/** @param address n8n's address, without a trailing slash */
	constructor(address: string) {
		this.#session = new Session(address);
	}

	/** Creates the owner of a new n8n, or logs in as the owner if there already is one. */
	async setUpOwner(login: Login): Promise<void> {
		const settings = asObject(await this.#session.rest('get', '/settings'));
		if (asObject(settings.userManagement).showSetupOnFirstLoad !== true) {
			// n8n allows each user five logins a minute.
			await this.#session.rest('post', '/login', {
				emailOrLdapLoginId: login.email,
				password: login.password,
			});
			return;
		}
		await this.#session.rest('post', '/owner/setup', {
			...login,
			firstName: 'Sandbox',
			lastName: 'Owner',
		});
	}

	/** Creates a credential, or updates the one of that name and type. */
	async saveCredential(name: string, type: string, data: JsonObject): Promise<StoredResource> {
		const all = objectArray(await this.#session.rest('get', '/credentials'));
		const existing = all.find((it) => it.name === name && it.type === type);
		const body = { name, type, data };
		const response =
			existing === undefined
				? await this.#session.rest('post', '/credentials', body)
				: await this.#session.rest('patch', `/credentials/${String(existing.id)}`, body);
		return readResource(response, name);
	}

	/**
	 * Tests a stored credential like the editor.
	 *
	 * @param changes fields that replace the stored ones during the test
	 */
	async testCredential(
		{ id, name }: StoredResource,
		type: string,
		changes: JsonObject = {},
	): Promise<CredentialTest> {
		const stored = asObject(
			await this.#session.rest('get', `/credentials/${id}`, undefined, { includeData: 'true' }),
		);
		const data = { ...asObject(stored.data), ...changes };
		const started = performance.now();
		const response = asObject(
			await this.#session.rest('post', '/credentials/test', {
				credentials: { id, name, type, data },
			}),
		);
		return {
			status: response.status === 'OK' ? 'OK' : 'Error',
			message: asString(response.message) ?? '',
			timeMs: Math.round(performance.now() - started),
		};
	}

	/** Lists the stored workflows that are not archived. */
	async workflows(): Promise<StoredResource[]> {
		const all = objectArray(await this.#session.rest('get', '/workflows'));
		return all.filter((it) => it.isArchived !== true).map((it) => readResource(it, 'A workflow'));
	}

	/** Reads a stored workflow with its nodes. */
	async workflow(id: string): Promise<JsonObject> {
		return asObject(await this.#session.rest('get', `/workflows/${id}`));
	}

	/**
	 * Creates a workflow, even if one of that name exists.
	 *
	 * @param workflow in the format of the editor's Download; its ID is ignored
	 */
	async createWorkflow(workflow: JsonObject): Promise<StoredResource> {
		const { name, nodes, connections, settings, pinData, meta } = workflow;
		const body = { name, nodes, connections, settings: settings ?? {}, pinData, meta };
		return readResource(await this.#session.rest('post', '/workflows', body), String(name));
	}

	/** Replaces the name, nodes, connections, settings and pinned data of a stored workflow. */
	async updateWorkflow(id: string, workflow: JsonObject): Promise<StoredResource> {
		const { name, nodes, connections, settings, pinData } = workflow;
		const body = { name, nodes, connections, settings: settings ?? {}, pinData };
		const response = await this.#session.rest('patch', `/workflows/${id}`, body, {
			forceSave: 'true',
		});
		return readResource(response, String(name));
	}

	/** Creates a workflow, or replaces the one of that name. */
	async saveWorkflow(workflow: JsonObject): Promise<StoredResource> {
		const existing = (await this.workflows()).find((it) => it.name === workflow.name);
		if (existing === undefined) return await this.createWorkflow(workflow);
		return await this.updateWorkflow(existing.id, workflow);
	}

	/** Activates a workflow's triggers. */
	async activateWorkflow(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.#session.rest('post', `/workflows/${id}/activate`, { versionId });
	}

	/** Deactivates a workflow's triggers. */
	async deactivateWorkflow(id: string): Promise<void> {
		await this.#session.rest('post', `/workflows/${id}/deactivate`, {});
	}

	/**
	 * How far n8n's publication service is with a workflow, its retries included: in_progress, published, partial, failed or
	 * not_published.
	 */
	async publicationStatus(id: string): Promise<string> {
		const answer = await this.#session.rest('get', `/workflows/${id}/publication-status`);
		return requireString(asObject(answer), 'status', 'The publication');
	}

	/**
	 * Starts a stored workflow like the editor's Execute Workflow.
	 *
	 * @param trigger name of the trigger node to start from; default is the workflow's first trigger
	 * @returns the ID of the execution
	 * @throws Error if the workflow has no trigger, or waits for a webhook call
	 */
	async startWorkflow(id: string, trigger?: string): Promise<string> {
		const name = trigger ?? (await this.#firstTrigger(id));
		const response = asObject(
			await this.#session.rest('post', `/workflows/${id}/run`, { triggerToStartFrom: { name } }),
		);
		const executionId = asString(response.executionId);
		if (executionId === undefined) {
			throw new Error(`Workflow ${id} is waiting for a call to its trigger "${name}".`);
		}
		return executionId;
	}

	/**
	 * Starts a stored workflow, and waits until it ends.
	 *
	 * @returns the execution, even if a node failed
	 * @throws Error as startWorkflow, and if it takes longer than `timeoutMs`
	 */
	async runWorkflow(id: string, options: RunOptions = {}): Promise<Execution> {
		const executionId = await this.startWorkflow(id, options.trigger);
		return await this.waitForExecution(executionId, options.timeoutMs);
	}

	/**
	 * Runs an execution again that failed or broke off, like the editor's Retry.
	 *
	 * @returns the ID of the new execution
	 */
	async retryExecution(id: string): Promise<string> {
		const response = await this.#session.rest('post', `/executions/${id}/retry`, {});
		return requireString(asObject(response), 'id', 'The retried execution');
	}

	/**
	 * Waits for one call of a trigger's test address, like the editor's Listen for test event. Ends after one delivery, with
	 * stopListening, or after 120 s.
	 */
	async listen(id: string): Promise<void> {
		const name = await this.#firstTrigger(id);
		await this.#session.rest('post', `/workflows/${id}/run`, { triggerToStartFrom: { name } });
	}

	/** Ends listening for a test event. */
	async stopListening(id: string): Promise<void> {
		await this.#session.rest('delete', `/test-webhook/${id}`);
	}

	/** Archives a workflow, which ends its publication, and deletes it. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.#session.rest('post', `/workflows/${id}/archive`, {});
		for (const since = Date.now(); ; await sleep(200)) {
			try {
				await this.#session.rest('delete', `/workflows/${id}`);
				return;
			} catch (error) {
				// It is still being unpublished.
				const isBusy = error instanceof N8nRequestError && error.status === 409;
				if (!isBusy || Date.now() - since > 30_000) throw error;
			}
		}
	}

	async #firstTrigger(id: string): Promise<string> {
		const trigger = objectArray((await this.workflow(id)).nodes).find(isTrigger);
		if (trigger === undefined) throw new Error(`Workflow ${id} has no trigger to start from.`);
		return requireString(trigger, 'name', 'The trigger');
	}

	/** Lists the IDs of a workflow's executions, newest first. */
	async executionIds(workflowId: string): Promise<string[]> {
		const filter = JSON.stringify({ workflowId });
		const ids: string[] = [];
		for (;;) {
			const lastId = ids.at(-1);
			const query = { filter, limit: '100', ...(lastId === undefined ? {} : { lastId }) };
			const response = asObject(await this.#session.rest('get', '/executions', undefined, query));
			const page = objectArray(response.results).map((it) => String(it.id));
			if (page.length === 0) return ids;
			ids.push(...page);
		}
	}

	/**
	 * Waits until an execution ends.
	 *
	 * @throws Error after `timeoutMs` milliseconds; the execution is stopped
	 */
	async waitForExecution(id: string, timeoutMs = 120_000): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (let pause = 25; ; pause = Math.min(pause * 1.5, 500)) {
			const response = await this.#findExecution(id);
			if (response !== undefined && FINAL_STATUSES.has(asString(response.status) ?? '')) {
				return readExecution(response);
			}
			if (Date.now() > deadline) {
				await this.#session.rest('post', `/executions/${id}/stop`, {});
				throw new Error(`Execution ${id} did not end within ${timeoutMs / 1000} s.`);
			}
			await sleep(pause);
		}
	}

	async #findExecution(id: string): Promise<JsonObject | undefined> {
		try {
			return asObject(await this.#session.rest('get', `/executions/${id}`));
		} catch (error) {
			if (error instanceof N8nRequestError && error.status === 404) return undefined;
			throw error;
		}
	}

	/** Reads the node types that n8n has loaded from a package. */
	async nodeTypes(packageName: string): Promise<JsonObject[]> {
		return await this.#fetchTypes('/types/nodes.json', `${packageName}.`);
	}

	/** Reads the credential types with the given names. */
	async credentialTypes(names: string[]): Promise<JsonObject[]> {
		const all = await this.#fetchTypes('/types/credentials.json', '');
		return all.filter((it) => names.includes(asString(it.name) ?? ''));
	}

	async #fetchTypes(url: string, prefix: string): Promise<JsonObject[]> {
		const all = objectArray(await this.#session.request({ method: 'get', url }));
		return all.filter((it) => (asString(it.name) ?? '').startsWith(prefix));
	}

	/** The paths of the icons of a node or credential type: one, or one for each theme. */
	iconUrls(type: JsonObject): string[] {
		const { iconUrl } = type;
		const all = isObject(iconUrl) ? Object.values(iconUrl) : [iconUrl];
		return all.flatMap((it) => (typeof it === 'string' ? [it.replace(/^\/?/, '/')] : []));
	}

	/** Fetches a file below this n8n's address, such as an icon. Never throws for an HTTP status. */
	async file(path: string): Promise<{ status: number; contentType: string; text: string }> {
		const response = await this.#session.send({ method: 'get', url: path, responseType: 'text' });
		return {
			status: response.status,
			contentType: String(response.headers['content-type'] ?? ''),
			text: String(response.data),
		};
	}

	/** Loads the options of a drop-down field (methods.loadOptions) like the editor. */
	async loadOptions(request: ListOptionsRequest): Promise<ListOption[]> {
		const body = this.#listOptionsBody(request);
		const response = await this.#session.rest('post', '/dynamic-node-parameters/options', body);
		return objectArray(response).map(readListOption);
	}

	/**
	 * Loads a page of a resource locator's list (methods.listSearch) like the editor.
	 *
	 * @param filter the search text
	 * @param paginationToken the token from the page before
	 */
	async listSearch(
		request: ListOptionsRequest,
		filter?: string,
		paginationToken?: string,
	): Promise<ListOptionsPage> {
		const response = asObject(
			await this.#session.rest('post', '/dynamic-node-parameters/resource-locator-results', {
				...this.#listOptionsBody(request),
				filter,
				paginationToken,
			}),
		);
		const token = response.paginationToken;
		return {
			results: objectArray(response.results).map(readListOption),
			paginationToken: token === undefined || token === null ? undefined : String(token),
		};
	}

	#listOptionsBody(request: ListOptionsRequest): JsonObject {
		return {
			path: request.path,
			methodName: request.method,
			nodeTypeAndVersion: { name: request.nodeType, version: request.version ?? 1 },
			currentNodeParameters: request.parameters,
			credentials: request.credentials,
		};
	}
}
