import { PollContext, TriggersAndPollers } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	NodeApiError,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import { sleep, Workflow } from 'n8n-workflow';
import { executionData, nodeTypes } from './engine.mts';

/** What a poll came to. */
export interface Polled {
	/** The items of the execution that n8n would start; empty where it starts none. */
	items: IDataObject[];
	error: NodeApiError | undefined;
	ms: number;
}

/** How a poll is run. */
export interface PollOptions {
	mode?: WorkflowExecuteMode;
	budgetMs?: number;
	/** An older host: what a poll changes stands at once, and it says nothing of a budget. */
	isOldHost?: boolean;
	/** The poll's result and what it stored are lost, as when n8n is killed. */
	isLost?: boolean;
}

/** A trigger node of an active workflow. What it stored lives here as it would in n8n's database: as JSON. */
export class ActiveTrigger {
	readonly workflowId: string;
	credential: ICredentialDataDecryptedObject;
	parameters: INodeParameters;
	node: Partial<INode>;
	/** The node's static data, as it would stand in the database. */
	stored = '{}';
	/** What n8n's log got from it. */
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

	/** One poll of the built node in n8n's own poll context, with n8n's rules for what is stored when. */
	async poll(options: PollOptions = {}): Promise<Polled> {
		return await this.#pollOn(JSON.parse(this.stored) as IDataObject, options);
	}

	/** Polls that go on from the same state: two at once, and one when they have ended but nothing is stored yet. */
	async pollAtOnce(): Promise<Polled[]> {
		const { stored } = this;
		const pollOn = async () => await this.#pollOn(JSON.parse(stored) as IDataObject, {});
		const both = await Promise.all([pollOn(), pollOn()]);
		return [...both, await pollOn()];
	}

	async #pollOn(data: IDataObject, options: PollOptions): Promise<Polled> {
		const { mode = 'trigger', budgetMs, isOldHost = false, isLost = false } = options;
		const workflow = this.#workflow();
		const node = workflow.getNode('Trigger');
		if (node === null) throw new Error('the node is there');
		const context = new PollContext(
			workflow,
			node,
			executionData(workflow, this.credential),
			mode,
			mode === 'manual' ? 'manual' : 'update',
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
		// No n8n that was killed is back sooner.
		if (isLost) await sleep(3_000);
		const items = result?.[0]?.map(({ json }) => json) ?? [];
		return { items, error, ms: performance.now() - startedAt };
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
			...{ nodeTypes, settings: { executionOrder: 'v1' } },
		});
	}
}
