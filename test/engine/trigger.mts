import { randomUUID } from 'node:crypto';
import { PollContext, TriggersAndPollers } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	NodeApiError,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { passTime } from './clock.mts';
import { executionData, nodeTypes } from './engine.mts';

/** The result of a poll. */
export interface Polled {
	/** The items of the execution that n8n would start; empty when it starts none. */
	items: IDataObject[];
	error: NodeApiError | undefined;
	ms: number;
}

/** How to run a poll. */
export interface PollOptions {
	mode?: WorkflowExecuteMode;
	budgetMs?: number;
	/** An older host, which keeps what a poll changes even if it fails, and has no poll budget. */
	isOldHost?: boolean;
	/** n8n is killed before it stores the poll's events and state. */
	isLost?: boolean;
	/** The poll tests an activation: n8n has just started, or somebody published the workflow. */
	activation?: WorkflowActivateMode;
}

/** What n8n's scheduler gives a poll by default. */
const schedulerBudgetMs = 36_000;

/** From one poll to the next. */
const pollIntervalMs = 60_000;

/** A trigger node of an active workflow. Its state is kept as JSON, as in n8n's database. */
export class ActiveTrigger {
	readonly workflowId: string;
	credential: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	node: Partial<INode>;
	/** The node types of the version of the package that polls. */
	version = nodeTypes;
	/** The node's static data, as n8n's database would hold it. */
	stored = '{}';
	/** What the node wrote to n8n's log. */
	readonly warnings: string[] = [];

	constructor(
		credential: ICredentialDataDecryptedObject,
		parameters: INodeParameters,
		node: Partial<INode> = {},
		workflowId: string = randomUUID(),
	) {
		this.credential = credential;
		this.parameters = parameters;
		this.node = node;
		this.workflowId = workflowId;
	}

	/** Polls the built node once, in n8n's own poll context and with n8n's rules for storing. */
	async poll(options: PollOptions = {}): Promise<Polled> {
		return await this.#pollOn(JSON.parse(this.stored) as IDataObject, options);
	}

	/** Polls with time for all pages, on a busy machine, too. Throws what the poll throws. */
	async pollWhole(): Promise<Polled> {
		const polled = await this.poll({ budgetMs: 600_000 });
		if (polled.error !== undefined) throw polled.error;
		return polled;
	}

	/** Three polls from the same state: two at once, and one after they ended but before their state is stored. */
	async pollAtOnce(): Promise<Polled[]> {
		const { stored } = this;
		const pollOn = async () => await this.#pollOn(JSON.parse(stored) as IDataObject, {});
		const both = await Promise.all([pollOn(), pollOn()]);
		return [...both, await pollOn()];
	}

	async #pollOn(data: IDataObject, options: PollOptions): Promise<Polled> {
		const { mode = 'trigger', activation, isOldHost = false, isLost = false } = options;
		const { budgetMs = activation === undefined ? schedulerBudgetMs : undefined } = options;
		const workflow = this.#workflow();
		const node = workflow.getNode(this.node.name ?? 'Trigger');
		if (node === null) throw new Error('The workflow has no trigger.');
		const context = new PollContext(
			workflow,
			node,
			executionData(workflow, this.credential),
			mode,
			mode === 'manual' ? 'manual' : (activation ?? 'update'),
			...([undefined, undefined, undefined, undefined] as const),
			() => data,
			isOldHost || budgetMs === undefined ? undefined : () => budgetMs,
		);
		if (isOldHost) Object.defineProperty(context, 'getPollBudgetMs', { value: undefined });
		context.logger.warn = (message) => void this.warnings.push(message);
		const startedAt = performance.now();
		const ran = new TriggersAndPollers().runPollFunction(workflow, node, context);
		const [result, error] = await ran.then(
			(output) => [output, undefined] as const,
			(thrown: NodeApiError) => [null, thrown] as const,
		);
		const isKept = isOldHost || (error === undefined && mode !== 'manual');
		if (isKept && !isLost) this.stored = JSON.stringify(data);
		const items = result?.[0]?.map(({ json }) => json) ?? [];
		const ms = performance.now() - startedAt;
		if (isLost) passTime(pollIntervalMs);
		return { items, error, ms };
	}

	#workflow(): Workflow {
		const trigger: INode = {
			...{ id: 'trigger-1', name: 'Trigger', type: 'n8n-nodes-campaigns.campaignTrigger' },
			...{ typeVersion: 1, position: [0, 0] as [number, number] },
			parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...this.parameters },
			credentials: { campaignApi: { id: '1', name: 'Test credential' } },
			...this.node,
		};
		return new Workflow({
			...{ id: this.workflowId, name: 'Test', nodes: [trigger], connections: {}, active: true },
			...{ nodeTypes: this.version, settings: { executionOrder: 'v1' } },
		});
	}
}
